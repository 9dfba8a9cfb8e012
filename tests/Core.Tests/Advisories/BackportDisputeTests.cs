using Cockpit.Core.Advisories;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Xunit;
using static Cockpit.Core.Tests.Advisories.Examples;

namespace Cockpit.Core.Tests.Advisories;

public sealed class BackportDisputeTests
{
    private static readonly CveId Other = new(2026, 31843);
    private static readonly Inventory Host = Debian(Deb("openssl", "3.0.18-1~deb12u1"), Deb("bash", "5.2.15-2"));

    [Fact]
    public void Fixed_at_the_installed_version_and_not_affected_dispute_it_together() => Assert.Equal(
        "CVE-2026-31842: openssl 3.0.18-1~deb12u1 installed, fixed in 3.0.15-1~deb12u1 (DSA-6104-1)\nCVE-2026-31843: bash 5.2.15-2 installed, not affected",
        Dispute(Host, [Fixed("openssl", "3.0.15-1~deb12u1", advisory: "DSA-6104-1"), Said("bash", FixState.NotAffected, Other)], Cve, Other));

    [Fact]
    public void A_package_that_the_host_does_not_have_is_not_concerned() => Assert.NotNull(Dispute(Host, [Fixed("openssl", "3.0.15-1"), Said("chromium", FixState.NoFix)]));

    public static TheoryData<AdvisoryFix[]> Doubts => new(
        [],
        [Fixed("openssl", "3.0.19-1")],
        [Said("openssl", FixState.NoFix)],
        [Said("openssl", FixState.WillNotFix)],
        [Said("openssl", FixState.NotJudged)],
        [Fixed("openssl", "3.0.15-1"), Said("bash", FixState.NoFix)],
        [Fixed("openssl", "3.0.15-1"), Said("*", FixState.NotJudged, binary: true)],
        [Fixed("openssl", "3.0.15-1") with { Partial = true }],
        [Said("chromium", FixState.NotAffected)],
        [Fixed("openssl", "3.0.15-1", release: "debian:13")]);

    [Theory]
    [MemberData(nameof(Doubts))]
    public void Anything_else_disputes_nothing(AdvisoryFix[] says) => Assert.Null(Dispute(Host, says));

    [Fact]
    public void One_cve_of_several_that_is_not_named_leaves_it() => Assert.Null(Dispute(Host, [Fixed("openssl", "3.0.15-1")], Cve, Other));

    [Fact]
    public void No_cve_proves_nothing() => Assert.Null(Cockpit.Core.Advisories.Judging.BackportDispute.Evidence(new(Host), [], _ => []));

    [Fact]
    public void A_list_that_is_not_whole_proves_nothing() => Assert.Null(Dispute(Host with { Unread = ["what is installed: apt-get (pid 1) may be changing it"] }, [Fixed("openssl", "3.0.15-1")]));

    [Fact]
    public void A_fix_that_waits_for_a_restart_contradicts_nobody()
    {
        Assert.Null(Dispute(Host with { Facts = Quiet with { StaleServices = ["nginx.service"] } }, [Fixed("openssl", "3.0.15-1")]));
        Assert.Null(Dispute(Host with { RebootRequired = true, RebootPackages = ["openssl"] }, [Fixed("openssl", "3.0.15-1")]));

        // A scanner looks at versions too, so what nobody could look at leaves the distribution's word.
        Assert.NotNull(Dispute(Host with { Facts = Quiet with { StaleServices = null } }, [Fixed("openssl", "3.0.15-1")]));
    }

    [Fact]
    public void A_kernel_has_to_run()
    {
        AdvisoryFix[] says = [Fixed("linux", "6.1.128-1")];
        Inventory host = Debian(Deb("linux-image-6.1.0-31-amd64", "6.1.128-1", "linux-signed-amd64"));
        Assert.NotNull(Dispute(host, says));
        Assert.Null(Dispute(host with { Kernel = "6.1.0-30-amd64" }, says));
        Assert.Null(Dispute(host with { Packages = [.. host.Packages, Deb("linux-image-6.1.0-30-amd64", "6.1.124-1", "linux-signed-amd64")] }, says));
    }

    [Fact]
    public void Two_statements_are_joined_so_that_nothing_becomes_safe()
    {
        AdvisoryFix low = Fixed("openssl", "3.0.15-1"), high = Fixed("openssl", "3.0.18-1", advisory: "DSA-1");
        Assert.Equal(high, low.Joined(high, DebianVersion.Compare));
        Assert.Equal(high, high.Joined(low, DebianVersion.Compare));
        Assert.Equal(FixState.NoFix, low.Joined(Said("openssl", FixState.NoFix), DebianVersion.Compare).State);
        Assert.Equal(FixState.Fixed, Said("openssl", FixState.NotAffected).Joined(low, DebianVersion.Compare).State);
        Assert.True(Said("openssl", FixState.NotJudged).Joined(low, DebianVersion.Compare) is { State: FixState.Fixed, Partial: true });
    }
}
