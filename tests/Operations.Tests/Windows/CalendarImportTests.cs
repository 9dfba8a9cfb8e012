using Cockpit.Operations.Calendars;
using Cockpit.Operations.Windows;
using NodaTime;
using static Cockpit.Operations.Tests.Windows.FileAt;

namespace Cockpit.Operations.Tests.Windows;

public sealed class CalendarImportTests
{
    private static FileAt File()
    {
        var file = new FileAt("2026-10-20T12:00:00Z");
        SetFileZone.Run(file.Session, "Europe/Berlin");
        return file;
    }

    private static string Calendar(params string[] events) => $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{string.Concat(events)}END:VCALENDAR\r\n";

    private static string Event(string uid, string summary, params string[] lines) => $"BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{summary}\r\n{string.Concat(lines.Select(l => l + "\r\n"))}END:VEVENT\r\n";

    private static readonly string Xmas = Event("x@y", "Christmas", "DTSTART;VALUE=DATE:20001224", "DTEND;VALUE=DATE:20001227", "RRULE:FREQ=YEARLY");
    private static readonly string Release = Event("r@y", "Release", "DTSTART:20261110T080000Z", "DTEND:20261110T180000Z");

    private static string[] Frozen(FileAt file) => [.. ListFreezes.Run(file.Session, false).Freezes.Select(f => $"{f.Id} {f.Name} {f.StartsAt} {f.EndsAt}")];

    private static (int, int, int, int, int) Counts(CalendarImport i) => (i.Added, i.Updated, i.Unchanged, i.Removed.Count, i.Vanished.Count);

    [Fact]
    public void Importing_again_changes_nothing_and_later_brings_what_changed()
    {
        using FileAt file = File();
        string path = file.File("c.ics", Calendar(Xmas, Release));
        Assert.Equal((2, 0, 0, 0, 0), Counts(ImportCalendar.Run(file.Session, path, "env = prod")));
        string[] before = Frozen(file);
        Assert.Equal(["Z2 Release 2026-11-10T08:00:00Z 2026-11-10T18:00:00Z", "Z1 Christmas 2026-12-23T23:00:00Z 2026-12-26T23:00:00Z"], before);
        Assert.All(ListFreezes.Run(file.Session, false).Freezes, f => Assert.Equal(("env = prod", "c.ics", "in the calendar c.ics"), (f.Scope, f.Calendar, f.Reason)));
        Assert.Equal((0, 0, 2, 0, 0), Counts(ImportCalendar.Run(file.Session, path, "env = prod")));
        Assert.Equal(before, Frozen(file));

        file.File("c.ics", Calendar(Xmas, Release.Replace("20261110T18", "20261110T20", StringComparison.Ordinal)));
        Assert.Equal((0, 1, 1, 0, 0), Counts(ImportCalendar.Run(file.Session, path, "env = prod")));
        Assert.Contains("Z2 Release 2026-11-10T08:00:00Z 2026-11-10T20:00:00Z", Frozen(file));
    }

    [Fact]
    public void A_vanished_entry_is_told_and_stays_a_cancelled_one_goes()
    {
        using FileAt file = File();
        string path = file.File("c.ics", Calendar(Xmas, Release));
        ImportCalendar.Run(file.Session, path, null);
        file.File("c.ics", Calendar(Event("x@y", "Christmas", "STATUS:CANCELLED", "DTSTART;VALUE=DATE:20001224")));
        CalendarImport again = ImportCalendar.Run(file.Session, path, null);
        Assert.Equal(["Z1"], again.Removed);
        Assert.Equal("Z2", Assert.Single(again.Vanished).Id);
        Assert.Equal("Z2 Release 2026-11-10T08:00:00Z 2026-11-10T18:00:00Z", Assert.Single(Frozen(file)));
        Assert.Empty(ImportCalendar.Run(file.Session, file.File("other.ics", Calendar()), null).Vanished);
    }

