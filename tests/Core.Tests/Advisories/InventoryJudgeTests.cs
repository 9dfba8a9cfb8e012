using Cockpit.Core.Advisories;
using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Xunit;
using static Cockpit.Core.Tests.Advisories.Examples;

namespace Cockpit.Core.Tests.Advisories;

public sealed class InventoryJudgeTests
{
    private static readonly InstalledPackage OpenSsl = Deb("openssl", "3.0.15-1~deb12u1"), LibSsl = Deb("libssl3", "3.0.15-1~deb12u1", "openssl");

    [Fact]
    public void An_older_version_is_a_finding_with_its_evidence()
    {
        InventoryFindings found = Judge(Debian(OpenSsl, LibSsl), [Fixed("openssl", "3.0.18-1~deb12u1", advisory: "DSA-6104-1")]);
        Assert.Equal(
            [new InventoryFinding(Cve, "openssl", Severity.Medium, "not assigned", "openssl 3.0.15-1~deb12u1 installed, fixed in 3.0.18-1~deb12u1 (DSA-6104-1)")], found.Findings);
        Assert.True(found.Covered);
        Assert.Equal("1 source package of debian:12 was compared with the distribution's data.", found.Summary);
    }

    [Theory]
    [InlineData("3.0.15-1~deb12u1"), InlineData("3.0.14-1"), InlineData("0:3.0.15-1~deb12u1")]
    public void The_fixed_version_or_a_newer_one_is_none(string version) => Assert.Empty(Judge(Debian(OpenSsl), [Fixed("openssl", version)]).Findings);

    [Theory]
    [InlineData(FixState.NoFix, "openssl 3.0.15-1~deb12u1 installed, no fix published")]
    [InlineData(FixState.WillNotFix, "openssl 3.0.15-1~deb12u1 installed, the distribution will not fix it")]
    public void What_has_no_fix_is_a_finding(FixState state, string evidence) => Assert.Equal(evidence, Assert.Single(Judge(Debian(OpenSsl), [Said("openssl", state)]).Findings).Evidence);

