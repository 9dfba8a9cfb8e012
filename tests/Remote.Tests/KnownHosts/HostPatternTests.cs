using Cockpit.Remote.KnownHosts;
using CsCheck;
using Xunit;

namespace Cockpit.Remote.Tests.KnownHosts;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("web-07", "web-07", true)]
    [InlineData("WEB-07", "web-07", true)]
    [InlineData("web-07", "web-070", false)]
    [InlineData("a,web-07,b", "web-07", true)]
    [InlineData("web-*", "web-07", true)]
    [InlineData("web-0?", "web-07", true)]
    [InlineData("web-?", "web-07", false)]
    [InlineData("*", "[web-07]:2222", true)]
    [InlineData("web-07", "[web-07]:2222", false)]
    [InlineData("[web-07]:2222", "[web-07]:2222", true)]
    [InlineData("[web-07]:2222", "web-07", false)]
    [InlineData("*.example.org,!secret.example.org", "web.example.org", true)]
    [InlineData("*.example.org,!secret.example.org", "secret.example.org", false)]
    [InlineData("!secret.example.org,*.example.org", "secret.example.org", false)]
    [InlineData("!web-07", "web-08", false)]
    [InlineData("10.0.0.*", "10.0.0.7", true)]
    [InlineData("", "web-07", false)]
    public void Names_and_patterns(string field, string name, bool matches) => Assert.Equal(matches, HostPattern.Parse(field)!.Matches(name));

    [Theory]
    [InlineData("host", 22, "host")]
    [InlineData("Host", 22, "host")]
    [InlineData("host", 2222, "[host]:2222")]
    [InlineData("::1", 2222, "[::1]:2222")]
    public void A_port_other_than_22_is_part_of_the_name(string host, int port, string name) => Assert.Equal(name, HostPattern.NameOf(host, port));

    /// <summary>Made by ssh-keygen -H from "web-07" and "[web-07]:2222".</summary>
    [Theory]
    [InlineData("|1|uEstAJPiWEZu1o2WiuGukGJfLN0=|vhKtey0ICmQ5VfWWSzV5uSaedJo=", "web-07", true)]
    [InlineData("|1|uEstAJPiWEZu1o2WiuGukGJfLN0=|vhKtey0ICmQ5VfWWSzV5uSaedJo=", "web-08", false)]
    [InlineData("|1|UB2nsH4ESa7FrKCSixmnjKflioo=|IRnL+Q8x5Trc/Ez/MQiFdHp+7Fc=", "[web-07]:2222", true)]
    [InlineData("|1|UB2nsH4ESa7FrKCSixmnjKflioo=|IRnL+Q8x5Trc/Ez/MQiFdHp+7Fc=", "web-07", false)]
    public void A_hashed_name(string field, string name, bool matches) => Assert.Equal(matches, HostPattern.Parse(field)!.Matches(name));

    [Theory]
    [InlineData("|")]
    [InlineData("|1|")]
    [InlineData("|1||")]
    [InlineData("|2|AAAAAAAAAAAAAAAAAAAAAAAAAAA=|AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("|1|AAAA|AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("|1|not base64|AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_damaged_hash_is_no_pattern(string field) => Assert.Null(HostPattern.Parse(field));

    [Fact]
    public void Many_stars_take_no_time() => Assert.False(HostPattern.Parse(string.Concat(Enumerable.Repeat("*a", 2000)) + "b")!.Matches(new string('a', 4000)));

    [Fact]
    public void A_pattern_matches_as_the_obvious_slow_way_would()
    {
        var letters = Gen.Char["ab?*"].Array[0, 6].Select(c => new string(c));
        Gen.Select(letters, Gen.Char["ab"].Array[0, 6].Select(c => new string(c))).Sample((pattern, text) =>
            HostPattern.Parse("x," + pattern)!.Matches(text) == (text == "x" || (pattern.Length > 0 && Slow(pattern, text))));
    }

    private static bool Slow(string pattern, string text) =>
        pattern.Length == 0 ? text.Length == 0
        : pattern[0] == '*' ? Slow(pattern[1..], text) || (text.Length > 0 && Slow(pattern, text[1..]))
        : text.Length > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && Slow(pattern[1..], text[1..]);
}
