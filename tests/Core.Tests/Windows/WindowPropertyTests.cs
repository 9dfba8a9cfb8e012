using Cockpit.Core.Windows;
using CsCheck;
using NodaTime;
using Xunit;
using static Cockpit.Core.Tests.Windows.Sample;

namespace Cockpit.Core.Tests.Windows;

public sealed class WindowPropertyTests
{
    private static readonly Gen<WindowCalendar> Windows = Gen.Select(
        OneOf(Berlin, NewYork, LordHowe, Kolkata, "America/St_Johns", "Africa/Casablanca", "Pacific/Apia", "America/Nuuk", "UTC"),
        OneOf("FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2TU"),
        Gen.Int[0, 1439], Gen.Int[1, 7 * 1440], Gen.Int[-31, 31]).Select((zone, rule, start, length, offset) =>
            Window(zone, rule, $"{start / 60:00}:{start % 60:00}", length, cutoff: length / 3, offset: offset));

    private static readonly Gen<Instant> Moments = Gen.Int[0, 5 * 366 * 24 * 60].Select(minutes => Utc("2026-01-01 00:00") + Duration.FromMinutes(minutes));

    [Fact]
    public void Occurrences_are_ordered_never_empty_belong_to_their_day_and_last_no_longer_than_said() => Gen.Select(Windows, Moments).Sample((window, now) =>
    {
        List<WindowOccurrence> next = window.Next(now, 30);
        Assert.Equal(30, next.Count);
        foreach (WindowOccurrence o in next)
        {
            Assert.True(o.StartsAt < o.EndsAt && o.EndsAt > now && o.CutoffAt >= o.StartsAt && o.CutoffAt <= o.EndsAt);
            Assert.True(o.EndsAt - o.StartsAt <= window.Window.Length);
            LocalDateTime shown = o.StartsAt.InZone(window.Zone).LocalDateTime;
            if (o.Clocks == ClockChange.StartMoved) Assert.True(shown > o.Day + window.Window.Start && shown < (o.Day + window.Window.Start).PlusHours(25));
            else Assert.Equal(o.Day + window.Window.Start, shown);
            Assert.True(o.EndsAt.InZone(window.Zone).LocalDateTime <= (o.Day + window.Window.Start).PlusSeconds((long)window.Window.Length.TotalSeconds) || o.Clocks == ClockChange.During || o.Clocks == ClockChange.StartTwice || o.Clocks == ClockChange.StartMoved);
        }
        foreach ((WindowOccurrence a, WindowOccurrence b) in next.Zip(next.Skip(1)))
        {
            Assert.True(a.StartsAt <= b.StartsAt && a.Day < b.Day);
            // The wall clock ends each of them by its length, so only days nearer than that can meet.
            if (Period.DaysBetween(a.Day, b.Day) * 1440L >= window.Window.Length.TotalMinutes) Assert.True(a.EndsAt <= b.StartsAt);
        }
    }, iter: 300);

    [Fact]
    public void All_questions_get_the_same_answer() => Gen.Select(Windows, Moments, Gen.Int[1, 60 * 24 * 40]).Sample((window, now, minutes) =>
    {
        Instant until = now + Duration.FromMinutes(minutes);
        List<WindowOccurrence> between = window.Between(now, until);
        Assert.Equal(window.Next(now, 100).Where(o => o.StartsAt < until).Take(between.Count + 1), between);
        Assert.Equal(between.Where(o => o.IsOpenAt(now)).MaxBy(o => o.EndsAt), window.OpenAt(now));
        Assert.Equal(window.OpenAt(now) is not null, Openings.IsOpen([window], now));
    }, iter: 200);

    /// <summary>
    /// The rule as a person with a clock on the wall would follow it: each minute of the year in turn, it opens when the clock first shows the start or
    /// more, and closes when the length has passed or the clock first shows the end or more.
    /// </summary>
    [Theory]
    [InlineData(Berlin, "FREQ=DAILY", "22:00", 420, 0)]
    [InlineData(Berlin, "FREQ=WEEKLY;BYDAY=SU", "02:30", 90, 0)]
    [InlineData(Berlin, "FREQ=DAILY", "02:15", 30, 0)]
    [InlineData(Berlin, "FREQ=WEEKLY;BYDAY=SA", "20:00", 7 * 1440, 0)]
    [InlineData(Berlin, "FREQ=DAILY", "02:59", 61, 0)]
    [InlineData(NewYork, "FREQ=WEEKLY;BYDAY=SU", "01:30", 60, 0)]
    [InlineData(NewYork, "FREQ=DAILY", "23:59", 181, 0)]
    [InlineData(LordHowe, "FREQ=WEEKLY;BYDAY=SU", "01:45", 45, 0)]
    [InlineData(LordHowe, "FREQ=DAILY", "02:10", 20, 0)]
    [InlineData(LordHowe, "FREQ=DAILY", "22:00", 300, 0)]
    [InlineData(Kolkata, "FREQ=MONTHLY;BYDAY=2TU", "22:00", 300, 7)]
    [InlineData(Berlin, "FREQ=MONTHLY;BYDAY=-1SU", "00:00", 240, -1)]
    public void It_is_open_in_the_minutes_in_which_a_wall_clock_says_so(string zone, string rule, string start, int length, int offset)
    {
        WindowCalendar window = Window(zone, rule, start, length, offset: offset);
        Instant from = Utc("2026-02-01 00:00");
        const int minutes = 366 * 1440;
        var wall = new LocalDateTime[minutes + 20_000];
        for (int i = 0; i < wall.Length; i++) wall[i] = (from + Duration.FromMinutes(i)).InZone(window.Zone).LocalDateTime;
        var open = new bool[minutes];
        for (LocalDate day = Date("2026-01-20"); day < Date("2027-02-05"); day = day.PlusDays(1))
        {
            if (!DayOracle.Names(rule, Date("2026-01-01"), day.PlusDays(-offset))) continue;
            LocalDateTime begins = day + window.Window.Start, ends = begins.PlusMinutes(length);
            int guess = Math.Max(0, Period.DaysBetween(Date("2026-02-01"), day.PlusDays(-2)) * 1440);
            if (begins < wall[0]) continue;
            int first = guess;
            while (first < wall.Length && wall[first] < begins) first++;
            for (int i = first; i < minutes && i < first + length && wall[i] < ends; i++) open[i] = true;
        }
        // What began before the first minute is out of the comparison: the oracle saw no clock then.
        int compareFrom = 8 * 1440;
        var calendar = new bool[minutes];
        foreach (WindowOccurrence o in window.Between(from, from + Duration.FromMinutes(minutes)))
        {
            for (int i = Math.Max(0, (int)(o.StartsAt - from).TotalMinutes); i < minutes && from + Duration.FromMinutes(i) < o.EndsAt; i++) calendar[i] = true;
        }
        for (int i = compareFrom; i < minutes; i++)
        {
            if (open[i] != calendar[i]) Assert.Fail($"{Text(from + Duration.FromMinutes(i))}: the clock says {open[i]}, the calendar {calendar[i]}");
            bool edge = open[i] != open[i - 1];
            if (!edge && i % 997 != 0) continue;
            Assert.Equal(open[i], Openings.IsOpen([window], from + Duration.FromMinutes(i)));
            Assert.Equal(open[i - 1], Openings.IsOpen([window], from + Duration.FromMinutes(i - 1)));
        }
    }
}
