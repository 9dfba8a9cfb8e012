using Cockpit.Core.Advisories;
using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Xunit;

namespace Cockpit.Live.Scans;

/// <summary>This machine's real packages against what a feed could say of each of them.</summary>
public sealed class OwnFindingsHereTests
{
    [Fact]
    public void Each_source_package_is_vulnerable_below_the_fixed_version_and_not_at_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/dpkg"), "This is no Debian system.");
        Inventory here = LocalScanTests.Scan();
        var packages = new HostPackages(here);
        string release = packages.Release!;
        var cve = new CveId(2026, 31842);
        var newer = new Dictionary<string, string>();
        foreach (string source in packages.Sources) newer[source] = packages.Installed(source, binary: false).Select(p => HostPackages.VersionOf(p, binary: false)).Max(DebianVersion.Order) + "+1";
        Assert.True(newer.Count > 50);

        InventoryFindings all = InventoryJudge.Of(packages, (name, binary) => binary ? [] : [new AdvisoryFix(release, name, false, cve, FixState.Fixed, newer[name], null, null)], hasFeed: true, []);
        Assert.Equal(newer.Keys.Order(StringComparer.Ordinal), all.Findings.Select(f => f.Source));
        Assert.True(all.Covered);

        InventoryFindings none = InventoryJudge.Of(packages, (name, binary) => binary ? [] : [new AdvisoryFix(release, name, false, cve, FixState.Fixed, newer[name][..^2], null, null)], hasFeed: true, []);

        // A kernel that is left behind is older than the newest.
        Assert.All(none.Findings, f => Assert.True(packages.Installed(f.Source, binary: false).Select(p => HostPackages.VersionOf(p, binary: false)).Distinct().Count() > 1));
    }
}
