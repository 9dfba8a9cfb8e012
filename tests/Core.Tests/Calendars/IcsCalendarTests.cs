using Cockpit.Core.Calendars;
using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using CsCheck;
using NodaTime;
using NodaTime.Text;
using Xunit;

namespace Cockpit.Core.Tests.Calendars;

public sealed class IcsCalendarTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 12, 0);
    private static readonly DateTimeZone Berlin = Zones.Find("Europe/Berlin")!;

    private static IcsCalendar Read(string text) => IcsCalendar.Read(text, Berlin, Now, Now + Duration.FromDays(400));

    private static string Event(params string[] lines) => Whole(["BEGIN:VEVENT", "UID:u1", .. lines, "END:VEVENT"]);

    private static string Whole(params string[] lines) => string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", .. lines, "END:VCALENDAR", ""]);

    private static string[] Times(IcsCalendar c) => [.. c.Entries.Select(e => $"{e.Instance} {Text(e.StartsAt)} {Text(e.EndsAt)}")];

    private static string Text(Instant at) => InstantPattern.CreateWithInvariantCulture("MM-dd HH:mm").Format(at);

    private static string Refused(string text) => Assert.Throws<CockpitException>(() => Read(text)).Fault.What;

    [Theory]
    [InlineData("DTSTART:20261224T180000Z|DTEND:20261224T200000Z", " 12-24 18:00 12-24 20:00")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261224T180000|DTEND;TZID=Europe/Berlin:20261224T200000", " 12-24 17:00 12-24 19:00")]
    [InlineData("DTSTART;TZID=\"Europe/Berlin\":20261224T180000|DURATION:PT2H", " 12-24 17:00 12-24 19:00")]
    [InlineData("DTSTART;TZID=W. Europe Standard Time:20261224T180000|DURATION:PT2H", " 12-24 17:00 12-24 19:00")]
    [InlineData("DTSTART;TZID=/freeassociation.sourceforge.net/America/New_York:20261224T180000|DURATION:PT2H", " 12-24 23:00 12-25 01:00")]
    [InlineData("DTSTART:20261224T180000|DTEND:20261224T200000", " 12-24 17:00 12-24 19:00")]
    [InlineData("DTSTART;VALUE=DATE:20261224|DTEND;VALUE=DATE:20261227", " 12-23 23:00 12-26 23:00")]
    [InlineData("DTSTART;VALUE=DATE:20261224", " 12-23 23:00 12-24 23:00")]
    [InlineData("DTSTART;VALUE=DATE:20261024|DURATION:P2D", " 10-23 22:00 10-25 23:00")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261024T220000|DURATION:PT6H", " 10-24 20:00 10-25 02:00")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20261024T220000|DTEND;TZID=Europe/Berlin:20261025T040000", " 10-24 20:00 10-25 03:00")]
    public void An_entry_has_the_time_that_its_zone_gives_it(string lines, string expected) => Assert.Equal([expected], Times(Read(Event(lines.Split('|')))));

    [Fact]
    public void A_recurring_entry_is_written_out_with_exceptions_additions_and_changes()
    {
        IcsCalendar c = Read(Whole(
            "BEGIN:VEVENT", "UID:u1", "SUMMARY:Weekly\\, \\; freeze", "DTSTART;TZID=Europe/Berlin:20260106T090000", "DTEND;TZID=Europe/Berlin:20260106T100000", "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261117T080000Z",
            "EXDATE;TZID=Europe/Berlin:20261027T090000", "RDATE;TZID=Europe/Berlin:20261112T090000", "END:VEVENT",
            "BEGIN:VEVENT", "UID:u1", "SUMMARY:Moved", "RECURRENCE-ID;TZID=Europe/Berlin:20261103T090000", "DTSTART:20261105T090000Z", "DTEND:20261105T100000Z", "END:VEVENT",
            "BEGIN:VEVENT", "UID:u1", "STATUS:CANCELLED", "RECURRENCE-ID:20261110T080000Z", "DTSTART:20261110T080000Z", "END:VEVENT"));
        Assert.Equal(["20261103T080000Z 11-05 09:00 11-05 10:00", "20261112T080000Z 11-12 08:00 11-12 09:00", "20261117T080000Z 11-17 08:00 11-17 09:00"], Times(c));
        Assert.Equal(["Moved", "Weekly, ; freeze", "Weekly, ; freeze"], c.Entries.Select(e => e.Title));
        Assert.Equal(new CancelledEntry("u1", "20261110T080000Z"), Assert.Single(c.Cancelled));
    }

    [Fact]
    public void A_yearly_holiday_is_written_out_for_400_days_only() =>
        Assert.Equal(["20261225 12-24 23:00 12-25 23:00"], Times(Read(Event("DTSTART;VALUE=DATE:20001225", "RRULE:FREQ=YEARLY"))));

    [Fact]
    public void What_is_over_or_far_away_is_left_out() => Assert.Empty(Read(Event("DTSTART:20261019T100000Z", "DURATION:PT2H")).Entries.Concat(Read(Event("DTSTART:20281019T100000Z", "DURATION:PT2H")).Entries));

    [Fact]
    public void Alarms_zones_and_tasks_are_no_entries()
    {
        IcsCalendar c = Read(Whole(
            "BEGIN:VTIMEZONE", "TZID:X", "BEGIN:STANDARD", "DTSTART:19700101T000000", "RRULE:FREQ=SECONDLY", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VTODO", "UID:t", "END:VTODO",
            "BEGIN:VEVENT", "UID:u1", "DTSTART:20261224T180000Z", "DURATION:PT1H", "BEGIN:VALARM", "TRIGGER:-PT15M", "DURATION:PT5M", "SUMMARY:x", "END:VALARM", "END:VEVENT"));
        Assert.Equal((1, 1), (c.Events, c.Entries.Count));
        Assert.Equal("", c.Entries[0].Title);
    }

    [Fact]
    public void Lines_are_unfolded_and_names_may_be_in_any_letter_case() =>
        Assert.Equal("A long title", Read("BEGIN:VCALENDAR\nbegin:vevent\nuid:u1\nSummary:A lo\n ng\n\t title\nDTSTART:20261224T180000Z\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR").Entries[0].Title);

    [Fact]
    public void An_entry_without_length_is_left_out_and_said() => Assert.Equal("It has no length, so it freezes nothing.", Assert.Single(Read(Event("DTSTART:20261224T180000Z")).Skipped).Reason);

    [Fact]
    public void Cancelled_entries_and_calendars_are_told() => Assert.Equal(
        [new CancelledEntry("u1", null), new CancelledEntry("u1", null)],
        Read(Event("STATUS:CANCELLED", "DTSTART:20261224T180000Z", "DURATION:PT1H")).Cancelled.Concat(Read(Whole("METHOD:CANCEL", "BEGIN:VEVENT", "UID:u1", "DTSTART:20261224T180000Z", "END:VEVENT")).Cancelled));

    [Theory]
    [InlineData("", "Line 1: it is no calendar")]
    [InlineData("hello", "Line 1: it is no line of a calendar")]
    [InlineData("BEGIN:VEVENT\nEND:VEVENT", "Line 1: it is no calendar")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a", "the file ends inside VEVENT: it was cut off")]
    [InlineData("BEGIN:VCALENDAR\nEND:VEVENT", "Line 2: it ends a part that is not the open one")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT", "Line 3: an entry does not stand in a calendar")]
    [InlineData("BEGIN:VCALENDAR\nX;A\n", "Line 2: a parameter of X has no value")]
    [InlineData("BEGIN:VCALENDAR\nX;A=\"b:c\n", "Line 2: X has no value")]
    public void What_is_no_calendar_is_refused_with_the_line(string text, string expected) => Assert.Contains(expected, Refused(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("DURATION:PT1H", "Line 3: the entry has no DTSTART")]
    [InlineData("DTSTART:yesterday", "Line 5: DTSTART is no date and no time")]
    [InlineData("DTSTART:20261341", "Line 5: DTSTART is no date and no time")]
    [InlineData("DTSTART:00010101T000000Z", "Line 5: DTSTART lies outside 1970 to 2199")]
    [InlineData("DTSTART;TZID=Middle/Earth:20261224T180000", "Line 5: DTSTART is in a zone that nobody knows")]
    [InlineData("DTSTART:20261224T180000Z|DTEND:20261224T170000Z", "Line 6: it ends before it begins")]
    [InlineData("DTSTART:20261224T180000Z|DTEND;VALUE=DATE:20261225", "Line 6: DTSTART and DTEND are not both")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|DTEND:20261224T190000Z", "Line 6: an entry has DTEND or DURATION")]
    [InlineData("DTSTART:20261224T180000Z|DTSTART:20261224T180000Z", "Line 6: DTSTART stands in the entry twice")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:P3Y", "Line 6: DURATION is no length")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:-PT1H", "Line 6: DURATION is no length")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:P99999999999999999999D", "Line 6: DURATION is no length")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:P401D", "Line 6: it lasts over 400 days")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|RRULE:FREQ=SECONDLY", "Line 7: FREQ=SECONDLY is no rule of whole days")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=1000000000", "Line 7: COUNT")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|RRULE:FREQ=DAILY;UNTIL=20261399T000000Z", "Line 7: RRULE is no date")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|EXRULE:FREQ=DAILY", "Line 7: EXRULE")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|RDATE;VALUE=PERIOD:20261224T180000Z/PT1H", "Line 7: RDATE has periods")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|RDATE;VALUE=DATE:20261224", "Line 7: RDATE and DTSTART")]
    [InlineData("DTSTART:20261224T180000Z|DURATION:PT1H|RECURRENCE-ID;RANGE=THISANDFUTURE:20261224T180000Z", "Line 7: a change of all later")]
    public void A_bad_entry_is_refused_with_the_line(string lines, string expected) => Assert.StartsWith(expected, Refused(Event(lines.Split('|'))), StringComparison.Ordinal);

    [Fact]
    public void Entries_that_cannot_be_told_apart_are_refused()
    {
        Assert.Contains("no UID", Refused(Whole("BEGIN:VEVENT", "DTSTART:20261224T180000Z", "END:VEVENT")), StringComparison.Ordinal);
        Assert.Contains("1 to 255", Refused(Whole("BEGIN:VEVENT", "UID:" + new string('u', 256), "DTSTART:20261224T180000Z", "END:VEVENT")), StringComparison.Ordinal);
        Assert.StartsWith("Line 7: the UID of the entry stands in the file twice", Refused(Whole(
            "BEGIN:VEVENT", "UID:u", "DTSTART:20261224", "END:VEVENT", "BEGIN:VEVENT", "UID:u", "DTSTART:20261225", "END:VEVENT")), StringComparison.Ordinal);
    }

    [Fact]
    public void More_entries_than_a_calendar_has_are_refused()
    {
        string daily = string.Concat(Enumerable.Range(0, 60).Select(i => $"BEGIN:VEVENT\r\nUID:u{i}\r\nDTSTART:20260101T180000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"));
        Assert.Contains("over 20,000 times", Refused(Whole(daily.TrimEnd())), StringComparison.Ordinal);
        string many = string.Concat(Enumerable.Range(0, 20_001).Select(i => $"BEGIN:VEVENT\nUID:u{i}\nDTSTART:20260101\nEND:VEVENT\n"));
        Assert.Contains("over 20,000 entries", Refused(Whole(many.TrimEnd())), StringComparison.Ordinal);
        Assert.Contains("over 10,000 dates", Refused(Event("DTSTART:20260101", "RDATE:" + string.Join(',', Enumerable.Repeat("20260102", 10_001)))), StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_throws_anything_else()
    {
        string good = Event("SUMMARY:x", "DTSTART;TZID=Europe/Berlin:20260106T090000", "DTEND;TZID=Europe/Berlin:20260106T100000", "RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=20", "EXDATE:20261027T080000Z");
        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 12], Gen.String[Gen.Char["\r\n ;:=,\"TZ0129DP-\u0000\u202e\ud83d"], 0, 8]).Sample((at, cut, put) =>
        {
            string text = good[..at] + put + good[Math.Min(good.Length, at + cut)..];
            try
            {
                Read(text);
            }
            catch (CockpitException e)
            {
                Assert.Equal(WindowErrors.CalendarInvalid, e.Fault.Code);
            }
        }, iter: 3_000);
    }
}
