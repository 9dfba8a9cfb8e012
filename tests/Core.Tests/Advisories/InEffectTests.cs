using Cockpit.Core.Advisories;
using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Xunit;
using static Cockpit.Core.Tests.Advisories.Examples;

namespace Cockpit.Core.Tests.Advisories;

/// <summary>A finding ends when its fix is in effect, not when it is installed.</summary>
public sealed class InEffectTests
{
    private static readonly AdvisoryFix[] Says = [Fixed("openssl", "3.0.18-1~deb12u1")];
    private static readonly InventoryFinding Before = Judge(Debian(Deb("libssl3", "3.0.15-1~deb12u1", "openssl")), Says).Findings[0];
    private static readonly Inventory Upgraded = Debian(Deb("libssl3", "3.0.18-1~deb12u1", "openssl"));

    [Fact]
    public void Installed_and_in_effect_ends_it() => Assert.Empty(Judge(Upgraded, Says, Before).Findings);

    [Fact]
    public void Removed_ends_it() => Assert.Empty(Judge(Debian(Deb("bash", "5")), Says, Before).Findings);

    [Fact]
    public void Stale_services_keep_it_until_they_are_restarted()
    {
        InventoryFinding kept = Assert.Single(Judge(Upgraded with { Facts = Quiet with { StaleServices = ["nginx.service"] } }, Says, Before).Findings);
        Assert.Equal("openssl 3.0.18-1~deb12u1 installed, not in effect: nginx.service still run deleted files", kept.Evidence);
        Assert.Equal(kept, Assert.Single(Judge(Upgraded with { Facts = Quiet with { StaleServices = ["nginx.service"] } }, Says, kept).Findings));
        Assert.Empty(Judge(Upgraded, Says, kept).Findings);
    }

    [Fact]
    public void Where_nobody_could_look_it_is_not_known() => Assert.Equal(
        "openssl 3.0.18-1~deb12u1 installed, not in effect: whether services still run the old files is not known (cockpit scan --root tells)",
        Assert.Single(Judge(Upgraded with { Facts = Quiet with { StaleServices = null } }, Says, Before).Findings).Evidence);

    [Theory]
    [InlineData(new string[0], true), InlineData(new[] { "libssl3" }, true), InlineData(new[] { "linux-image-6.1.0-37-amd64" }, false)]
    public void A_reboot_that_is_owed_keeps_what_waits_for_it(string[] asks, bool kept) =>
        Assert.Equal(kept, Judge(Upgraded with { RebootRequired = true, RebootPackages = asks }, Says, Before).Findings.Count == 1);

    [Fact]
    public void The_kernel_that_runs_keeps_it_though_its_package_is_gone()
    {
        AdvisoryFix[] says = [Fixed("linux", "6.1.140-1")];
        InventoryFinding before = Judge(Debian(Deb("linux-image-6.1.0-31-amd64", "6.1.128-1", "linux-signed-amd64")), says).Findings[0];
        Inventory upgraded = Debian(Deb("linux-image-6.1.0-37-amd64", "6.1.140-1", "linux-signed-amd64")) with { Facts = Quiet with { InstalledKernel = "6.1.0-37-amd64" } };
        Assert.Equal("linux 6.1.140-1 installed, not in effect: kernel 6.1.0-31-amd64 still runs", Assert.Single(Judge(upgraded, says, before).Findings).Evidence);
        Assert.Empty(Judge(upgraded with { Kernel = "6.1.0-37-amd64" }, says, before).Findings);
    }

    /// <summary>The feed was wrong and says so; nothing was upgraded, so nothing waits.</summary>
    [Fact]
    public void Other_data_about_the_same_version_end_it() => Assert.Empty(Judge(
        Debian(Deb("libssl3", "3.0.15-1~deb12u1", "openssl")) with { Facts = Quiet with { StaleServices = null } }, [Fixed("openssl", "3.0.15-1~deb12u1")], Before).Findings);

    /// <summary>CVEs of dnf come with the pending update; when the metadata name them no more, the package is what it was.</summary>
    [Fact]
    public void What_the_package_manager_knew_stays_until_the_package_changes()
    {
        var update = new PendingUpdate("openssl-libs", "x86_64", "1:3.0.7-27.el9", "1:3.0.7-28.el9_4", UpdateClass.Security, null, "baseos", false) { Cves = [Cve.ToString(), "no CVE"], Advisories = ["ALSA-2026:9001"], Severity = "important" };
        Inventory host = Alma(Rpm("openssl-libs", "1:3.0.7-27.el9", "openssl")) with { Updates = [update] };
        InventoryFindings found = Judge(host, []);
        Assert.Equal([new InventoryFinding(Cve, "openssl", Severity.High, "important", "openssl-libs 1:3.0.7-27.el9 installed, fixed in 1:3.0.7-28.el9_4 (ALSA-2026:9001), says the host's package manager")], found.Findings);
        Assert.True(found.Covered);
        Assert.Equal(found.Findings, Judge(host with { Updates = [] }, [], [.. found.Findings]).Findings);
        Assert.Empty(Judge(Alma(Rpm("openssl-libs", "1:3.0.7-28.el9_4", "openssl")), [], [.. found.Findings]).Findings);
    }
}
