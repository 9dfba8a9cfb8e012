using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations;
using Cockpit.Operations.Calendars;
using Cockpit.Operations.Windows;
using Cockpit.Tui.Calendar;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>The Calendar on a real file, at the stage's moment: Tue 20 Oct 2026, 22:41 in Berlin.</summary>
public sealed class CalendarScreenTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-calendar-").FullName;
    private readonly Session session;

    public CalendarScreenTests()
    {
        session = new Session(Path.Combine(folder, "prod.db"), new Actor(1000, 1000, "anna"), new StageClock());
        SetFileZone.Run(session, "Europe/Berlin");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private sealed class StageClock : IClock
    {
        public Instant GetCurrentInstant() => ScreenStage.Now;
    }

    private void Window(string name, string rule, int hour, int hours, int cutoff = 0, string zone = "Europe/Berlin") =>
        SetWindow.Run(session, name, new WindowFields(zone, rule, new LocalTime(hour, 0), Duration.FromHours(hours), Duration.FromMinutes(cutoff)));

    private void Some()
    {
        Window("web-night", "FREQ=WEEKLY;BYDAY=TU", 22, 4, 30);
        Window("db-night", "FREQ=WEEKLY;BYDAY=WE", 22, 4);
        Window("base", "FREQ=WEEKLY;BYDAY=SA", 23, 6);
        AddFreeze.Run(session, "closing", "2026-10-23T17:00+02:00", "2026-10-24T12:00+02:00", null, null, "month end");
    }

    private ScreenStage Stage(int width = 80, int height = 24, bool glyphs = false, bool asOperator = true) => new ScreenStage(new CalendarScreen(), width, height, asOperator, glyphs).Work(session);

    [Fact]
    public void A_week_is_seven_nights_from_noon_to_noon_with_bars_freezes_and_now()
    {
        Some();
        string[] rows = Stage().Rows;
        Assert.StartsWith("Calendar  [Week 43] Month   19-25 Oct 2026  Berlin, tzdata 20", rows[1]);
        Assert.Equal(
        [
            "        12  14  16  18  20  22  00  02  04  06  08  10    noon to noon",
            " Mon 19",
            ">Tue 20                     -|------                      web-night",
            " Wed 21                     --------                      db-night",
            " Thu 22",
            " Fri 23           ######################################  freeze closing",
            " Sat 24                       ----------                  clocks change; base",
            " Sun 25",
            "",
            "web-night Tue 20 Oct 22:00-02:00+02:00, cutoff 30m, open   no policy names it",
            " next Tue 27 Oct 22:00+01:00: clocks went back on Sun 25 Oct",
        ], rows[2..13]);
    }

    [Fact]
    public void The_night_of_a_clock_change_says_what_it_does()
    {
        Some();
        string[] rows = Stage().Press(NamedKey.Down, NamedKey.Down, NamedKey.Down, NamedKey.Down).Rows;
        Assert.StartsWith(">Sat 24", rows[8]);
        Assert.Equal("base Sat 24 Oct 23:00+02:00-04:00+01:00   no policy names it", rows[11]);
        Assert.Equal("   clocks go back 03:00 -> 02:00 while it is open", rows[12]);
        Assert.Equal(" next Sat 31 Oct 23:00+01:00: clocks went back on Sun 25 Oct", rows[13]);
    }

    [Fact]
    public void A_freeze_is_told_with_hosts_reason_and_person()
    {
        Some();
        string text = Stage().Press(NamedKey.Down, NamedKey.Down, NamedKey.Down).Text;
        Assert.Contains("# closing Fri 23 Oct 17:00+02:00 to Sat 24 Oct 12:00+02:00, every host", text);
        Assert.Contains("   month end (anna); nothing starts, by hand neither", text);
    }

    [Fact]
    public void A_freeze_of_some_hosts_leaves_the_bars_of_windows()
    {
        Some();
        AddFreeze.Run(session, "db-only", "2026-10-21", "2026-10-21", null, "role = db", "r");
        Assert.Equal(" Wed 21 ####################--------                    ", Stage(76).Rows[5][..56]);
    }

    [Fact]
    public void A_month_shows_each_day_with_what_begins_on_it()
    {
        Some();
        ScreenStage stage = Stage().Press(NamedKey.Tab);
        stage.Work(session);
        string[] rows = stage.Rows;
        Assert.StartsWith("Calendar  Week 43 [Month]   October 2026  Berlin", rows[1]);
        Assert.Equal(" Mon        Tue        Wed        Thu        Fri        Sat        Sun", rows[2]);
        Assert.Equal(" 19        >20|        21         22         23 #       24 # clk   25", rows[9]);
        Assert.Equal("            web-night  db-night                         base", rows[10]);
        Assert.StartsWith(" 26         27", rows[11]);
        Assert.StartsWith("Calendar  [Week 44] Month   26 Oct-1 Nov 2026", stage.Press(NamedKey.Down, NamedKey.Enter).Rows[1]);
    }

    [Fact]
    public void Arrows_walk_days_and_weeks_and_what_is_not_there_is_read()
    {
        Some();
        ScreenStage stage = Stage();
        int begun = stage.Begun.Count;
        Assert.StartsWith("Calendar  [Week 44] Month   26 Oct-1 Nov 2026", stage.Press(NamedKey.Right).Rows[1]);
        Assert.Equal(begun, stage.Begun.Count);
        stage.Press(NamedKey.Right, NamedKey.Right);
        Assert.Contains(" ~", stage.Rows[1]);
        stage.Work(session);
        Assert.DoesNotContain(" ~", stage.Rows[1]);
        Assert.Contains(">Tue 10                     --------", stage.Text);
        Assert.StartsWith("Calendar  [Week 43] Month   19-25 Oct", stage.Type("g").Rows[1]);
    }

    [Fact]
    public void Enter_opens_all_of_a_night()
    {
        Some();
        string text = Stage().Press(NamedKey.Enter).Text;
        Assert.Contains("Night of Tue 20 Oct 2026, noon to noon in Europe/Berlin", text);
        Assert.Contains("db-night", text);
        Assert.Contains("no policy names it", text);
    }

    [Fact]
    public void A_window_is_made_by_one_line_and_a_bad_one_says_what_is_wrong()
    {
        ScreenStage stage = Stage();
        Assert.Contains("No windows. a makes one", stage.Text);
        stage.Type("a").Type("patch 2tue 22:00 4h 30m Europe/Berlin").Press(NamedKey.Enter).Work(session);
        stage.Send(new FileChanged()).Work(session);
        Assert.Equal("patch", Assert.Single(ListWindows.Run(session).Windows).Name);
        Assert.Contains("patch: the second Tuesday of each month", stage.Text);
        Assert.StartsWith("WINDOW_INVALID", Refusal("patch xx 22:00 4h"));
        Assert.StartsWith("WINDOW_INVALID", Refusal("patch tue 22 4h"));
        Assert.StartsWith("WINDOW_INVALID", Refusal("patch tue"));
        Assert.StartsWith("WINDOW_INVALID", Refusal("patch tue 22:00 4h Berlin"));

        static string Refusal(string typed) => Assert.Throws<Core.Errors.CockpitException>(() => TypedWindow.Read(typed) is var (name, fields) ? SetWindow.Run(new Session("/nonexistent/x.db", new Actor(1, 1, "x"), new StageClock()), name, fields) : null).Fault.ToString();
    }

    [Fact]
    public void A_calendar_is_exported_and_a_file_that_is_there_is_kept()
    {
        Some();
        string path = Path.Combine(folder, "out.ics");
        ScreenStage stage = Stage().Type("x").Type(path).Press(NamedKey.Enter).Work(session);
        Assert.Contains("3 windows, 1 freeze", stage.Text);
        Assert.StartsWith("BEGIN:VCALENDAR", File.ReadAllText(path));
        Assert.Contains("EXPORT_EXISTS", stage.Type("x").Type(path).Press(NamedKey.Enter).Work(session).Text);
    }

    [Fact]
    public void A_calendar_file_becomes_freezes_and_a_bad_one_says_its_line()
    {
        string path = Path.Combine(folder, "h.ics");
        File.WriteAllText(path, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nSUMMARY:Inventory\nDTSTART;VALUE=DATE:20261022\nEND:VEVENT\nEND:VCALENDAR\n");
        ScreenStage stage = Stage().Type("i").Type(path).Press(NamedKey.Enter).Work(session);
        Assert.Contains("h.ics: 1 freeze new, 0 changed, 0 as before, 0 cancelled.", stage.Text);
        string text = stage.Send(new FileChanged()).Work(session).Text;
        Assert.Contains(" Wed 21                         ########################  freeze Inventory", text);
        Assert.Contains(" Thu 22 ########################                          freeze Inventory", text);
        File.WriteAllText(path, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:never\n");
        Assert.Contains("CALENDAR_INVALID", stage.Type("i").Type(path).Press(NamedKey.Enter).Work(session).Text);
    }

    [Fact]
    public void What_runs_is_drawn_in_its_window_and_over_its_end()
    {
        Some();
        CalendarPicture picture = ReadCalendar.Run(session, ScreenStage.Now - Duration.FromDays(10), ScreenStage.Now + Duration.FromDays(10));
        Instant start = Instant.FromUtc(2026, 10, 20, 20, 41);
        var fits = new CalendarRun("R17", "web-oct", RolloutPhase.Running, ["web-night"], 38, start, start + Duration.FromMinutes(130), null);
        var late = new CalendarRun("R18", "db-oct", RolloutPhase.AwaitingApproval, ["db-night"], 8, Instant.FromUtc(2026, 10, 21, 20, 0), Instant.FromUtc(2026, 10, 22, 1, 0), null);
        var stage = new ScreenStage(new CalendarScreen()).Answer("calendar", new CalendarRead(picture with { Runs = [fits, late] }));
        Assert.Equal(">Tue 20                     -|====--                      web-night R17", stage.Rows[4]);
        Assert.Equal(" Wed 21                     ========                      db-night R18 A", stage.Rows[5]);
        Assert.Equal(" R17 web-oct  38 hosts, ~2h10 (assumed), ends ~00:51, 1h09 to spare", stage.Rows[12]);
        Assert.Contains("8 hosts, ~5h00 (assumed), 1h00 too long: the rest waits", stage.Press(NamedKey.Down).Text);

        var over = fits with { StartsAt = Instant.FromUtc(2026, 10, 20, 18, 0), EndsAt = ScreenStage.Now, OverSince = Instant.FromUtc(2026, 10, 20, 18, 0) };
        stage = new ScreenStage(new CalendarScreen()).Answer("calendar", new CalendarRead(picture with { Runs = [over] }));
        Assert.Equal(">Tue 20                 >>>>>|------                      web-night R17", stage.Rows[4]);
        Assert.Equal(Style.Failed, stage.CellAt(4, 24).Style);
    }

    [Fact]
    public void A_hidden_hour_is_blank_in_the_spring_and_the_frame_stays_whole_on_small_terminals()
    {
        Window("all", "FREQ=WEEKLY;BYDAY=SA", 20, 12);
        CalendarPicture picture = ReadCalendar.Run(session, Instant.FromUtc(2026, 3, 20, 0, 0), Instant.FromUtc(2026, 4, 5, 0, 0));
        var night = new Night(new LocalDate(2026, 3, 28), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);
        Assert.Equal("                ------------  ----------        ", night.Cells(picture, Instant.MinValue, 2));
        string[] small = Stage(60, 15).Rows;
        Assert.Equal("        12  16  20  00  04  08    noon to noon", small[2]);
        Assert.All(small, r => Assert.InRange(r.Length, 0, 60));
        Assert.All(Stage(120, 40, glyphs: true).Rows, r => Assert.InRange(r.Length, 0, 120));
    }

    /// <summary>The journey of a Sunday window, made on the screen and looked at on both changes of clocks of its zone.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "02:30", 2026, 3, 29, "Sun 29 Mar 03:00-04:30+02:00", "02:30 does not exist, clocks go forward 02:00 -> 03:00: it starts at 03:00")]
    [InlineData("Europe/Berlin", "02:30", 2026, 10, 25, "Sun 25 Oct 02:30+02:00-03:30+01:00", "02:30 comes twice, clocks go back 03:00 -> 02:00: it starts the first time")]
    [InlineData("America/New_York", "02:30", 2026, 3, 8, "Sun 8 Mar 03:00-04:30-04:00", "02:30 does not exist, clocks go forward 02:00 -> 03:00: it starts at 03:00")]
    [InlineData("America/New_York", "01:30", 2026, 11, 1, "Sun 1 Nov 01:30-04:00-02:30-05:00", "01:30 comes twice, clocks go back 02:00 -> 01:00: it starts the first time")]
    [InlineData("Australia/Lord_Howe", "02:15", 2026, 10, 4, "Sun 4 Oct 02:30-04:15+11:00", "02:15 does not exist, clocks go forward 02:00 -> 02:30: it starts at 02:30")]
    [InlineData("Australia/Lord_Howe", "01:45", 2026, 4, 5, "Sun 5 Apr 01:45+11:00-03:15+10:30", "01:45 comes twice, clocks go back 02:00 -> 01:30: it starts the first time")]
    [InlineData("Asia/Kolkata", "02:30", 2026, 3, 29, "Sun 29 Mar 02:30-04:30+05:30", null)]
    [InlineData("Asia/Kolkata", "02:30", 2026, 10, 25, "Sun 25 Oct 02:30-04:30+05:30", null)]
    public void A_Sunday_window_made_on_the_screen_says_there_what_the_clocks_do_to_it(string zone, string start, int year, int month, int day, string span, string? words)
    {
        SetFileZone.Run(session, zone);
        ScreenStage stage = Stage().Type("a").Type($"sunday sun {start} 2h 0m {zone}").Press(NamedKey.Enter).Work(session).Send(new FileChanged()).Work(session);
        // An early hour of Sunday is in Saturday's night.
        var screen = (CalendarScreen)stage.Front;
        int days = Period.DaysBetween(screen.Cursor!.Value, new LocalDate(year, month, day).PlusDays(-1));
        for (; days <= -7; days += 7) stage.Press(NamedKey.Left).Work(session);
        for (; days >= 7; days -= 7) stage.Press(NamedKey.Right).Work(session);
        for (; days < 0; days++) stage.Press(NamedKey.Up).Work(session);
        for (; days > 0; days--) stage.Press(NamedKey.Down).Work(session);
        Assert.Contains($"sunday {span}", stage.Text);
        if (words is null) Assert.DoesNotContain("clocks", stage.Text[..stage.Text.IndexOf(" next ", StringComparison.Ordinal)]);
        else Assert.Contains($"   {words}", stage.Text);
    }

    [Fact]
    public void Nothing_is_written_without_operator_mode()
    {
        Some();
        Assert.DoesNotContain("NEW WINDOW", Stage(asOperator: false).Type("a").Text);
    }
}
