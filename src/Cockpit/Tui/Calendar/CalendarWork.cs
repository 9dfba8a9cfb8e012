using Cockpit.Core.Operations;
using Cockpit.Core.Windows;
using Cockpit.Operations.Calendars;
using Cockpit.Operations.Windows;
using Cockpit.Tui.Kit;
using Humanizer;
using NodaTime;

namespace Cockpit.Tui.Calendar;

/// <summary>What the calendar reads and does.</summary>
internal static class CalendarWork
{
    /// <summary>Days beside those that are shown, so that a step to the next week needs no read.</summary>
    private const int Beside = 7;

    public static Question NewWindow { get; } = new(
        WindowOperations.Set,
        ["NEW WINDOW, or a known one anew", " name, days, start, length; then cutoff and zone if wanted", " days: tue   sat,sun   2tue (second Tuesday)   -1fri (last Friday)   daily", " such as: web-night tue 22:00 4h 30m Europe/Berlin"],
        null, "Name, days, start, length.", "cockpit window set NAME --weekly tue --start 22:00 --length 4h");

    public static Question ExportTo { get; } = new(
        WindowOperations.Export, ["EXPORT windows and freezes of the next 400 days as .ics", " calendar programs read it; a file of that name is not replaced"], null, "Path of the file, Enter for cockpit.ics.", "cockpit calendar export FILE.ics") { Default = "cockpit.ics" };

    public static Question ImportFrom { get; } = new(
        WindowOperations.Import, ["IMPORT the entries of an .ics file as freezes of every host", " importing it again brings what changed; --scope on the command line freezes some hosts"], null, "Path of the file.", "cockpit calendar import FILE.ics");

    /// <param name="span">The first day and how many, given today.</param>
    public static Work Read(Func<LocalDate, (LocalDate First, int Days)> span) => new("calendar", c =>
    {
        DateTimeZone zone = Zones.Find(FileZone.Read(c.Session).Name) ?? DateTimeZone.Utc;
        (LocalDate first, int days) = span(Night.Of(c.Session.Now, zone).Day);
        return new CalendarRead(ReadCalendar.Run(c.Session, WindowCalendar.At(zone, first.PlusDays(-Beside).AtMidnight()), WindowCalendar.At(zone, first.PlusDays(days + Beside).AtMidnight())));
    });

    /// <summary>What there is in a file that is not there.</summary>
    public static CalendarPicture Empty(Instant now) => new(new FileZone("UTC", false, Zones.DataVersion), now - Duration.FromDays(40), now + Duration.FromDays(40), [], [], []);

    public static Work Set(string typed) => new("window", c =>
    {
        (string name, WindowFields fields) = TypedWindow.Read(typed);
        WindowLine window = SetWindow.Run(c.Session, name, fields);
        return new Told($"{window.Name}: {window.When}, {window.Start}, {window.Zone}. {(window.NextWindows is [var next, ..] ? $"Opens {next.StartsLocal}{next.UtcOffset}." : "It never opens.")}");
    });

    public static Work Export(string path) => new("export", c =>
    {
        CalendarExport done = ExportCalendar.Run(c.Session, Full(path), null, null, overwrite: false);
        return new Told($"{done.File}: {"window".ToQuantity(done.Windows)}, {"freeze".ToQuantity(done.Freezes)}.");
    });

    public static Work Import(string path) => new("import", c =>
    {
        CalendarImport done = ImportCalendar.Run(c.Session, Full(path), null);
        string vanished = done.Vanished.Count > 0 ? $" {done.Vanished.Count:N0} not in it any more, and kept." : "";
        return new Told($"{done.Calendar}: {"freeze".ToQuantity(done.Added, "N0")} new, {done.Updated:N0} changed, {done.Unchanged:N0} as before, {done.Removed.Count:N0} cancelled.{vanished}");
    });

    private static string Full(string path) => path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", path[2..]) : path;
}
