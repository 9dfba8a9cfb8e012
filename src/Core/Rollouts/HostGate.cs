using Cockpit.Core.Errors;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>How long a host's steps take, as measured or assumed. Each is over 0.</summary>
public sealed record HostForecast(Duration Patch, Duration Reboot, Duration Verify)
{
    /// <summary>Without history.</summary>
    public static HostForecast Assumed { get; } = new(AssumedDurations.Patch, AssumedDurations.Reboot, AssumedDurations.Verify);

    /// <summary>The whole of a host. A reboot that may be needed counts.</summary>
    public Duration Whole(RebootSetting reboot) => Patch + Verify + (reboot == RebootSetting.Never ? Duration.Zero : Reboot);
}

/// <summary>What windows and freezes say of one host at one moment. Whoever is open always and frozen by nothing has none.</summary>
/// <param name="Open">A window is open, as planned and as it is now, and no freeze is on.</param>
/// <param name="EndsAt">By when the host's work has to be over: the window's end or the begin of a freeze. Null while closed.</param>
/// <param name="CutoffAt">From when on no host begins; exclusive. Null while closed.</param>
/// <param name="Code">Why nothing starts: WINDOW_CLOSED, FROZEN or NEVER_OPENS; null while open.</param>
/// <param name="Sentence">The same for a person, with what it waits for.</param>
/// <param name="OpensAt">The next moment at which the whole host fits; null where there is none, or nobody can know.</param>
public sealed record HostGate(bool Open, Instant? EndsAt, Instant? CutoffAt, string? Code, string? Sentence, Instant? OpensAt, HostForecast Forecast)
{
    /// <summary>Frozen, and open but for that.</summary>
    public bool OpenBehindFreeze { get; init; }

    /// <summary>Nothing binds it, now or later.</summary>
    public static HostGate Free { get; } = new(true, null, null, null, null, null, HostForecast.Assumed);

    /// <summary>The last moment at which the whole host may begin; null where nothing ends, or while closed.</summary>
    public Instant? LastSafeStartAt(RebootSetting reboot) => EndsAt is { } end ? Instant.Min(end - Forecast.Whole(reboot), CutoffAt ?? end) : null;

    /// <summary>Why this may not start now, as the code that it waits with; null where it may.</summary>
    public string? WhyNot(StartKind kind, RebootSetting reboot, Instant now)
    {
        if (!Open) return Code;
        if (EndsAt is not { } end) return null;
        bool fits = kind switch
        {
            StartKind.NewHost => now < (CutoffAt ?? end) && now + Forecast.Whole(reboot) <= end,
            StartKind.PatchOfBegunHost => now + Forecast.Whole(reboot) <= end,
            StartKind.Reboot => now + Forecast.Reboot + Forecast.Verify <= end,
            _ => true,
        };
        return fits ? null : RolloutErrors.Forecast.Name;
    }

    /// <summary>The sentence of a code that <see cref="WhyNot"/> gave.</summary>
    internal string Say(string code, RebootSetting reboot) => code == RolloutErrors.Forecast.Name
        ? $"its work takes {Forecast.Whole(reboot).TotalMinutes:0} min, and the window ends at {Words.At(EndsAt!.Value)}"
        : Sentence ?? code;
}

/// <summary>Which windows a host has.</summary>
/// <param name="Planned">As its plan froze them; null where the plan is open always.</param>
/// <param name="Current">As its policy has them now; null where that is open always, or the file has no policy.</param>
/// <param name="Freezes">Those that bind it.</param>
public sealed record HostWindows(IReadOnlyList<WindowCalendar>? Planned, IReadOnlyList<WindowCalendar>? Current, IReadOnlyList<Freeze> Freezes);

/// <summary>
/// Whether a host may begin: what was planned and what is defined now must both be open, and no freeze be on. So a window that was narrowed or
/// moved since holds a host back, and one that was widened lets nothing start that was not approved. Pure.
/// </summary>
public static class HostGates
{
    /// <summary>Openings of each side that a search for the next common one looks at, first a few, which nearly always have the answer.</summary>
    private static readonly int[] LooksAhead = [3, 60];

