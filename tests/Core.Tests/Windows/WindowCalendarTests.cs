using Cockpit.Core.Windows;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Windows;

public sealed class WindowCalendarTests
{
    private static string On(WindowCalendar window, string day)
    {
        Instant noon = Date(day).At(new LocalTime(12, 0)).InZoneLeniently(window.Zone).ToInstant();
        return Text(Assert.Single(window.Between(noon - Duration.FromHours(24), noon + Duration.FromHours(24)), o => o.Day == Date(day)));
    }

    [Theory]
    [InlineData("2026-03-28", "2026-03-28 2026-03-28 21:00 2026-03-29 01:00 +01:00 None")]
    [InlineData("2026-03-29", "2026-03-29 2026-03-29 20:00 2026-03-30 00:00 +02:00 Since")]
    [InlineData("2026-10-24", "2026-10-24 2026-10-24 20:00 2026-10-25 00:00 +02:00 None")]
    [InlineData("2026-10-25", "2026-10-25 2026-10-25 21:00 2026-10-26 01:00 +01:00 Since")]
    public void A_night_in_Berlin_around_both_clock_changes(string day, string expected) => Assert.Equal(expected, On(Window(Berlin, "FREQ=DAILY", "22:00", 240), day));

    [Fact]
    public void A_night_over_the_spring_change_ends_when_the_wall_clock_says_so() =>
        Assert.Equal("2026-03-28 2026-03-28 21:00 2026-03-29 03:00 +01:00 During", On(Window(Berlin, "FREQ=DAILY", "22:00", 7 * 60), "2026-03-28"));

    [Fact]
    public void A_night_over_the_autumn_change_ends_when_its_length_has_passed() =>
        Assert.Equal("2026-10-24 2026-10-24 20:00 2026-10-25 03:00 +02:00 During", On(Window(Berlin, "FREQ=DAILY", "22:00", 7 * 60), "2026-10-24"));

    [Theory]
    [InlineData(Berlin, "02:30", 120, "2026-03-29", "2026-03-29 2026-03-29 01:00 2026-03-29 02:30 +02:00 StartMoved")]
    [InlineData(Berlin, "02:30", 120, "2026-10-25", "2026-10-25 2026-10-25 00:30 2026-10-25 02:30 +02:00 StartTwice")]
    [InlineData(NewYork, "02:30", 120, "2026-03-08", "2026-03-08 2026-03-08 07:00 2026-03-08 08:30 -04:00 StartMoved")]
    [InlineData(NewYork, "01:30", 120, "2026-11-01", "2026-11-01 2026-11-01 05:30 2026-11-01 07:30 -04:00 StartTwice")]
    [InlineData(LordHowe, "02:15", 120, "2026-10-04", "2026-10-04 2026-10-03 15:30 2026-10-03 17:15 +11:00 StartMoved")]
    [InlineData(LordHowe, "01:45", 120, "2026-04-05", "2026-04-05 2026-04-04 14:45 2026-04-04 16:45 +11:00 StartTwice")]
    [InlineData(Kolkata, "02:30", 120, "2026-03-29", "2026-03-29 2026-03-28 21:00 2026-03-28 23:00 +05:30 None")]
    [InlineData(Kolkata, "02:30", 120, "2026-10-25", "2026-10-25 2026-10-24 21:00 2026-10-24 23:00 +05:30 None")]
    public void A_Sunday_window_on_clock_changes(string zone, string start, int minutes, string day, string expected) =>
        Assert.Equal(expected, On(Window(zone, "FREQ=WEEKLY;BYDAY=SU", start, minutes), day));

    [Fact]
    public void India_knows_no_clock_change_in_a_whole_year() =>
        Assert.All(Window(Kolkata, "FREQ=DAILY", "00:00", 1440).Between(Utc("2026-01-01 00:00"), Utc("2027-01-01 00:00")), o => Assert.Equal(ClockChange.None, o.Clocks));

