using Cockpit.Core.Hosts.Support;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class OsSupportsTests
{
    private static readonly LocalDate Today = new(2026, 11, 24);

    [Theory]
    [InlineData("debian", "13", true, "2028-08-09", "standard")]
    [InlineData("debian", "12", true, "2028-06-30", "Debian LTS")]
    [InlineData("debian", "11", false, "2026-08-31", "Debian LTS")]
    [InlineData("ubuntu", "24.04", true, "2029-05-31", "standard")]
    [InlineData("ubuntu", "20.04", false, "2025-05-29", "this host has none")]
    [InlineData("ubuntu", "25.04", false, "2026-01-15", "standard")]
    [InlineData("rhel", "9.4", true, "2032-05-31", "standard")]
    [InlineData("centos", "7", false, "2024-06-30", "standard")]
    [InlineData("rocky", "8.10", true, "2029-05-31", "standard")]
    [InlineData("amzn", "2", false, "2026-06-30", "standard")]
    [InlineData("opensuse-leap", "15.6", false, "2026-04-30", "standard")]
    [InlineData("alpine", "3.22.1", true, "2027-05-01", "standard")]
    public void The_table_tells_until_when(string os, string version, bool supported, string until, string source)
    {
        var support = OsSupports.Of(os, version, "amd64", "", [], Today)!;
        Assert.Equal((supported, until), (support.Supported, support.Until!.Value.ToString("uuuu-MM-dd", null)));
        Assert.Contains(source, support.Source);
    }

    [Theory]
    [InlineData("debian", "")]
    [InlineData("arch", "")]
    [InlineData("debian", "1")]
    [InlineData("rhel", "99")]
    [InlineData("fedora", "rawhide")]
    [InlineData("linuxmint", "22")]
    public void What_nobody_told_is_not_known(string os, string version) => Assert.Null(OsSupports.Of(os, version, "amd64", "", [], Today));

    [Fact]
    public void The_vendors_own_date_on_the_host_counts_first()
    {
        Assert.False(OsSupports.Of("fedora", "44", "x86_64", "2026-05-13", [], Today)!.Supported);
        Assert.True(OsSupports.Of("unheard", "1", "x86_64", "2030-01-01", [], Today)!.Supported);
    }

    [Fact]
    public void Longer_support_counts_for_those_who_have_it()
    {
        Assert.True(OsSupports.Of("ubuntu", "20.04", "amd64", "", ["esm-infra"], Today)!.Supported);
        Assert.False(OsSupports.Of("debian", "12", "riscv64", "", [], Today)!.Supported);
    }

    [Fact]
    public void The_last_day_is_still_supported()
    {
        Assert.True(OsSupports.Of("centos", "7", "amd64", "", [], new LocalDate(2024, 6, 30))!.Supported);
        Assert.False(OsSupports.Of("centos", "7", "amd64", "", [], new LocalDate(2024, 7, 1))!.Supported);
    }
}