    [Fact]
    public void Not_affected_and_not_judged_are_none_and_not_judged_is_counted()
    {
        InventoryFindings found = Judge(Debian(OpenSsl), [Said("openssl", FixState.NotAffected), Said("openssl", FixState.NotJudged, new CveId(2026, 2000))]);
        Assert.Empty(found.Findings);
        Assert.EndsWith("1 CVE of its packages cannot be judged by package and version.", found.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Unimportant_is_information() =>
        Assert.Equal((Severity.Info, "info"), Judge(Debian(OpenSsl), [Said("openssl", FixState.NoFix, severity: Severity.Info)]).Findings.Select(f => (f.Severity, f.RawSeverity)).Single());

    [Fact]
    public void Another_release_says_nothing_and_that_is_said()
    {
        InventoryFindings found = Judge(Debian(OpenSsl), [Fixed("openssl", "9", release: "debian:13")]);
        Assert.Empty(found.Findings);
        Assert.False(found.Covered);
        Assert.Equal("Nothing is known about vulnerabilities: no data of debian:12 are imported.", found.Summary);
    }

    [Fact]
    public void Packages_without_an_order_of_versions_are_not_compared()
    {
        InventoryFindings found = Judge(Debian(OpenSsl) with { OsFamily = OsFamilies.Alpine, OsName = "alpine", OsVersion = "3.20.1" }, [Fixed("openssl", "9", release: "alpine:3.20.1")]);
        Assert.Equal((0, false, "Nothing is known about vulnerabilities: packages of alpine:3.20.1 cannot be compared."), (found.Findings.Count, found.Covered, found.Summary));
    }

    [Theory]
    [InlineData("what is installed: apt-get (pid 4711) may be changing it"), InlineData("all packages: rpm says \"damaged\"")]
    public void A_list_that_is_not_whole_closes_nothing(string unread)
    {
        InventoryFindings found = Judge(Debian(OpenSsl) with { Unread = [unread] }, [Fixed("openssl", "3.0.18-1~deb12u1")]);
        Assert.Single(found.Findings);
        Assert.False(found.Covered);
    }

    /// <summary>Headers, libraries and tools are built from the kernel's source; a container has them and no kernel.</summary>
    [Fact]
    public void A_kernel_counts_where_a_kernel_is_installed_whether_it_runs_or_not()
    {
        AdvisoryFix[] says = [Fixed("linux", "6.1.140-1")];
        Assert.Empty(Judge(Debian(Deb("linux-libc-dev", "6.1.128-1", "linux")), says).Findings);
        Assert.Empty(Judge(Debian(Deb("linux-libc-dev", "6.1.128-1", "linux"), Deb("linux-image-6.1.0-37-amd64", "6.1.140-1", "linux-signed-amd64", "6.1.140+1")), says).Findings);
        InventoryFinding old = Assert.Single(Judge(Debian(
            Deb("linux-image-amd64", "6.1.140-1", "linux-signed-amd64", "6.1.140+1"),
            Deb("linux-image-6.1.0-31-amd64", "6.1.128-1", "linux-signed-amd64", "6.1.128+1"),
            Deb("linux-image-6.1.0-30-amd64", "6.1.124-1", "linux-signed-amd64", "6.1.124+1"),
            Deb("linux-image-6.1.0-37-amd64", "6.1.140-1", "linux-signed-amd64", "6.1.140+1")), says).Findings);
        Assert.Equal("linux 6.1.128-1 (linux-image-6.1.0-31-amd64, running) and 6.1.124-1 (linux-image-6.1.0-30-amd64, not running) installed, fixed in 6.1.140-1", old.Evidence);
    }

    [Fact]
    public void Ubuntu_signs_kernels_of_each_flavour() => Assert.Equal("linux-hwe-6.8", Assert.Single(Judge(
        Debian(Deb("linux-image-6.8.0-60-generic", "6.8.0-60.63~22.04.1", "linux-signed-hwe-6.8")) with { OsName = "ubuntu", OsVersion = "22.04" }, [Fixed("linux-hwe-6.8", "6.8.0-64.67~22.04.1", release: "ubuntu:22.04")]).Findings).Source);

    [Fact]
    public void Installed_names_are_joined_under_their_source()
    {
        AdvisoryFix[] says = [Fixed("openssl", "1:3.0.7-28.el9_4", binary: true, severity: Severity.High, release: "almalinux:9"), Fixed("openssl-libs", "1:3.0.7-28.el9_4", binary: true, severity: Severity.Low, release: "almalinux:9")];
        InventoryFinding found = Assert.Single(Judge(Alma(Rpm("openssl", "1:3.0.7-27.el9"), Rpm("openssl-libs", "1:3.0.7-27.el9", "openssl")), says).Findings);
        Assert.Equal(("openssl", Severity.High, "high"), (found.Source, found.Severity, found.RawSeverity));
        Assert.Equal("openssl 1:3.0.7-27.el9 installed, fixed in 1:3.0.7-28.el9_4\nopenssl-libs 1:3.0.7-27.el9 installed, fixed in 1:3.0.7-28.el9_4", found.Evidence);
    }

    [Fact]
    public void Of_several_kernels_each_older_one_counts()
    {
        InventoryFinding found = Assert.Single(Judge(Alma(Rpm("kernel-core", "5.14.0-427.el9", "kernel"), Rpm("kernel-core", "5.14.0-570.el9", "kernel")), [Fixed("kernel-core", "0:5.14.0-570.el9", binary: true, release: "almalinux:9")]).Findings);
        Assert.Equal("kernel-core 5.14.0-427.el9 (kernel-core, running) installed, fixed in 0:5.14.0-570.el9", found.Evidence);
    }

    [Fact]
    public void A_subscription_and_a_hold_are_noted()
    {
        var update = new PendingUpdate("openssl", "amd64", "3.0.2-0ubuntu1.19", "3.0.2-0ubuntu1.20", UpdateClass.Security, null, "", Held: true);
        Inventory host = Debian(Deb("openssl", "3.0.2-0ubuntu1.19")) with { OsName = "ubuntu", OsVersion = "22.04", Updates = [update] };
        Assert.Equal("openssl 3.0.2-0ubuntu1.19 installed, fixed in 3.0.2-0ubuntu1.20+esm1 of Ubuntu Pro; the update is on hold there",
            Assert.Single(Judge(host, [Fixed("openssl", "3.0.2-0ubuntu1.20+esm1", release: "ubuntu:22.04")]).Findings).Evidence);
        Assert.EndsWith("; the vendor gives the update to part of all hosts so far", Assert.Single(Judge(host with { Updates = [update with { Held = false, Phased = true }] }, [Fixed("openssl", "9", release: "ubuntu:22.04")]).Findings).Evidence, StringComparison.Ordinal);
    }
}