    [Fact]
    public void An_occurrence_without_length_is_skipped_with_the_reason()
    {
        WindowCalendar window = Window(Berlin, "FREQ=DAILY", "02:15", 30);
        SkippedOccurrence skipped = Assert.Single(window.Skipped(Date("2026-01-01"), Date("2026-12-31")));
        Assert.Equal(Date("2026-03-29"), skipped.Day);
        Assert.Equal("02:15 does not exist on that day, because the clocks go forward to 03:00, and the window would end by then.", skipped.Reason);
        Assert.DoesNotContain(window.Next(Utc("2026-03-25 00:00"), 10), o => o.Day == Date("2026-03-29"));
    }

    [Fact]
    public void A_window_that_would_end_in_the_gap_ends_where_the_gap_is() =>
        Assert.Equal("2026-03-28 2026-03-28 21:00 2026-03-29 01:00 +01:00 During", On(Window(Berlin, "FREQ=DAILY", "22:00", 270), "2026-03-28"));

    [Fact]
    public void A_cutoff_longer_than_what_the_clocks_left_leaves_no_moment_to_begin()
    {
        WindowOccurrence o = Assert.Single(Window(Berlin, "FREQ=DAILY", "02:30", 60, cutoff: 45).Between(Utc("2026-03-29 00:00"), Utc("2026-03-29 12:00")));
        Assert.Equal(Duration.FromMinutes(30), o.EndsAt - o.StartsAt);
        Assert.Equal(o.StartsAt, o.CutoffAt);
    }

    [Theory]
    [InlineData("2026-08-31", "2026-08-31 2026-08-31 21:30 2026-09-01 03:30 +02:00 None")]
    [InlineData("2026-12-31", "2026-12-31 2026-12-31 22:30 2027-01-01 04:30 +01:00 None")]
    [InlineData("2028-02-29", "2028-02-29 2028-02-29 22:30 2028-03-01 04:30 +01:00 None")]
    [InlineData("2026-11-29", "2026-11-29 2026-11-29 22:30 2026-11-30 04:30 +01:00 None")]
    public void A_night_belongs_to_the_day_it_starts_on_over_month_leap_day_year_and_week(string day, string expected) =>
        Assert.Equal(expected, On(Window(Berlin, "FREQ=DAILY", "23:30", 360), day));

    [Fact]
    public void A_window_from_midnight_begins_at_midnight() =>
        Assert.Equal("2026-06-01 2026-05-31 22:00 2026-06-01 22:00 +02:00 None", On(Window(Berlin, "FREQ=DAILY", "00:00", 1440), "2026-06-01"));

    [Fact]
    public void The_Tuesday_after_the_second_Tuesday_is_not_always_the_third()
    {
        WindowCalendar after = Window(Berlin, "FREQ=MONTHLY;BYDAY=2WE", "22:00", 60, offset: 6);
        WindowCalendar third = Window(Berlin, "FREQ=MONTHLY;BYDAY=3TU", "22:00", 60);
        var days = after.Next(Utc("2026-01-01 00:00"), 24).ConvertAll(o => o.Day);
        Assert.All(days, d => Assert.Equal(IsoDayOfWeek.Tuesday, d.DayOfWeek));
        Assert.NotEqual(third.Next(Utc("2026-01-01 00:00"), 24).ConvertAll(o => o.Day), days);
        Assert.Equal(
            ["2026-01-20", "2026-02-17", "2026-03-17"],
            Window(Berlin, "FREQ=MONTHLY;BYDAY=2TU", "22:00", 60, offset: 7).Next(Utc("2026-01-01 00:00"), 3).ConvertAll(o => o.Day.ToString("uuuu-MM-dd", null)));
    }

    [Fact]
    public void An_offset_leads_into_the_next_month() =>
        Assert.Equal(Date("2026-02-05"), Window(Berlin, "FREQ=MONTHLY;BYMONTHDAY=-1", "22:00", 60, offset: 5).Next(Utc("2026-01-10 00:00"), 1)[0].Day);

    [Fact]
    public void A_leap_day_window_opens_over_the_century_without_one() =>
        Assert.Equal([2096, 2104], Window(Kolkata, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "10:00", 60).Next(Utc("2094-01-01 00:00"), 2).ConvertAll(o => o.Day.Year));