    [Fact]
    public void A_later_import_writes_recurring_entries_out_further()
    {
        using FileAt file = File();
        string path = file.File("c.ics", Calendar(Xmas));
        ImportCalendar.Run(file.Session, path, null);
        file.At("2026-12-28T12:00:00Z");
        CalendarImport later = ImportCalendar.Run(file.Session, path, null);
        Assert.Equal((1, 0, 0, 0, 0), Counts(later));
        Assert.Equal("Z2 Christmas 2027-12-23T23:00:00Z 2027-12-26T23:00:00Z", Assert.Single(Frozen(file)));
    }

    [Fact]
    public void A_bad_calendar_is_refused_whole()
    {
        using var file = new FileAt("2026-10-20T12:00:00Z");
        string path = file.File("c.ics", Calendar(Release, Event("b", "Bad", "DTSTART:never")));
        Assert.Equal("CALENDAR_INVALID", Code(() => ImportCalendar.Run(file.Session, path, null)));
        Assert.False(System.IO.File.Exists(file.Session.FilePath));
        Assert.Equal("CALENDAR_UNREADABLE", Code(() => ImportCalendar.Run(file.Session, file.Path("none.ics"), null)));
        Assert.Equal("CALENDAR_UNREADABLE", Code(() => ImportCalendar.Run(file.Session, file.Path("."), null)));
        System.IO.File.WriteAllBytes(file.Path("latin.ics"), [0x42, 0xff, 0xfe]);
        Assert.Equal("CALENDAR_INVALID", Code(() => ImportCalendar.Run(file.Session, file.Path("latin.ics"), null)));
        file.File("c.ics", Calendar(Release));
        Assert.Equal("SCOPE_SYNTAX", Code(() => ImportCalendar.Run(file.Session, path, "env = ")));
        Assert.Empty(ListFreezes.Run(file.Session, true).Freezes);
    }

    [Fact]
    public void Hostile_titles_are_kept_short_and_safe()
    {
        using FileAt file = File();
        ImportCalendar.Run(file.Session, file.File("c.ics", Calendar(Event("h", "\u001b]0;x\u0007\u202e" + new string('x', 5_000), "DTSTART:20261110T080000Z", "DURATION:PT1H"))), null);
        string name = Assert.Single(ListFreezes.Run(file.Session, false).Freezes).Name;
        Assert.InRange(name.Length, 1, 110);
        Assert.DoesNotContain(name, c => char.IsControl(c) || c == '\u202e');
    }

    [Fact]
    public void An_export_of_this_file_comes_back_as_nothing_new()
    {
        using FileAt file = File();
        SetWindow.Run(file.Session, "web-night", new WindowFields("Europe/Berlin", "FREQ=WEEKLY;BYDAY=TU", new LocalTime(22, 0), Duration.FromHours(4)));
        SetWindow.Run(file.Session, "never", new WindowFields("Europe/Berlin", "FREQ=DAILY;COUNT=1", new LocalTime(22, 0), Duration.FromHours(4), OffsetDays: 1));
        AddFreeze.Run(file.Session, "year-end", "2026-12-20", "2027-01-02", null, null, "books");
        CalendarExport done = ExportCalendar.Run(file.Session, file.Path("out.ics"), null, null, overwrite: false);
        Assert.Equal((1, 1, "never"), (done.Windows, done.Freezes, Assert.Single(done.LeftOut)));
        Assert.Equal("EXPORT_EXISTS", Code(() => ExportCalendar.Run(file.Session, file.Path("out.ics"), null, null, overwrite: false)));
        Assert.Equal("TIME_INVALID", Code(() => ExportCalendar.Run(file.Session, file.Path("b.ics"), "2026-12-20", "2026-12-01", overwrite: false)));
        CalendarImport back = ImportCalendar.Run(file.Session, file.Path("out.ics"), null);
        Assert.Equal((0, 0, 0, 0, 0), Counts(back));
        Assert.Equal(2, back.Skipped.Count);
        Assert.Single(ListFreezes.Run(file.Session, true).Freezes);
    }
}
