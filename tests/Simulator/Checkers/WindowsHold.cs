using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;
using NodaTime;

namespace Cockpit.Simulator.Checkers;

/// <summary>
/// Nothing that changes a host is sent outside the window that was planned and the one that counts, in a freeze, or when what is left of the
/// host's work no longer fits before the end. Counted in minutes of the day, without the product's calendar.
/// </summary>
internal sealed class WindowsHold : IChecker
{
    private static readonly Duration Patch = Duration.FromMinutes(30), Reboot = Duration.FromMinutes(15), Verify = Duration.FromMinutes(5);

    public string Rule => "windows and freezes hold";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        var freezes = new HashSet<(Instant From, Instant Until)>();
        var glass = new Dictionary<RolloutId, Instant>();
        foreach (Fact fact in evidence.Facts)
        {
            if (fact is Froze f && f.On) freezes.Add((f.From, f.Until));
            if (fact is Froze { On: false } lifted) freezes.Remove((lifted.From, lifted.Until));
            if (fact is Committed { Event: RolloutGlassBroken broken } g) glass[g.Rollout] = broken.Until;
            if (fact is not Committed { Event: StepSent { Step: not Step.Verify } x } c) continue;
            if (glass.TryGetValue(c.Rollout, out Instant until) && c.Wall < until) continue;
            if (x.Step == Step.Reboot && evidence.Timetable.FinishReboot) continue;
            if (Why(evidence, c.Rollout, x.Step, c.Wall, freezes) is { } why) yield return $"{c.Rollout} sends {x.Step} to host {x.Host} at {c.Wall}: {why}";
        }
    }

    private static string? Why(Evidence evidence, RolloutId rollout, Step step, Instant wall, HashSet<(Instant From, Instant Until)> freezes)
    {
        Instant? end = null, cutoff = null;
        foreach (Daily? window in (ReadOnlySpan<Daily?>)[evidence.Timetable.Planned, evidence.Timetable.Current])
        {
            if (window is null) continue;
            if (Opening(window, wall) is not { } opened) return "its window is closed";
            Instant ends = opened + Duration.FromMinutes(window.Minutes);
            end = end is { } e ? Instant.Min(e, ends) : ends;
            Instant last = ends - Duration.FromMinutes(window.Cutoff);
            cutoff = cutoff is { } l ? Instant.Min(l, last) : last;
        }
        if (freezes.Any(f => f.From <= wall && wall < f.Until)) return "it is frozen";
        foreach ((Instant from, _) in freezes)
            if (from > wall && (end is null || from < end)) end = from;
        if (end is not { } until) return null;
        Duration needs = step == Step.Reboot ? Reboot + Verify : Patch + Verify + (evidence.Plans[rollout].Reboot == RebootSetting.Never ? Duration.Zero : Reboot);
        if (wall + needs > until) return $"it needs until {wall + needs}, and has until {until}";
        return step == Step.Preflight && wall >= cutoff ? "the cutoff has passed" : null;
    }

    /// <summary>When the opening began that is on at a moment; null where none is.</summary>
    private static Instant? Opening(Daily window, Instant wall)
    {
        long minute = wall.ToUnixTimeSeconds() / 60;
        long day = minute - (minute % 1_440);
        foreach (long start in (ReadOnlySpan<long>)[day + window.StartMinute, day - 1_440 + window.StartMinute])
        {
            Instant at = Instant.FromUnixTimeSeconds(start * 60);
            if (at <= wall && wall < at + Duration.FromMinutes(window.Minutes)) return at;
        }
        return null;
    }
}
