using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;

namespace Cockpit.Core.Advisories.Judging;

/// <summary>
/// Compares what a host has installed with what its distribution's feeds say, and with the CVEs of its pending updates as its own package
/// manager knows them. Pure.
/// </summary>
public static class InventoryJudge
{
    public const string NotAssigned = "not assigned";

    private const int MostLines = 10;

    /// <summary>Ends the evidence of a finding that only the host's package manager tells, and by which it is known again.</summary>
    private const string ByPackageManager = ", says the host's package manager";

    private const string NotInEffect = "installed, not in effect: ";

    /// <param name="feeds">What the feeds of the host's release say of a package; empty where they do not name it.</param>
    /// <param name="hasFeed">There is a feed for the host's release.</param>
    /// <param name="before">The findings of this kind that the host has so far.</param>
    public static InventoryFindings Of(HostPackages host, Func<string, bool, IReadOnlyList<AdvisoryFix>> feeds, bool hasFeed, IReadOnlyList<InventoryFinding> before)
    {
        bool compares = hasFeed && host.Order is not null;
        var found = new Dictionary<(CveId, string), Draft>();
        int notJudged = compares ? ByFeeds(host, feeds, found) : 0;
        bool updatesTell = ByUpdates(host, found);
        foreach (InventoryFinding old in before)
        {
            if (!found.ContainsKey((old.Cve, old.Source)) && Remains(host, old) is { } why) found[(old.Cve, old.Source)] = Draft.Of(old, why);
        }

        bool covered = (compares || updatesTell || before.Count > 0) && host.Complete;
        return new InventoryFindings(
            [.. found.OrderBy(f => f.Key.Item2, StringComparer.Ordinal).ThenBy(f => (f.Key.Item1.Year, f.Key.Item1.Number)).Select(f => f.Value.Finding(f.Key.Item1, f.Key.Item2))],
            covered, Summary(host, compares, updatesTell, notJudged));
    }

    private static int ByFeeds(HostPackages host, Func<string, bool, IReadOnlyList<AdvisoryFix>> feeds, Dictionary<(CveId, string), Draft> found)
    {
        var unknown = new HashSet<(CveId, string)>();
        foreach ((string name, bool binary) in host.Sources.Select(s => (s, false)).Concat(host.Names.Select(n => (n, true))))
        {
            foreach (AdvisoryFix fix in feeds(name, binary))
            {
                PackageVerdict verdict = PackageVerdict.Of(host, fix);
                string source = binary ? host.SourceOf(host.Installed(name, true)[0]) : name;
                if (verdict.Verdict == Verdict.Vulnerable) Draft.Add(found, (fix.Cve, source), verdict.Evidence + Note(host, source), fix.Severity, Word(fix));
                else if (verdict.Verdict == Verdict.Unknown) unknown.Add((fix.Cve, source));
            }
        }

        unknown.ExceptWith(found.Keys);
        return unknown.Count;
    }

    /// <summary>What dnf and zypper know of updates that wait. Where the feeds show the same finding, their words are kept.</summary>
    private static bool ByUpdates(HostPackages host, Dictionary<(CveId, string), Draft> found)
    {
        bool tells = false;
        HashSet<(CveId, string)> known = [.. found.Keys];
        foreach (PendingUpdate update in host.Host.Updates)
        {
            if (update.Cves.Count == 0) continue;
            tells = true;
            IReadOnlyList<InstalledPackage> installed = host.Installed(update.Name, binary: true);
            string source = installed.Count == 0 ? update.Name : host.SourceOf(installed[0]);
            string evidence = $"{update.Name} {update.From} installed, fixed in {update.To}{(update.Advisories.Count > 0 ? $" ({string.Join(", ", update.Advisories.Take(MostLines))})" : "")}{ByPackageManager}";
            foreach (string text in update.Cves)
            {
                if (CveId.TryParse(text) is { } cve && !known.Contains((cve, source))) Draft.Add(found, (cve, source), evidence, SeverityOf(update.Severity), update.Severity);
            }
        }

        return tells;
    }

