using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Core.Tests.Findings.Alignment;

/// <summary>A host made of a few words: "name[:arch] version [source]" is installed, "name[:arch] from > to [flags]" is pending.</summary>
internal static class TestHost
{
    public static HostUpdates Of(string family, string[] installed, string[] pending, params (PackageChange, string)[] done) =>
        new(Inventory(family, installed, pending), done);

    public static Inventory Inventory(string family, string[] installed, string[] pending) => new(
        family, "debian", "12.11", "bookworm", "x86_64", "6.1.0-37-amd64", "0123456789abcdef0123456789abcdef", "boot", Duration.FromHours(1), null, true, false, [],
        [.. installed.Select(Package)], [.. pending.Select(Update)], [], []);

    public static EvidenceClues Says(string output) => EvidenceClues.Of(output);

    public static TestClues Test(string name, string? references = null, string? patches = null, string? solution = null, params string[] cves) =>
        TestClues.Of(name, solution, patches, references, [.. cves.Select(c => CveId.TryParse(c)!.Value)]);

    public static DistributionData Data(params DistributionFix[] rows) => new(
        cve => [.. rows.Where(r => r.Cve == cve)], id => [.. rows.Where(r => r.Advisory is not null && AdvisoryIds.Same(r.Advisory, id))]);

    public static DistributionFix Row(string package, string cve, string? fixedIn, string? advisory = null, DistributionState? state = null, bool binary = false) =>
        new(package, binary, CveId.TryParse(cve)!.Value, state ?? (fixedIn is null ? DistributionState.NotFixedYet : DistributionState.Fixed), fixedIn, advisory);

    /// <summary>"Whole: openssl 3.0.18-1 NamedPackage Sure".</summary>
    public static string Words(FixAnswer a) => a.Fixes.Count == 0 ? $"{a.State}" : $"{a.State}: {string.Join(", ", a.Fixes.Select(f => $"{f.Package} {f.To} {f.Kind} {f.Confidence}"))}";

    private static InstalledPackage Package(string words)
    {
        string[] w = words.Split(' ');
        (string name, string architecture) = Name(w[0]);
        return new InstalledPackage(name, architecture, w[1], w.Length > 2 ? w[2] : name, w.Length > 3 ? w[3] : w[1], false, true);
    }

    private static PendingUpdate Update(string words)
    {
        string[] w = words.Split(' ');
        (string name, string architecture) = Name(w[0]);
        string[] flags = w[4..];
        return new PendingUpdate(name, architecture, w[1], w[3], flags.Contains("security") ? UpdateClass.Security : UpdateClass.Other, null, "main",
            flags.Contains("held"), flags.Contains("phased"), flags.Contains("kept"))
        {
            Cves = [.. flags.Where(f => f.StartsWith("CVE-", StringComparison.Ordinal))],
            Advisories = [.. flags.Where(f => char.IsAsciiLetterUpper(f[0]) && !f.StartsWith("CVE-", StringComparison.Ordinal))],
        };
    }

    private static (string, string) Name(string text) => text.Split(':') is [var name, var architecture] ? (name, architecture) : (text, "amd64");
}
