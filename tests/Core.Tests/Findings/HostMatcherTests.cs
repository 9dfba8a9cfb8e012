using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Xunit;

namespace Cockpit.Core.Tests.Findings;

public sealed class HostMatcherTests
{
    private static readonly HostMatcher Matcher = new(
    [
        Host(1, "web-01", "10.0.0.1"), Host(2, "web-02", "web-02.example.test"), Host(3, "db-01.example.test", "10.0.0.3"),
        Host(4, "twin-a", "10.0.0.9"), Host(5, "twin-b", "10.0.0.9"), Host(6, "v6", "2001:db8::1"), Host(7, "app-01.a.test", "10.1.0.1"), Host(8, "app-01.b.test", "10.1.0.2"),
    ]);

    [Theory]
    [InlineData(null, null, "10.0.0.1", 1L, "ip")]
    [InlineData(null, "web-01", null, 1L, "dns")]
    [InlineData(null, "web-01.example.test", null, 1L, "name")]
    [InlineData(null, "web-02.example.test", null, 2L, "dns")]
    [InlineData(null, "db-01.example.test.", null, 3L, "dns")]
    [InlineData("web-01", null, "10.0.0.1", 1L, "netbios")]
    [InlineData(null, null, "2001:0db8:0:0::1", 6L, "ip")]
    [InlineData(null, "app-01.b.test", null, 8L, "dns")]
    public void Finds_the_host_by_the_strongest_name_that_fits(string? netBios, string? dns, string? ip, long host, string by)
    {
        HostMatch match = Matcher.Match(new AssetIdentity("x", netBios, dns, ip, null));
        Assert.Equal((MatchKind.Matched, new HostId(host), by), (match.Kind, match.Host, match.By));
    }

    [Theory]
    [InlineData(null, "nobody.example.test", "10.9.9.9")]
    [InlineData(null, "web-01.", "10.9.9.9", false)]
    [InlineData(null, "app-01.c.test", null)]
    public void What_fits_nothing_is_unmatched_and_says_what_was_sought(string? netBios, string? dns, string? ip, bool unmatched = true)
    {
        HostMatch match = Matcher.Match(new AssetIdentity("x", netBios, dns, ip, null));
        Assert.Equal(unmatched, match.Kind == MatchKind.Unmatched);
        if (unmatched) Assert.Contains(dns!, match.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "10.0.0.9")]
    [InlineData(null, "web-01.example.test", "10.0.0.3")]
    [InlineData("web-01", "web-02.example.test", null)]
    [InlineData(null, "app-01", null)]
    [InlineData("web-01", "other.example.test", null)]
    public void What_contradicts_itself_or_fits_several_goes_to_a_person(string? netBios, string? dns, string? ip) =>
        Assert.Equal(MatchKind.Ambiguous, Matcher.Match(new AssetIdentity("x", netBios, dns, ip, null)).Kind);

    private static KnownHost Host(long id, string name, string address) => new(new HostId(id), name, address);
}