    [Fact]
    public void The_next_ones_begin_with_the_open_one()
    {
        WindowCalendar window = Window(Berlin, "FREQ=WEEKLY;BYDAY=TU", "22:00", 240);
        Instant inside = Utc("2026-10-20 21:00");
        Assert.Equal(window.OpenAt(inside), window.Next(inside, 3)[0]);
        Assert.Equal([Date("2026-10-20"), Date("2026-10-27"), Date("2026-11-03")], window.Next(inside, 3).ConvertAll(o => o.Day));
        Assert.Null(window.OpenAt(Utc("2026-10-21 00:00")));
        Assert.NotNull(window.OpenAt(Utc("2026-10-20 20:00")));
    }

    [Fact]
    public void What_counted_out_or_ended_never_opens_again()
    {
        Assert.Empty(Window(Berlin, "FREQ=DAILY;COUNT=3", "22:00", 60).Next(Utc("2026-02-01 00:00"), 5));
        Assert.Empty(Window(Berlin, "FREQ=DAILY;UNTIL=20260110", "22:00", 60).Next(Utc("2026-02-01 00:00"), 5));
        Assert.Equal(3, Window(Berlin, "FREQ=DAILY;COUNT=3", "22:00", 60).Next(Utc("2025-02-01 00:00"), 5).Count);
        Assert.Equal(Date("2026-01-10"), Window(Berlin, "FREQ=DAILY;UNTIL=20260110", "22:00", 60).Next(Utc("2026-01-09 23:30"), 5)[^1].Day);
    }

    [Fact]
    public void A_window_that_begins_in_fifty_years_is_found() =>
        Assert.Equal(Date("2076-05-05"), Window(Berlin, "FREQ=DAILY", "22:00", 60, from: Date("2076-05-05")).Next(Utc("2026-02-01 00:00"), 1)[0].Day);

    [Fact]
    public void Every_other_week_counts_from_the_first_day() => Assert.Equal(
        ["2026-01-13", "2026-01-27", "2026-02-10"],
        Window(Berlin, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "22:00", 60).Next(Utc("2026-01-01 00:00"), 3).ConvertAll(o => o.Day.ToString("uuuu-MM-dd", null)));

    [Fact]
    public void Longer_than_a_day_a_daily_window_overlaps_itself()
    {
        WindowCalendar window = Window(Berlin, "FREQ=DAILY", "22:00", 36 * 60);
        var both = window.Between(Utc("2026-06-10 21:00"), Utc("2026-06-10 21:01"));
        Assert.Equal([Date("2026-06-09"), Date("2026-06-10")], both.ConvertAll(o => o.Day));
        Assert.Equal(Date("2026-06-10"), window.OpenAt(Utc("2026-06-10 21:00"))!.Day);
    }

    [Theory]
    [InlineData("22:00", 240, "2026-10-26 00:00", "clocks went back on Sun 25 Oct")]
    [InlineData("22:00", 420, "2026-10-25 00:00", "clocks go back 03:00 -> 02:00 while it is open")]
    [InlineData("02:30", 120, "2026-10-25 01:00", "02:30 comes twice, clocks go back 03:00 -> 02:00: it starts the first time")]
    [InlineData("02:30", 120, "2026-03-29 01:00", "02:30 does not exist, clocks go forward 02:00 -> 03:00: it starts at 03:00")]
    [InlineData("22:00", 240, "2026-06-10 21:00", null)]
    public void Clock_changes_are_told_in_words(string start, int minutes, string at, string? words)
    {
        WindowCalendar window = Window(Berlin, "FREQ=DAILY", start, minutes);
        Assert.Equal(words, ClockWords.Of(window, window.OpenAt(Utc(at))!));
    }

    [Fact]
    public void Moments_beyond_all_calendars_are_answered()
    {
        WindowCalendar window = Window(Berlin, "FREQ=DAILY", "22:00", 240);
        Assert.Null(window.OpenAt(Instant.MaxValue));
        Assert.Null(window.OpenAt(Instant.MinValue));
        Assert.Empty(window.Next(Instant.MaxValue, 1));
        Assert.NotEmpty(window.Next(Instant.MinValue, 1));
    }
}
