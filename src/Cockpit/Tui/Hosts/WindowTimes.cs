using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Tui.Hosts;

/// <summary>Openings of windows in a narrow column, on the window's own clock and always with its offset.</summary>
internal static class WindowTimes
{
    /// <summary>"Tue 20 Oct 22:00-02:00 +02:00"; with both days where it is open for longer than one.</summary>
    public static string Range(Instant startsAt, Instant endsAt, Offset offset)
    {
        LocalDateTime start = startsAt.WithOffset(offset).LocalDateTime, end = endsAt.WithOffset(offset).LocalDateTime;
        return $"{start.ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture)}-{end.ToString(endsAt - startsAt <= Duration.FromDays(1) ? "HH:mm" : "ddd d MMM HH:mm", CultureInfo.InvariantCulture)} {Core.Windows.ClockWords.Offset(offset)}";
    }

    /// <param name="offset">As "+02:00".</param>
    public static string Range(Instant startsAt, Instant endsAt, string offset) => Range(startsAt, endsAt, OffsetPattern.GeneralInvariant.Parse(offset).Value);

    /// <summary>Both begin and end at the same time of a day and of the same weekday.</summary>
    public static bool SameClock(Instant startsAt, Instant endsAt, Instant otherStartsAt, Instant otherEndsAt, string offset)
    {
        Offset at = OffsetPattern.GeneralInvariant.Parse(offset).Value;
        LocalDateTime a = startsAt.WithOffset(at).LocalDateTime, b = otherStartsAt.WithOffset(at).LocalDateTime;
        return a.TimeOfDay == b.TimeOfDay && a.DayOfWeek == b.DayOfWeek && endsAt - startsAt == otherEndsAt - otherStartsAt && endsAt - startsAt <= Duration.FromDays(1);
    }

    /// <summary>Several openings of one clock on one line: "Tue 1, 8, 15 Dec, 5 Jan 22:00-02:00 +01:00".</summary>
    public static string Ranges(IReadOnlyList<(Instant StartsAt, Instant EndsAt)> openings, string offset)
    {
        string first = Range(openings[0].StartsAt, openings[0].EndsAt, offset);
        if (openings.Count == 1) return first;
        Offset at = OffsetPattern.GeneralInvariant.Parse(offset).Value;
        List<LocalDate> days = [.. openings.Select(o => o.StartsAt.WithOffset(at).Date)];
        string months = string.Join(", ", days.GroupBy(d => (d.Year, d.Month)).Select(g => $"{string.Join(", ", g.Select(d => d.Day))} {g.First().ToString("MMM", CultureInfo.InvariantCulture)}"));
        // "Tue 1 Dec 22:00-..": the day and the month are its second and third word.
        string[] words = first.Split(' ', 4);
        return $"{words[0]} {months} {words[3]}";
    }
}
