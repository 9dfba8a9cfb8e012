using Cockpit.Core.Findings;
using Xunit;

namespace Cockpit.Core.Tests.Findings;

public sealed class HostCoverageTests
{
    private static readonly HostCoverage Full = new(null, Credentialed: true, "default", "weekly");

    [Fact]
    public void The_same_scan_again_proves_that_what_it_does_not_list_is_gone() => Assert.True(Full.Proves(Full, 443));

    [Fact]
    public void Nothing_is_proven_where_nobody_knows_what_was_covered_before() => Assert.False(Full.Proves(null, 0));

    [Fact]
    public void A_scan_that_lost_its_credentials_proves_nothing() => Assert.False((Full with { Credentialed = false }).Proves(Full, 0));

    [Fact]
    public void Another_scan_proves_nothing() => Assert.False((Full with { ScanName = "web only" }).Proves(Full, 443));

    [Theory]
    [InlineData("1-1024", 443, true), InlineData("1-1024", 8443, false), InlineData("22,80,443", 443, true), InlineData("22, 80", 443, false), InlineData("all", 65535, true), InlineData("T:1-5", 3, false)]
    public void In_another_range_the_port_has_to_be_named(string range, int port, bool proven)
    {
        var before = new HostCoverage(null, Credentialed: false, "default", "weekly");
        Assert.Equal(proven, (before with { PortRange = range }).Proves(before, port));
    }
}
