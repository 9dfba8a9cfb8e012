using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>window, freeze, calendar and db set-zone, through the built program.</summary>
public sealed class WindowCommandTests : IDisposable
{
    private readonly Program program = new();

    public void Dispose() => program.Dispose();

    /// <summary>The journey of a Sunday window over both clock changes: Berlin, New York and Lord Howe have them, Kolkata has none.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "02:30", "2026-03-29", "2026-03-29T01:00:00Z 2026-03-29T02:30:00Z +02:00 02:30 does not exist, clocks go forward 02:00 -> 03:00: it starts at 03:00")]
    [InlineData("Europe/Berlin", "02:30", "2026-10-25", "2026-10-25T00:30:00Z 2026-10-25T02:30:00Z +02:00 02:30 comes twice, clocks go back 03:00 -> 02:00: it starts the first time")]
    [InlineData("Europe/Berlin", "22:00", "2026-10-25", "2026-10-25T21:00:00Z 2026-10-25T23:00:00Z +01:00 clocks went back on Sun 25 Oct")]
    [InlineData("America/New_York", "01:30", "2026-03-08", "2026-03-08T06:30:00Z 2026-03-08T07:30:00Z -05:00 clocks go forward 02:00 -> 03:00 while it is open")]
    [InlineData("America/New_York", "01:30", "2026-11-01", "2026-11-01T05:30:00Z 2026-11-01T07:30:00Z -04:00 01:30 comes twice, clocks go back 02:00 -> 01:00: it starts the first time")]
    [InlineData("Australia/Lord_Howe", "02:15", "2026-10-04", "2026-10-03T15:30:00Z 2026-10-03T17:15:00Z +11:00 02:15 does not exist, clocks go forward 02:00 -> 02:30: it starts at 02:30")]
    [InlineData("Australia/Lord_Howe", "01:45", "2026-04-05", "2026-04-04T14:45:00Z 2026-04-04T16:45:00Z +11:00 01:45 comes twice, clocks go back 02:00 -> 01:30: it starts the first time")]
    [InlineData("Asia/Kolkata", "02:30", "2026-03-29", "2026-03-28T21:00:00Z 2026-03-28T23:00:00Z +05:30 ")]
    [InlineData("Asia/Kolkata", "02:30", "2026-10-25", "2026-10-24T21:00:00Z 2026-10-24T23:00:00Z +05:30 ")]
    public void A_Sunday_window_says_what_the_clocks_do_to_it(string zone, string start, string day, string expected)
    {
        Assert.Equal(0, program.Run("window", "set", "sunday", "--zone", zone, "--weekly", "sun", "--start", start, "--length", "2h").Exit);
        JsonElement next = program.Json("window", "next", "--window", "sunday", "--at", $"{DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture).AddDays(-1):yyyy-MM-dd}T00:00Z", "--count", "1").GetProperty("nextWindows")[0];
        next.Has("window", "day", "startsAt", "endsAt", "cutoffAt", "zone", "utcOffset", "startsLocal", "endsLocal", "clocks", "open");
        Assert.Equal(day, next.GetProperty("day").GetString());
        Assert.Equal(expected, $"{next.GetProperty("startsAt")} {next.GetProperty("endsAt")} {next.GetProperty("utcOffset")} {next.GetProperty("clocks")}");
    }

    [Fact]
    public void A_window_by_its_short_forms_is_listed_shown_and_removed()
    {
        Ran set = program.Run("window", "set", "patch", "--zone", "Europe/Berlin", "--monthly", "2tue", "--offset-days", "7", "--start", "22:00", "--length", "4h", "--cutoff", "30m", "--from", "2026-01-01");
        Assert.StartsWith("patch: 7 days after the second Tuesday of each month, 22:00 for 4h, no host begins in the last 30m, Europe/Berlin", set.Out, StringComparison.Ordinal);
        JsonElement window = program.Json("window", "list").GetProperty("windows")[0];
        window.Has("name", "version", "zone", "rule", "when", "start", "durationSeconds", "cutoffSeconds", "offsetDays", "from", "nextWindows", "skipped", "problems", "usedBy");
        Assert.Equal(("FREQ=MONTHLY;BYDAY=2TU", 14_400, 1_800, 7), (window.GetProperty("rule").GetString(), window.GetProperty("durationSeconds").GetInt32(), window.GetProperty("cutoffSeconds").GetInt32(), window.GetProperty("offsetDays").GetInt32()));
        Assert.Contains("tzdata 20", program.Run("window", "next").Out, StringComparison.Ordinal);
        Assert.Equal(0, program.Run("window", "set", "patch", "--offset-days", "-1").Exit);
        Assert.Equal(2, program.Run("window", "remove", "patch").Exit);
        Assert.Equal("The window patch is removed.", program.Run("window", "remove", "patch", "--yes").Out.Trim());
        Assert.Equal("There are no windows. cockpit window set NAME makes one.", program.Run("window", "list").Out.Split('\n')[0]);
    }

