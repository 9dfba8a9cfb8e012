using Cockpit.Core.Advisories;
using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Core.Tests.Advisories;

/// <summary>Hosts and statements in a few words.</summary>
internal static class Examples
{
    public static readonly CveId Cve = new(2026, 31842);

    public static readonly SystemFacts Quiet = SystemFacts.Unknown with { StaleServices = [], RebootReasons = [], InstalledKernel = "6.1.0-31-amd64" };

    public static InstalledPackage Deb(string name, string version, string? source = null, string? sourceVersion = null) => new(name, "amd64", version, source ?? name, sourceVersion ?? version, false, true);

    public static Inventory Debian(params IReadOnlyList<InstalledPackage> packages) => new(
        OsFamilies.Debian, "debian", "12.11", "bookworm", "amd64", "6.1.0-31-amd64", null, "boot", Duration.Zero, null, true, false, [], packages, [], [], []) { Facts = Quiet };

    public static Inventory Alma(params IReadOnlyList<InstalledPackage> packages) => new(
        OsFamilies.RedHat, "almalinux", "9.6", "", "x86_64", "5.14.0-427.el9.x86_64", null, "boot", Duration.Zero, null, true, false, [], packages, [], [], []) { Facts = Quiet with { InstalledKernel = "5.14.0-427.el9.x86_64" } };

    public static InstalledPackage Rpm(string name, string version, string? source = null) => new(name, "x86_64", version, source ?? name, version[(version.IndexOf(':') + 1)..], false, true);

    public static AdvisoryFix Fixed(string package, string version, CveId? cve = null, bool binary = false, Severity? severity = null, string? advisory = null, string release = "debian:12") =>
        new(release, package, binary, cve ?? Cve, FixState.Fixed, version, severity, advisory);

    public static AdvisoryFix Said(string package, FixState state, CveId? cve = null, bool binary = false, Severity? severity = null, string release = "debian:12") =>
        new(release, package, binary, cve ?? Cve, state, null, severity, null);

    public static InventoryFindings Judge(Inventory host, IReadOnlyList<AdvisoryFix> says, params IReadOnlyList<InventoryFinding> before)
    {
        var packages = new HostPackages(host);
        return InventoryJudge.Of(packages, (name, binary) => [.. says.Where(f => f.Package == name && f.Binary == binary && f.Release == packages.Release)], says.Any(f => f.Release == packages.Release), before);
    }

    public static string? Dispute(Inventory host, IReadOnlyList<AdvisoryFix> says, params IReadOnlyList<CveId> cves)
    {
        var packages = new HostPackages(host);
        return BackportDispute.Evidence(packages, cves.Count == 0 ? [Cve] : cves, cve => [.. says.Where(f => f.Cve == cve && f.Release == packages.Release && (f.Package == "*" || packages.Installed(f.Package, f.Binary).Count > 0))]);
    }
}
