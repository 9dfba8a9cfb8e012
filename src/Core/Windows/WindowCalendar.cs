using NodaTime;
using NodaTime.TimeZones;

namespace Cockpit.Core.Windows;

/// <summary>
/// When one window opens. The days come from its rule as dates without a zone; the zone then says when each of them begins and ends. Immutable and
/// safe for use by many threads.
/// </summary>
public sealed class WindowCalendar
{
    /// <summary>Days that the search for the next occurrence looks ahead in turn; the last is 41 years, over which 29 February has met each weekday.</summary>
    private static readonly int[] Horizons = [40, 400, 4_000, 15_000];

    /// <summary>Days that are looked back for the occurrence before, to tell whether the clocks changed since.</summary>
    private static readonly int[] LooksBack = [8, 40, 400];

    /// <summary>Days before a moment on which what is open at it may have begun: the longest window, and one for the zones.</summary>
    private const int Reach = 9;

    private readonly DayRule rule;
    private readonly LocalDate anchor;

    private WindowCalendar(MaintenanceWindow window, DateTimeZone zone, DayRule rule)
    {
        Window = window;
        Zone = zone;
        this.rule = rule;
        anchor = window.From ?? MaintenanceWindow.FirstDay;
    }

    public MaintenanceWindow Window { get; }

    public DateTimeZone Zone { get; }

    /// <summary>The calendar of a window; null where the window is not one, and then it never opens.</summary>
    /// <param name="problems">What is wrong with it, in sentences.</param>
    public static WindowCalendar? Of(MaintenanceWindow window, out IReadOnlyList<string> problems)
    {
        problems = WindowCheck.Problems(window);
        if (problems.Count > 0) return null;
        return new(window, Zones.Find(window.Zone)!, DayRule.Read(window.Rule, out _)!);
    }

    /// <summary>What is open at any moment from <paramref name="from"/> until <paramref name="until"/> (exclusive), by start.</summary>
    public List<WindowOccurrence> Between(Instant from, Instant until)
    {
        if (until <= from) return [];
        return [.. On(Day(from).PlusDays(-Reach), Day(until).PlusDays(1)).Where(o => o.EndsAt > from && o.StartsAt < until)];
    }

    /// <summary>The occurrence that is open, or null. Of two that overlap the one that ends later.</summary>
    public WindowOccurrence? OpenAt(Instant at) => On(Day(at).PlusDays(-Reach), Day(at).PlusDays(1)).Where(o => o.IsOpenAt(at)).MaxBy(o => o.EndsAt);

    /// <summary>The next occurrences that have not ended, an open one first. Fewer where the window has no more within 41 years; none means that it never opens again.</summary>
    /// <param name="count">1 to 1,000.</param>
    public List<WindowOccurrence> Next(Instant now, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1_000);
        LocalDate first = Day(now).PlusDays(-Reach);
        // What a search ahead is worth ends with the data: where the rule begins later than now, it begins there.
        LocalDate start = anchor.PlusDays(-WindowCheck.MaxOffsetDays) is var begins && begins > first ? begins : first;
        List<WindowOccurrence> found = [];
        foreach (int horizon in Horizons)
        {
            found = [.. On(start, start.PlusDays(horizon + Reach)).Where(o => o.EndsAt > now).Take(count)];
            if (found.Count == count) break;
        }
        return found;
    }

    /// <summary>The first day of all, whatever the clocks do on it; null where there is none within 41 years of the rule's begin.</summary>
    public LocalDate? FirstDay()
    {
        foreach (int horizon in Horizons)
        {
            if (Days(anchor.PlusDays(-WindowCheck.MaxOffsetDays), anchor.PlusDays(horizon)).Select(d => (LocalDate?)d).FirstOrDefault() is { } day) return day;
        }
        return null;
    }

    /// <summary>The days of the rule, both ends included, on which it does not open.</summary>
    public List<SkippedOccurrence> Skipped(LocalDate first, LocalDate last) =>
        [.. Days(first, last).Where(d => Make(d) is null).Select(d => new SkippedOccurrence(Window.Name, d, WhySkipped(d)))];

    /// <summary>The moment that a clock on the wall in the zone shows; where it shows it twice the first time, where it never does the first moment after.</summary>
    public static Instant At(DateTimeZone zone, LocalDateTime wall)
    {
        ZoneLocalMapping mapping = zone.MapLocal(wall);
        return mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant();
    }

    /// <summary>What belongs to the days from first to last, both included.</summary>
    private List<WindowOccurrence> On(LocalDate first, LocalDate last)
    {
        var made = Days(first, last).Select(Make).OfType<WindowOccurrence>().OrderBy(o => o.StartsAt).ThenBy(o => o.EndsAt).ToList();
        WindowOccurrence? before = null;
        for (int i = 0; i < made.Count; i++)
        {
            WindowOccurrence o = made[i];
            if (i == 0) before = Before(o.Day);
            if (o.Clocks == ClockChange.None && before is not null && before.Offset != o.Offset)
                made[i] = o with { Clocks = ClockChange.Since, ClocksAt = Zone.GetZoneInterval(o.StartsAt).Start };
            before = made[i];
        }
        return made;
    }

    private WindowOccurrence? Before(LocalDate day)
    {
        foreach (int days in LooksBack)
        {
            if (Days(day.PlusDays(-days), day.PlusDays(-1)).Select(Make).LastOrDefault(o => o is not null) is { } found) return found;
        }
        return null;
    }

    private IEnumerable<LocalDate> Days(LocalDate first, LocalDate last)
    {
        first = LocalDate.Max(first, WindowCheck.Earliest).PlusDays(-Window.OffsetDays);
        last = LocalDate.Min(last, WindowCheck.Latest).PlusDays(-Window.OffsetDays);
        return rule.Days(anchor, first, last).Select(d => d.PlusDays(Window.OffsetDays));
    }

    private WindowOccurrence? Make(LocalDate day)
    {
        LocalDateTime wallStart = day + Window.Start;
        ZoneLocalMapping mapping = Zone.MapLocal(wallStart);
        Instant start = At(Zone, wallStart);
        Instant end = Instant.Min(start + Window.Length, At(Zone, wallStart.PlusSeconds((long)Window.Length.TotalSeconds)));
        if (end <= start) return null;
        ZoneInterval at = Zone.GetZoneInterval(start);
        var (clocks, when) = mapping.Count switch
        {
            0 => (ClockChange.StartMoved, (Instant?)at.Start),
            2 => (ClockChange.StartTwice, at.End),
            // At the very end nothing of it is left that the clocks could change.
            _ when at.HasEnd && at.End < end && Zone.GetUtcOffset(end - Duration.Epsilon) != at.WallOffset => (ClockChange.During, at.End),
            _ when end < start + Window.Length => (ClockChange.During, end),
            _ => (ClockChange.None, null),
        };
        return new(Window.Name, day, start, end, Instant.Max(start, end - Window.Cutoff), at.WallOffset, clocks, when);
    }

    private string WhySkipped(LocalDate day)
    {
        Instant start = At(Zone, day + Window.Start);
        string moved = start.InZone(Zone).LocalDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        return $"{Window.Start:HH:mm} does not exist on that day, because the clocks go forward to {moved}, and the window would end by then.";
    }

    private LocalDate Day(Instant at) => Instant.Max(Edge(WindowCheck.Earliest), Instant.Min(at, Edge(WindowCheck.Latest))).InZone(Zone).Date;

    private static Instant Edge(LocalDate date) => date.AtMidnight().InUtc().ToInstant();
}