    public static HostGate Of(HostWindows w, HostForecast forecast, RebootSetting reboot, Instant now)
    {
        List<Freeze> freezes = [.. Freezes.Sorted(w.Freezes).Where(f => f.EndsAt > now)];
        if (w.Planned is null && w.Current is null && freezes.Count == 0) return HostGate.Free;
        bool open = Opening(w.Planned, now, out Instant? plannedEnd, out Instant? plannedCutoff) & Opening(w.Current, now, out Instant? currentEnd, out Instant? currentCutoff);
        if (freezes.FirstOrDefault(f => f.IsOnAt(now)) is { } on)
        {
            return Closed(RolloutErrors.Frozen, $"frozen by {Words.Plain(on.Name)} until {Words.At(on.EndsAt)}: {Words.Plain(on.Reason)}", NextFit(w, freezes, forecast.Whole(reboot), now) ?? Always(w, on.EndsAt), forecast) with { OpenBehindFreeze = open };
        }
        Instant? freezeAt = freezes.Select(f => (Instant?)f.StartsAt).FirstOrDefault();
        if (!open)
        {
            return NextFit(w, freezes, forecast.Whole(reboot), now) is { } next
                ? Closed(RolloutErrors.WindowClosed, $"its window opens at {Words.At(next)}", next, forecast)
                : Closed(RolloutErrors.NeverOpens, "no window of it opens again for long enough", null, forecast);
        }
        var gate = new HostGate(true, Least(Least(plannedEnd, currentEnd), freezeAt), Least(plannedCutoff, currentCutoff), null, null, null, forecast);
        // Only what does not fit any more has to know when it would.
        return gate.WhyNot(StartKind.NewHost, reboot, now) is null ? gate : gate with { OpensAt = NextFit(w, freezes, forecast.Whole(reboot), now) };
    }

    /// <summary>The next moment, now among them, at which the whole host fits; null where there is none in sight.</summary>
    private static Instant? NextFit(HostWindows w, List<Freeze> freezes, Duration whole, Instant now)
    {
        if (w.Planned is null && w.Current is null) return null;
        if (w.Planned is null || w.Current is null || Same(w.Planned, w.Current)) return Openings.NextUsable(w.Planned ?? w.Current!, freezes, whole, now).Opening?.StartsAt;
        foreach (int count in LooksAhead)
        {
            List<WindowOccurrence> first = Next(w.Planned, now, count), second = Next(w.Current, now, count);
            var common = first.SelectMany(a => second.Where(b => a.StartsAt < b.EndsAt && b.StartsAt < a.EndsAt).Select(b => Common(a, b)));
            if (common.Select(o => Openings.Usable(o, freezes, whole, now)?.StartsAt).Min() is { } at) return at;
        }
        return null;
    }

    private static WindowOccurrence Common(WindowOccurrence a, WindowOccurrence b) => a with
    {
        StartsAt = Instant.Max(a.StartsAt, b.StartsAt), EndsAt = Instant.Min(a.EndsAt, b.EndsAt), CutoffAt = Instant.Min(a.CutoffAt, b.CutoffAt),
    };

    private static List<WindowOccurrence> Next(IReadOnlyList<WindowCalendar> windows, Instant now, int count) => [.. windows.SelectMany(c => c.Next(now, count))];

    private static bool Same(IReadOnlyList<WindowCalendar> a, IReadOnlyList<WindowCalendar> b) => a.Count == b.Count && a.Zip(b).All(p => p.First.Window == p.Second.Window);

    /// <summary>The opening of several windows that ends last; no end where it is open always.</summary>
    private static bool Opening(IReadOnlyList<WindowCalendar>? windows, Instant now, out Instant? end, out Instant? cutoff)
    {
        (end, cutoff) = (null, null);
        if (windows is null) return true;
        if (windows.Select(w => w.OpenAt(now)).OfType<WindowOccurrence>().MaxBy(o => o.EndsAt) is not { } open) return false;
        (end, cutoff) = (open.EndsAt, open.CutoffAt);
        return true;
    }

    /// <summary>Where no window is asked for, the end of the freeze is when it goes on.</summary>
    private static Instant? Always(HostWindows w, Instant end) => w.Planned is null && w.Current is null ? end : null;

    private static Instant? Least(Instant? a, Instant? b) => a is { } x && b is { } y ? Instant.Min(x, y) : a ?? b;

    private static HostGate Closed(ErrorCode code, string sentence, Instant? opens, HostForecast forecast) => new(false, null, null, code.Name, sentence, opens, forecast);
}
