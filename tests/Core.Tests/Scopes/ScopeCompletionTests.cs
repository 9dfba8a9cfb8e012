using Cockpit.Core.Scopes;
using Xunit;

namespace Cockpit.Core.Tests.Scopes;

public sealed class ScopeCompletionTests
{
    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["env"] = ["prod", "test", "dev", "Prod"],
        ["role"] = ["web", "and", "mail relay"],
        ["tag.ring"] = ["1", "2", "canary"],
    };

    private static readonly ScopeBook Book = ScopeBook.Of(ScopeBookTests.Scopes(("web-prod", "env = prod"), ("quiet", "env = dev")));

    [Theory]
    [InlineData("sc", 0, "scanStatus|scope")]
    [InlineData("scope ", 6, "=|!=|in (|not in (")]
    [InlineData("scope = w", 8, "web-prod")]
    [InlineData("env = prod and scope not in (quiet, ", 36, "quiet|web-prod")]
    [InlineData("updates ", 8, "=|!=|<|<=|>|>=|in (|not in (|is unset|is not unset")]
    [InlineData("lastScan <", 10, "1h|24h|7d|30d|90d")]
    [InlineData("lastScan < 7", 11, "7d")]
    [InlineData("lastScan < 7d ", 14, "and|or")]
    [InlineData("lastScan = ", 11, "")]
    [InlineData("role = we* o", 11, "or")]
    [InlineData("e", 0, "env|exposure")]
    [InlineData("tag", 0, "tag|tag.ring")]
    [InlineData("not e", 4, "env|exposure")]
    [InlineData("env ", 4, "=|!=|in (|not in (|is unset|is not unset")]
    [InlineData("env i", 4, "in (|is unset|is not unset")]
    [InlineData("env=", 4, "dev|prod|test")]
    [InlineData("env = p", 6, "prod")]
    [InlineData("env in (prod, t", 14, "test")]
    [InlineData("env in (prod ", 13, ",|)")]
    [InlineData("env not in ", 11, "(")]
    [InlineData("env is ", 7, "unset|not unset")]
    [InlineData("env = prod a", 11, "and")]
    [InlineData("env in (prod) ", 14, "and|or")]
    [InlineData("(env = prod and tag.ring = c", 27, "canary")]
    [InlineData("role = ", 7, "\"and\"|\"mail relay\"|web")]
    [InlineData("exposure = i", 11, "internal|internet|isolated")]
    [InlineData("nonsense = ", 11, "")]
    [InlineData("env = 'pr", 9, "")]
    public void What_fits_at_the_caret_is_offered(string text, int from, string words)
    {
        ScopeCompletion found = ScopeCompletion.At(text, text.Length, f => Values.GetValueOrDefault(f.Name) ?? [], ["ring"], Book);
        Assert.Equal((from, words), (found.From, string.Join('|', found.Words)));
    }

    [Fact]
    public void What_stands_behind_the_caret_is_not_looked_at() =>
        Assert.Equal(["env", "exposure"], ScopeCompletion.At("e = prod", 1, _ => [], [], ScopeBook.Empty).Words);

    /// <summary>An offer that cannot be typed on would be a trap.</summary>
    [Theory]
    [InlineData("role = ")]
    [InlineData("env in (prod) and role = ")]
    public void Every_value_that_is_offered_makes_a_scope(string text) =>
        Assert.All(ScopeCompletion.At(text, text.Length, f => Values[f.Name], ["ring"], Book).Words, w => Assert.True(Scope.TryParse(text + w, out _, out _)));
}