    [Theory]
    [InlineData("WINDOW_INVALID", "window", "set", "w", "--zone", "Berlin", "--weekly", "tue", "--start", "22:00", "--length", "4h")]
    [InlineData("WINDOW_INVALID", "window", "set", "w", "--weekly", "tue")]
    [InlineData("WINDOW_INVALID", "window", "set", "always", "--daily", "--start", "22:00", "--length", "4h")]
    [InlineData("USAGE", "window", "set", "w", "--daily", "--weekly", "tue", "--start", "22:00", "--length", "4h")]
    [InlineData("USAGE", "window", "set", "w", "--daily", "--start", "25:00", "--length", "4h")]
    [InlineData("USAGE", "window", "set", "w", "--daily", "--start", "22:00", "--length", "4 hours")]
    [InlineData("USAGE", "window", "set", "w", "--monthly", "2xy", "--start", "22:00", "--length", "4h")]
    [InlineData("ZONE_UNKNOWN", "db", "set-zone", "Brelin")]
    [InlineData("CALENDAR_UNREADABLE", "calendar", "import", "nowhere.ics")]
    public void What_is_wrong_is_refused_and_makes_no_file(string code, params string[] call)
    {
        Ran ran = program.Run(call);
        Assert.Equal((2, code), (ran.Exit, ran.Error.Split(' ')[0]));
        Assert.False(File.Exists(Path.Combine(program.Folder, "cockpit.db")));
    }

    [Fact]
    public void Freezes_and_calendars_come_and_go()
    {
        program.Run("db", "set-zone", "Europe/Berlin");
        Assert.Equal(("Europe/Berlin", true), (program.Json("db", "info").GetProperty("zone").GetString(), program.Json("db", "info").GetProperty("zoneSet").GetBoolean()));
        JsonElement freeze = program.Json("freeze", "add", "closing", "--from", "2090-12-20", "--until", "2091-01-02", "--scope", "env = prod", "--reason", "books");
        freeze.Has("id", "name", "scope", "startsAt", "endsAt", "reason", "by", "state", "source", "calendar");
        Assert.Equal(("2090-12-19T23:00:00Z", "2091-01-02T23:00:00Z"), (freeze.GetProperty("startsAt").GetString(), freeze.GetProperty("endsAt").GetString()));
        Assert.Equal(2, program.Run("freeze", "add", "x", "--from", "2090-12-20T10:00", "--until", "2091-01-02", "--reason", "r").Exit);

        program.File("h.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Christmas\nDTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n");
        JsonElement import = program.Json("calendar", "import", "h.ics");
        import.Has("calendar", "events", "added", "updated", "unchanged", "removed", "vanished", "skipped", "until", "zone");
        Assert.InRange(import.GetProperty("added").GetInt32(), 1, 2);
        Assert.Equal(import.GetProperty("added").GetInt32(), program.Json("calendar", "import", "h.ics").GetProperty("unchanged").GetInt32());
        Assert.Contains("Christmas", program.Run("freeze", "list").Out, StringComparison.Ordinal);

        program.Run("window", "set", "w", "--daily", "--start", "22:00", "--length", "4h");
        JsonElement export = program.Json("calendar", "export", "out.ics");
        export.Has("file", "windows", "freezes", "leftOut", "from", "until");
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", File.ReadAllText(Path.Combine(program.Folder, "out.ics")), StringComparison.Ordinal);
        Assert.Equal("EXPORT_EXISTS", program.Run("calendar", "export", "out.ics").Error.Split(' ')[0]);

        Assert.Equal(0, program.Run("freeze", "remove", "closing", "--reason", "moved", "--yes").Exit);
        Assert.Equal("FREEZE_UNKNOWN", program.Run("freeze", "remove", "closing", "--reason", "moved", "--yes").Error.Split(' ')[0]);
    }
}
