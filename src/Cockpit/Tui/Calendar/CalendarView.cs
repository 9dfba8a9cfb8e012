using System.Globalization;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using Cockpit.Operations.Calendars;
using Cockpit.Operations.Windows;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Tui.Calendar;

/// <summary>Draws the calendar: bars above, and below them what the night or day of the cursor holds, in words.</summary>
internal static class CalendarView
{
    /// <summary>Cells before the bars: the cursor, the day's name and its number.</summary>
    private const int LabelWidth = 8;

    private static readonly LocalDateTimePattern Wall = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM HH:mm");
    private static readonly LocalDateTimePattern ClockOnly = LocalDateTimePattern.CreateWithInvariantCulture("HH:mm");

    public static void Draw(CalendarScreen screen, Canvas body, Look look)
    {
        if (screen.Picture is not { } picture || screen.Cursor is not { } cursor)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        int row = screen.Month ? Month(screen, picture, cursor, body, look) : Week(screen, picture, cursor, body, look);
        if (picture.Windows.Count == 0 && picture.Freezes.Count == 0)
        {
            body.Put(row + 1, 0, "No windows. a makes one; cockpit calendar import FILE.ics takes freezes over.");
            return;
        }
        foreach (Styled line in Lines(picture, new Night(cursor, screen.Zone, screen.Month), look))
        {
            if (++row >= body.Height) break;
            body.Put(row, 0, SafeText.Fit(line.Text, body.Width), line.Style);
        }
    }

    /// <summary>Everything about one night, for a page of its own.</summary>
    public static IReadOnlyList<Styled> Page(CalendarPicture picture, Night night, Look look)
    {
        List<Styled> lines = [new(Title(night), Style.Bold), .. Lines(picture, night, look)];
        foreach (WindowInUse w in picture.Windows)
        {
            lines.Add("");
            lines.Add(new(w.Name, Style.Bold));
            lines.AddRange(w.Problems.Select(p => new Styled($" X never opens: {p}", Style.Look)));
            if (w.Problems.Count > 0) continue;
            lines.Add($" {Hosts(w)}");
            lines.AddRange(w.Openings.Select(o => new Styled($" {Span(o)}{(o.Clocks is { } clocks ? $"  {clocks}" : "")}")));
            if (w.Openings.Count == 0) lines.Add(" not open in these weeks");
        }
        return lines;
    }

    private static int Week(CalendarScreen screen, CalendarPicture picture, LocalDate cursor, Canvas body, Look look)
    {
        int perHour = body.Width >= 110 ? 3 : body.Width >= 76 ? 2 : 1, bars = 24 * perHour, notes = LabelWidth + bars + 2;
        for (int hour = 0; hour < 24; hour += perHour == 1 ? 4 : 2) body.Put(0, LabelWidth + (hour * perHour), $"{(hour + 12) % 24:00}", Style.Faint);
        if (notes + 12 <= body.Width) body.Put(0, notes, SafeText.Fit("noon to noon", body.Width - notes), Style.Faint);
        LocalDate monday = CalendarScreen.Monday(cursor), today = Night.Of(look.Now, screen.Zone).Day;
        for (int i = 0; i < 7; i++)
        {
            LocalDate day = monday.PlusDays(i);
            var night = new Night(day, screen.Zone);
            bool here = day == cursor;
            if (here) body.Put(i + 1, 0, ">", Style.Bold);
            body.Put(i + 1, 1, day.ToString("ddd dd", CultureInfo.InvariantCulture), here ? Style.Bold : day == today ? Style.UnderWay : Style.Plain);
            string cells = night.Cells(picture, look.Now, perHour);
            for (int c = 0; c < cells.Length; c++)
            {
                (string text, Style style) = Cell(cells[c], look.Glyphs);
                if (cells[c] != ' ') body.Put(i + 1, LabelWidth + c, text, style);
            }
            if (notes < body.Width) body.Put(i + 1, notes, SafeText.Fit(Note(picture, night), body.Width - notes));
        }
        return 8;
    }