    /// <summary>
    /// Why a finding that nothing shows any more is still there: the fix is installed and not in effect, or only the package manager knew
    /// of it, knows no more, and the package is what it was.
    /// </summary>
    private static string? Remains(HostPackages host, InventoryFinding old)
    {
        IReadOnlyList<InstalledPackage> installed = host.Installed(old.Source, binary: false);
        if (installed.Count == 0) installed = [.. host.Host.Packages.Where(p => host.SourceOf(p) == old.Source)];
        if (installed.Count == 0) return host.Complete ? null : old.Evidence;
        bool same = installed.Any(p => Shows(old.Evidence, old.Source, HostPackages.VersionOf(p, binary: false)) || Shows(old.Evidence, p.Name, p.Version));
        if (same && !old.Evidence.StartsWith(NotInEffectStart(old, installed), StringComparison.Ordinal)) return old.Evidence.Contains(ByPackageManager, StringComparison.Ordinal) ? old.Evidence : null;
        return InEffect.Missing(host, installed, unknownCounts: true) is { } missing ? NotInEffectStart(old, installed) + missing : null;
    }

    private static string NotInEffectStart(InventoryFinding old, IReadOnlyList<InstalledPackage> installed) => $"{old.Source} {HostPackages.VersionOf(installed[^1], binary: false)} {NotInEffect}";

    private static bool Shows(string evidence, string name, string version) =>
        evidence.StartsWith($"{name} {version} ", StringComparison.Ordinal) || evidence.Contains($"\n{name} {version} ", StringComparison.Ordinal)
        || evidence.Contains($" and {version} ", StringComparison.Ordinal);

    private static string Note(HostPackages host, string source)
    {
        foreach (PendingUpdate update in host.Host.Updates)
        {
            if (!(update.Phased || update.Held)) continue;
            if (host.Installed(source, binary: false).Any(p => p.Name == update.Name)) return update.Held ? "; the update is on hold there" : "; the vendor gives the update to part of all hosts so far";
        }

        return "";
    }

    private static string Summary(HostPackages host, bool compares, bool updatesTell, int notJudged)
    {
        string release = host.Release ?? "a release that the host does not name";
        string compared = compares ? $"{(host.Sources.Count == 1 ? "1 source package" : $"{host.Sources.Count} source packages")} of {release} {(host.Sources.Count == 1 ? "was" : "were")} compared with the distribution's data."
            : host.Order is null ? $"Nothing is known about vulnerabilities: packages of {release} cannot be compared."
            : updatesTell ? $"No data of {release} are imported. Only what its own package manager says of pending updates is known."
            : $"Nothing is known about vulnerabilities: no data of {release} are imported.";
        return compared
            + (notJudged > 0 ? $" {(notJudged == 1 ? "1 CVE" : $"{notJudged} CVEs")} of its packages cannot be judged by package and version." : "")
            + (host.Complete ? "" : " Not every package could be read, so nothing is closed.");
    }

    private static string? Word(in AdvisoryFix fix) => fix.Severity?.ToString().ToLowerInvariant();

    /// <summary>A vendor's word for how bad it is; null for one that says nothing.</summary>
    public static Severity? SeverityOf(string? word) => word?.Trim().ToLowerInvariant() switch
    {
        "critical" => Severity.Critical,
        "important" or "high" => Severity.High,
        "moderate" or "medium" => Severity.Medium,
        "low" => Severity.Low,
        "negligible" or "unimportant" or "none" => Severity.Info,
        _ => null,
    };

    private sealed class Draft
    {
        private readonly List<string> lines = [];
        private Severity? severity;
        private string? word;

        public static void Add(Dictionary<(CveId, string), Draft> found, (CveId, string) key, string line, Severity? severity, string? word)
        {
            if (!found.TryGetValue(key, out Draft? draft)) found[key] = draft = new Draft();
            if (!draft.lines.Contains(line) && draft.lines.Count < MostLines) draft.lines.Add(line);
            if (severity is not { } known || known <= draft.severity) return;
            (draft.severity, draft.word) = (known, word);
        }

        public static Draft Of(InventoryFinding old, string evidence) => new() { lines = { evidence }, severity = old.RawSeverity == NotAssigned ? null : old.Severity, word = old.RawSeverity };

        /// <summary>Where nobody says how bad it is, it is taken as moderate, and the word beside it says that nobody did.</summary>
        public InventoryFinding Finding(CveId cve, string source) => new(cve, source, severity ?? Severity.Medium, severity is null ? NotAssigned : word ?? NotAssigned, string.Join('\n', lines));
    }
}
