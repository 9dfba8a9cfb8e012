using Cockpit.Core.Windows;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Windows;

public sealed class WrittenTests
{
    [Theory]
    [InlineData("4h", 240)]
    [InlineData("90m", 90)]
    [InlineData("1d", 1440)]
    [InlineData("1d2h3m", 1563)]
    [InlineData("0", 0)]
    [InlineData("0m", 0)]
    [InlineData("", null)]
    [InlineData("4", null)]
    [InlineData("h", null)]
    [InlineData("3m2h", null)]
    [InlineData("1h1h", null)]
    [InlineData("-1h", null)]
    [InlineData("4 h", null)]
    [InlineData("99999999999h", null)]
    [InlineData("367d", null)]
    public void Lengths_are_read(string text, int? minutes) => Assert.Equal(minutes, (int?)Lengths.TryParse(text)?.TotalMinutes);

    [Theory]
    [InlineData(0, "0m")]
    [InlineData(90, "1h30m")]
    [InlineData(1563, "1d2h3m")]
    public void Lengths_are_written(int minutes, string text) => Assert.Equal(text, Lengths.Of(Duration.FromMinutes(minutes)));

    [Theory]
    [InlineData("2026-12-20", false, "2026-12-19 23:00")]
    [InlineData("2026-12-20", true, "2026-12-20 23:00")]
    [InlineData("2026-10-25", true, "2026-10-25 23:00")]
    [InlineData("2026-12-20T18:00Z", true, "2026-12-20 18:00")]
    [InlineData("2026-12-20T18:00+01:00", true, "2026-12-20 17:00")]
    [InlineData("2026-12-20T18:00:00.5Z", true, "2026-12-20 18:00")]
    [InlineData("2026-12-20T18:00", true, null)]
    [InlineData("2026-12-20 18:00", true, null)]
    [InlineData("2026-02-30", true, null)]
    [InlineData("0001-01-01", true, null)]
    [InlineData("9999-12-31T00:00:00Z", true, null)]
    [InlineData("now", true, null)]
    public void Moments_are_read_and_what_could_mean_any_is_refused(string text, bool ends, string? expected)
    {
        Instant? at = WrittenTime.Read(text, Zones.Find(Berlin)!, null, ends, out string? problem);
        Assert.Equal(expected, at is { } a ? Text(a) : null);
        Assert.Equal(expected is null, problem is not null);
    }

    [Fact]
    public void A_zone_that_is_named_counts_for_dates_and_times()
    {
        DateTimeZone kolkata = Zones.Find(Kolkata)!;
        Assert.Equal("2026-12-20 12:30", Text(WrittenTime.Read("2026-12-20T18:00", Zones.Find(Berlin)!, kolkata, false, out _)!.Value));
        Assert.Equal("2026-12-19 18:30", Text(WrittenTime.Read("2026-12-20", Zones.Find(Berlin)!, kolkata, false, out _)!.Value));
    }

    [Theory]
    [InlineData("tue", "FREQ=WEEKLY;BYDAY=TU")]
    [InlineData("sat,Sunday", "FREQ=WEEKLY;BYDAY=SA,SU")]
    [InlineData("2tue", null)]
    [InlineData("", null)]
    [InlineData("t", null)]
    [InlineData("tue,", null)]
    public void Days_of_the_week_become_a_rule(string text, string? rule) => Assert.Equal(rule, RuleWords.Weekly(text));

    [Theory]
    [InlineData("2tue", "FREQ=MONTHLY;BYDAY=2TU", "the second Tuesday of each month")]
    [InlineData("-1fri", "FREQ=MONTHLY;BYDAY=-1FR", "the last Friday of each month")]
    [InlineData("15", "FREQ=MONTHLY;BYMONTHDAY=15", "day 15 of each month")]
    [InlineData("-1", "FREQ=MONTHLY;BYMONTHDAY=-1", "the last day of each month")]
    public void Days_of_the_month_become_a_rule_and_words(string text, string rule, string words)
    {
        Assert.Equal(rule, RuleWords.Monthly(text));
        Assert.Equal(words, RuleWords.Of(rule, 0));
        Assert.Equal($"7 days after {words}", RuleWords.Of(rule, 7));
    }

    [Theory]
    [InlineData("tue")]
    [InlineData("32")]
    [InlineData("0")]
    [InlineData("2xyz")]
    public void What_is_no_day_of_a_month_is_none(string text) => Assert.Null(RuleWords.Monthly(text));

    [Fact]
    public void A_rule_that_has_no_plain_words_is_shown_as_it_is() => Assert.Equal("FREQ=YEARLY;BYWEEKNO=20", RuleWords.Of("FREQ=YEARLY;BYWEEKNO=20", 0));
}