    private static int Month(CalendarScreen screen, CalendarPicture picture, LocalDate cursor, Canvas body, Look look)
    {
        (LocalDate first, int weeks) = CalendarScreen.Page(cursor);
        int wide = Math.Max(8, body.Width / 7), high = body.Height >= 28 ? 3 : 2;
        LocalDate today = look.Now.InZone(screen.Zone).Date;
        for (int d = 0; d < 7; d++) body.Put(0, 1 + (d * wide), first.PlusDays(d).ToString("ddd", CultureInfo.InvariantCulture), Style.Faint);
        for (int w = 0; w < weeks; w++)
        {
            for (int d = 0; d < 7; d++)
            {
                LocalDate day = first.PlusDays((w * 7) + d);
                var night = new Night(day, screen.Zone, WholeDay: true);
                int row = 1 + (w * high), at = d * wide;
                bool here = day == cursor;
                if (here) body.Put(row, at, ">", Style.Bold);
                Style name = here ? Style.Bold : day == today ? Style.UnderWay : day.Month == cursor.Month ? Style.Plain : Style.Faint;
                int end = body.Put(row, at + 1, day.ToString("dd", CultureInfo.InvariantCulture), name);
                if (day == today) end = body.Put(row, end, "|", Style.UnderWay);
                string marks = (night.Freezes(picture).Any() ? "#" : "") + (night.Runs(picture).Any(r => r.Windows.Count > 0) ? "=" : "");
                foreach (char mark in marks) end = body.Put(row, end + 1, Cell(mark, look.Glyphs).Text, Cell(mark, look.Glyphs).Style);
                if (night.Openings(picture).Any(o => o.Clocks is not null && o.StartsAt >= night.StartsAt && Changes(o))) body.Put(row, end + 1, "clk"[..Math.Min(3, Math.Max(0, wide - 6))], Style.Look);
                // What begins on the day; a window of several days is named once.
                List<string> names = [.. night.Openings(picture).Where(o => o.StartsAt >= night.StartsAt).Select(o => o.Window).Distinct()];
                for (int n = 0; n < high - 1 && n < names.Count; n++)
                {
                    string text = n == high - 2 && names.Count > high - 1 ? $"{names.Count - n} windows" : names[n];
                    body.Put(row + 1 + n, at + 1, SafeText.Fit(text, wide - 2), day.Month == cursor.Month ? Style.Plain : Style.Faint);
                }
            }
        }
        return 1 + (weeks * high) - 1;
    }

    /// <summary>The clocks change in it; that they changed before it is told below, and needs no mark on each later day.</summary>
    private static bool Changes(Opening o) => o.UtcOffset != o.EndUtcOffset || o.Clocks!.Contains("does not exist", StringComparison.Ordinal) || o.Clocks.Contains("comes twice", StringComparison.Ordinal);

    private static (string Text, Style Style) Cell(char cell, bool glyphs) => cell switch
    {
        '|' => (glyphs ? "\u2502" : "|", Style.Bold),
        '#' => (glyphs ? "\u2592" : "#", Style.Look),
        '=' => (glyphs ? "\u2588" : "=", Style.UnderWay),
        '-' => (glyphs ? "\u2500" : "-", Style.Plain),
        '>' => (">", Style.Failed),
        _ => (" ", Style.Plain),
    };

    private static string Title(Night night) => $"Night of {night.Day.ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture)}, noon to noon in {night.Zone.Id}";

    /// <summary>Beside the bars: what is there, shortest first to say.</summary>
    private static string Note(CalendarPicture picture, Night night)
    {
        var parts = new List<string>();
        foreach (string window in night.Openings(picture).Select(o => o.Window).Distinct())
            parts.Add(string.Join(' ', [window, .. night.Runs(picture).Where(r => r.Windows.Contains(window, StringComparer.OrdinalIgnoreCase)).Select(r => $"{r.RolloutId}{Phase(r)}")]));
        parts.AddRange(night.Freezes(picture).Select(f => $"freeze {f.Name}"));
        string clocks = night.Openings(picture).Any(o => o.Clocks is not null && Changes(o)) ? "clocks change; " : "";
        return clocks + string.Join(", ", parts);
    }

    private static string Phase(CalendarRun run) => run.State is RolloutPhase.AwaitingApproval ? " A" : "";

