using Cockpit.Core.Findings.Acceptance;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Findings;

public sealed class AcceptanceRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    [Theory]
    [InlineData("2026-12-31", "2027-01-01T00:00:00Z"), InlineData("2026-12-31T12:00:00Z", "2026-12-31T12:00:00Z"), InlineData("2026-12-31T12:00:00+02:00", "2026-12-31T10:00:00Z")]
    [InlineData("31.12.2026", null), InlineData("2026-02-30", null), InlineData("", null), InlineData("9999-12-31", null), InlineData("tomorrow", null)]
    public void A_day_ends_with_that_day(string text, string? end) => Assert.Equal(end, UntilDate.TryParse(text)?.ToString());

    [Theory]
    [InlineData(0, "r", null, "has passed"), InlineData(-1, "r", null, "has passed"), InlineData(400, "r", null, "365 days"), InlineData(30, " ", null, "reason is missing"), InlineData(30, "a\nb", null, "one line"), InlineData(30, "r", "\u001b[2J", "one line")]
    public void What_cannot_be_borne_is_refused(int days, string reason, string? control, string problem) =>
        Assert.Contains(problem, AcceptanceRules.Standard.Problem(Now + Duration.FromDays(days), reason, control, Now), StringComparison.Ordinal);

    [Fact]
    public void A_year_is_the_most() => Assert.Null(AcceptanceRules.Standard.Problem(Now + Duration.FromDays(365), "replaced soon", "behind the jump host", Now));
}
