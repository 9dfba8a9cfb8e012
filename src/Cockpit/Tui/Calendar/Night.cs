using Cockpit.Core.Windows;
using Cockpit.Operations.Calendars;
using Cockpit.Operations.Windows;
using NodaTime;

namespace Cockpit.Tui.Calendar;

/// <summary>One row of the week: from noon of a day to the noon after, so that no night is cut at midnight. Cells are steps of the clock on the wall.</summary>
/// <param name="Day">The day at whose noon it begins.</param>
/// <param name="WholeDay">It is the day itself, from midnight to midnight: what a month shows.</param>
internal sealed record Night(LocalDate Day, DateTimeZone Zone, bool WholeDay = false)
{
    private LocalTime Begin => WholeDay ? LocalTime.Midnight : LocalTime.Noon;

    public Instant StartsAt => WindowCalendar.At(Zone, Day + Begin);

    public Instant EndsAt => WindowCalendar.At(Zone, Day.PlusDays(1) + Begin);

    /// <summary>The night that a moment is in.</summary>
    public static Night Of(Instant at, DateTimeZone zone)
    {
        LocalDateTime wall = at.InZone(zone).LocalDateTime;
        return new(wall.Hour < 12 ? wall.Date.PlusDays(-1) : wall.Date, zone);
    }

    public bool Touches(Instant start, Instant end) => start < EndsAt && end > StartsAt;

    public IEnumerable<Opening> Openings(CalendarPicture picture) => picture.Windows.SelectMany(w => w.Openings).Where(o => Touches(o.StartsAt, o.EndsAt)).OrderBy(o => o.StartsAt).ThenBy(o => o.Window, StringComparer.Ordinal);

    public IEnumerable<FreezeLine> Freezes(CalendarPicture picture) => picture.Freezes.Where(f => Touches(f.StartsAt, f.EndsAt));

    public IEnumerable<CalendarRun> Runs(CalendarPicture picture) => picture.Runs.Where(r => Touches(r.StartsAt, r.EndsAt));

    /// <summary>What each cell shows: "|" now, ">" at work after the window's end, "#" frozen (a freeze of some hosts leaves the windows of the others to be seen), "=" expected to run, "-" open, or blank.</summary>
    /// <param name="perHour">Cells of an hour: 1, 2 or 3.</param>
    public string Cells(CalendarPicture picture, Instant now, int perHour)
    {
        List<Opening> openings = [.. Openings(picture)];
        List<FreezeLine> freezes = [.. Freezes(picture)];
        List<CalendarRun> runs = [.. Runs(picture)];
        var cells = new char[24 * perHour];
        for (int i = 0; i < cells.Length; i++)
        {
            Instant start = At(i, perHour), end = At(i + 1, perHour);
            // An hour that the clocks leave out has no moment in it.
            bool In(Instant from, Instant until) => start < end && from < end && until > start;
            bool open = openings.Exists(o => In(o.StartsAt, o.EndsAt));
            cells[i] = start <= now && now < end ? '|'
                : runs.Exists(r => r.OverSince is not null && In(r.StartsAt, r.EndsAt)) ? '>'
                : freezes.Exists(f => (f.Scope.Length == 0 || f.Problem is not null || !open) && In(f.StartsAt, f.EndsAt)) ? '#'
                // What does not fit waits for the next opening, so nothing is expected after the end.
                : runs.Exists(r => r.OverSince is null && (open || r.Windows.Count == 0) && In(r.StartsAt, r.EndsAt)) ? '='
                : open ? '-' : ' ';
        }
        return new string(cells);
    }

    private Instant At(int cell, int perHour) => WindowCalendar.At(Zone, (Day + Begin).PlusMinutes(cell * 60L / perHour));
}
