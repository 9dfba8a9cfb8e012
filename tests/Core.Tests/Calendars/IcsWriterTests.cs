using Cockpit.Core.Calendars;
using Cockpit.Core.Ids;
using Cockpit.Core.Windows;
using Cockpit.Core.Tests.Windows;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Calendars;

public sealed class IcsWriterTests
{
    private static readonly Instant From = Sample.Utc("2026-02-01 00:00"), Until = Sample.Utc("2027-02-01 00:00");

    public static TheoryData<string, string, string, int, int> Windows => new()
    {
        { Sample.Berlin, "FREQ=WEEKLY;BYDAY=TU", "22:00", 240, 0 },
        { Sample.Berlin, "FREQ=DAILY", "22:00", 420, 0 },
        { Sample.Berlin, "FREQ=WEEKLY;BYDAY=SU", "02:30", 120, 0 },
        { Sample.Berlin, "FREQ=DAILY", "02:15", 30, 0 },
        { Sample.NewYork, "FREQ=MONTHLY;BYDAY=-1SU", "01:30", 90, 0 },
        { Sample.NewYork, "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261231", "01:30", 90, 0 },
        { Sample.LordHowe, "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "01:45", 60, 0 },
        { Sample.LordHowe, "FREQ=DAILY;COUNT=300", "02:15", 60, 0 },
        { Sample.Kolkata, "FREQ=MONTHLY;BYDAY=2TU", "22:00", 240, 7 },
        { "UTC", "FREQ=MONTHLY;BYMONTHDAY=-1", "23:00", 180, 0 },
    };

    private static string Written(WindowCalendar window)
    {
        var writer = new IcsWriter("file", From);
        Assert.True(writer.Add(window, From, Until));
        return writer.ToString();
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Ical_Net_finds_every_opening_of_a_year_where_the_calendar_has_it(string zone, string rule, string start, int length, int offset)
    {
        WindowCalendar window = Sample.Window(zone, rule, start, length, offset: offset);
        var calendar = Ical.Net.Calendar.Load(Written(window))!;
        var found = calendar.GetOccurrences<CalendarEvent>(new CalDateTime(2026, 1, 30)).TakeWhile(o => o.Period.StartTime.AsUtc < Until.ToDateTimeUtc())
            .Select(o => (Instant.FromDateTimeUtc(o.Period.StartTime.AsUtc), Instant.FromDateTimeUtc(o.Period.EffectiveEndTime!.AsUtc))).Where(o => o.Item2 > From && o.Item1 < Until).Order().ToList();
        Assert.Equal(window.Between(From, Until).ConvertAll(o => (o.StartsAt, o.EndsAt)), found);
    }

    [Fact]
    public void Lines_are_folded_at_75_octets_and_text_is_escaped()
    {
        var writer = new IcsWriter("file", From);
        writer.Add(new Freeze(new FreezeId(3), "year; end, \u00e4\u00f6\u00fc \u65e5\u672c", "env = prod", From, Until, string.Concat(Enumerable.Repeat("\u65e5\u672c\\", 60)) + "\nBEGIN:VEVENT\u001b[31m", "ben", null));
        string text = writer.ToString();
        Assert.All(text.Split("\r\n"), l => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(l), 0, 75));
        Assert.DoesNotContain('\u001b', text);
        CalendarEvent e = Assert.Single(Ical.Net.Calendar.Load(text)!.Events);
        Assert.Equal("Freeze: year; end, \u00e4\u00f6\u00fc \u65e5\u672c", e.Summary);
        Assert.Contains("\nBEGIN:VEVENT?[31m", e.Description, StringComparison.Ordinal);
        Assert.Equal(From.ToDateTimeUtc(), e.Start!.AsUtc);
    }

    [Fact]
    public void A_zones_changes_of_clocks_are_in_the_file()
    {
        string text = Written(Sample.Window(Sample.LordHowe, "FREQ=DAILY", "12:00", 60));
        Assert.Contains("BEGIN:DAYLIGHT\r\nDTSTART:20251005T020000\r\nRDATE:20261004T020000,", text, StringComparison.Ordinal);
        Assert.Contains("TZOFFSETFROM:+1030\r\nTZOFFSETTO:+1100", text, StringComparison.Ordinal);
        Assert.Contains("TZOFFSETFROM:+1100\r\nTZOFFSETTO:+1030", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Our_own_reader_takes_no_window_for_a_freeze()
    {
        IcsCalendar read = IcsCalendar.Read(Written(Sample.Window(Sample.Berlin, "FREQ=WEEKLY;BYDAY=TU", "22:00", 240)), DateTimeZone.Utc, From, Until);
        Assert.Empty(read.Entries);
        Assert.Equal("It is a window of a Cockpit, and no freeze.", Assert.Single(read.Skipped).Reason);
    }

    [Fact]
    public void A_window_that_does_not_open_is_left_out() =>
        Assert.False(new IcsWriter("file", From).Add(Sample.Window(Sample.Berlin, "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "22:00", 240), From, Until));
}