    private static List<Styled> Lines(CalendarPicture picture, Night night, Look look)
    {
        var lines = new List<Styled>();
        foreach (FreezeLine f in night.Freezes(picture))
        {
            lines.Add(new($"# {f.Name} {Moment(f.StartsAt, night.Zone)} to {Moment(f.EndsAt, night.Zone)}, {(f.Scope.Length == 0 ? "every host" : f.Scope)}", Style.Look));
            lines.Add($"   {f.Reason} ({f.By}); nothing starts, by hand neither{(f.Problem is null ? "" : "; its scope cannot be used, so it binds every host")}");
        }
        foreach (WindowInUse w in picture.Windows)
        {
            for (int i = 0; i < w.Openings.Count; i++)
            {
                Opening o = w.Openings[i];
                if (!night.Touches(o.StartsAt, o.EndsAt)) continue;
                lines.Add(new($"{w.Name} {Span(o)}{(o.Zone == night.Zone.Id || o.Zone is "UTC" or "Etc/UTC" ? "" : $" {City(o.Zone)}")}{(o.CutoffAt < o.EndsAt ? $", cutoff {Lengths.Of(o.EndsAt - o.CutoffAt)}" : "")}{(look.Now >= o.StartsAt && look.Now < o.EndsAt ? ", open" : "")}   {Hosts(w)}", Style.Bold));
                if (o.Clocks is { } clocks) lines.Add(new($"   {clocks}", Style.Look));
                foreach (CalendarRun r in picture.Runs.Where(r => r.Windows.Contains(w.Name, StringComparer.OrdinalIgnoreCase) && r.StartsAt < o.EndsAt && r.EndsAt > o.StartsAt)) lines.Add(RunLine(r, o, night.Zone));
                if (w.Next[i] is { } next) lines.Add($" next {Start(next)}{(next.Clocks is { } c ? $": {c}" : "")}");
                else lines.Add(" it does not open again");
            }
        }
        foreach (CalendarRun r in night.Runs(picture).Where(r => r.OverSince is not null))
            lines.Add(new($"> {r.RolloutId} {r.Name}: hosts are at work since before the window ended, {Moment(r.OverSince!.Value, night.Zone)}", Style.Look));
        foreach (CalendarRun r in night.Runs(picture).Where(r => r.Windows.Count == 0)) lines.Add($" {r.RolloutId} {r.Name}: needs no window, {r.Hosts} hosts left, ~{Ages.Long(r.EndsAt - r.StartsAt)} (assumed)");
        foreach (WindowInUse w in picture.Windows.Where(w => w.Problems.Count > 0)) lines.Add(new($"X {w.Name} never opens: {w.Problems[0]}", Style.Look));
        if (lines.Count == 0) lines.Add($"Nothing opens in this {(night.WholeDay ? "day" : "night")}, and nothing is frozen.");
        return lines;
    }

    private static Styled RunLine(CalendarRun r, Opening o, DateTimeZone zone)
    {
        Duration spare = o.EndsAt - r.EndsAt;
        string fit = spare >= Duration.Zero
            ? $"ends ~{ClockOnly.Format(r.EndsAt.InZone(zone).LocalDateTime)}, {Ages.Long(spare)} to spare"
            : $"{Ages.Long(-spare)} too long: the rest waits";
        return new($" {r.RolloutId} {r.Name}{Phase(r)}  {r.Hosts} {(r.Hosts == 1 ? "host" : "hosts")}, ~{Ages.Long(r.EndsAt - r.StartsAt)} (assumed), {fit}", spare >= Duration.Zero ? Style.Plain : Style.Look);
    }

    private static string Hosts(WindowInUse w) => w.Policies.Count == 0 ? "no policy names it" : $"{w.Hosts} {(w.Hosts == 1 ? "host" : "hosts")} of {string.Join(", ", w.Policies)}";

    private static string City(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static DateTimeZone ZoneOf(Opening o) => Zones.Find(o.Zone) ?? DateTimeZone.Utc;

    private static string Start(Opening o) => Wall.Format(o.StartsAt.InZone(ZoneOf(o)).LocalDateTime) + o.UtcOffset;

    /// <summary>"Tue 20 Oct 22:00-02:00+02:00"; with both offsets where the clocks change between.</summary>
    private static string Span(Opening o)
    {
        LocalDateTime start = o.StartsAt.InZone(ZoneOf(o)).LocalDateTime, end = o.EndsAt.InZone(ZoneOf(o)).LocalDateTime;
        string last = end.Date <= start.Date.PlusDays(1) ? ClockOnly.Format(end) : Wall.Format(end);
        return o.UtcOffset == o.EndUtcOffset ? $"{Wall.Format(start)}-{last}{o.UtcOffset}" : $"{Wall.Format(start)}{o.UtcOffset}-{last}{o.EndUtcOffset}";
    }

    private static string Moment(Instant at, DateTimeZone zone)
    {
        ZonedDateTime local = at.InZone(zone);
        return Wall.Format(local.LocalDateTime) + ClockWords.Offset(local.Offset);
    }
}
