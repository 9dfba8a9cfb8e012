using NodaTime;

namespace Cockpit.Core.Windows;

/// <summary>A part of an opening that no freeze covers.</summary>
/// <param name="StartsAt">From when a host may begin; not before the moment that was asked about.</param>
/// <param name="EndsAt">By when a host's work has to be over: the window's end, or the begin of a freeze.</param>
/// <param name="LastSafeStartAt">The last moment at which a host with that forecast begins: its work fits until the end, and the cutoff has not passed.</param>
/// <param name="EndedBy">The freeze that ends it, or null where the window does.</param>
public sealed record UsableOpening(WindowOccurrence Occurrence, Instant StartsAt, Instant EndsAt, Instant LastSafeStartAt, Freeze? EndedBy);

/// <summary>Why a host has no usable opening.</summary>
public enum NotUsable
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>It has no window.</summary>
    NoWindow,

    /// <summary>Its windows never open again.</summary>
    NeverOpens,

    /// <summary>They open, and its work fits in none of the openings.</summary>
    NeverFits,

    /// <summary>They open, and freezes cover what would be long enough.</summary>
    Frozen,
}

/// <summary>When a host may begin next, or why never.</summary>
/// <param name="Opening">Null unless <paramref name="Why"/> is None.</param>
public sealed record NextOpening(UsableOpening? Opening, NotUsable Why);

/// <summary>What several windows and freezes come to for a host.</summary>
public static class Openings
{
    /// <summary>Openings of one window that a search for a usable one looks at: three years of days. Whoever finds none in them finds none.</summary>
    private const int LooksAhead = 1_000;

    /// <summary>The first openings, which nearly always have the answer.</summary>
    private const int LooksFirst = 4;

    public static bool IsOpen(IEnumerable<WindowCalendar> windows, Instant at) => windows.Any(w => w.OpenAt(at) is not null);

    /// <summary>The openings of all, by start; what overlaps or touches is one interval. The first and the last may reach over the edges.</summary>
    public static List<Interval> Union(IEnumerable<WindowCalendar> windows, Instant from, Instant until)
    {
        var union = new List<Interval>();
        foreach (WindowOccurrence o in windows.SelectMany(w => w.Between(from, until)).OrderBy(o => o.StartsAt))
        {
            if (union.Count > 0 && o.StartsAt <= union[^1].End) union[^1] = new Interval(union[^1].Start, Instant.Max(union[^1].End, o.EndsAt));
            else union.Add(new Interval(o.StartsAt, o.EndsAt));
        }
        return union;
    }

    /// <summary>When both are open.</summary>
    public static List<Interval> Overlaps(WindowCalendar a, WindowCalendar b, Instant from, Instant until)
    {
        List<Interval> ours = Union([a], from, until), theirs = Union([b], from, until);
        return
        [
            .. from x in ours
               from y in theirs
               let start = Instant.Max(x.Start, y.Start)
               let end = Instant.Min(x.End, y.End)
               where start < end
               orderby start
               select new Interval(start, end),
        ];
    }

    /// <summary>The next moment at which a host may begin, so that its work ends in the same opening and before any freeze.</summary>
    /// <param name="freezes">Those that bind the host; see <see cref="Freezes"/>.</param>
    /// <param name="forecast">How long the host takes, over 0.</param>
    public static NextOpening NextUsable(IReadOnlyCollection<WindowCalendar> windows, IReadOnlyCollection<Freeze> freezes, Duration forecast, Instant at)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(forecast, Duration.Zero);
        if (windows.Count == 0) return new(null, NotUsable.NoWindow);
        bool opens = false, fits = false;
        UsableOpening? best = null;
        foreach (WindowCalendar window in windows)
        {
            foreach (int count in (int[])[LooksFirst, LooksAhead])
            {
                List<WindowOccurrence> next = window.Next(at, count);
                opens |= next.Count > 0;
                fits |= next.Any(o => Usable(o, [], forecast, at) is not null);
                UsableOpening? found = next.Select(o => Usable(o, freezes, forecast, at)).FirstOrDefault(o => o is not null);
                if (found is not null && (best is null || found.StartsAt < best.StartsAt)) best = found;
                if (found is not null || next.Count < count) break;
            }
        }
        return best is not null ? new(best, NotUsable.None) : new(null, !opens ? NotUsable.NeverOpens : fits ? NotUsable.Frozen : NotUsable.NeverFits);
    }

    /// <summary>The first part of an opening in which such a host may begin at or after a moment; null where there is none.</summary>
    public static UsableOpening? Usable(WindowOccurrence occurrence, IEnumerable<Freeze> freezes, Duration forecast, Instant at)
    {
        Instant start = Instant.Max(at, occurrence.StartsAt);
        foreach (Freeze? freeze in Freezes.Sorted(freezes).Append(null))
        {
            // From start to the begin of this freeze nothing is frozen: all before it in this order have ended by start.
            Instant end = freeze is null || freeze.StartsAt > occurrence.EndsAt ? occurrence.EndsAt : freeze.StartsAt;
            Instant last = Instant.Min(end - forecast, occurrence.CutoffAt);
            if (start <= last && start < occurrence.CutoffAt) return new(occurrence, start, end, last, end == occurrence.EndsAt ? null : freeze);
            if (freeze is not null) start = Instant.Max(start, freeze.EndsAt);
        }
        return null;
    }
}
