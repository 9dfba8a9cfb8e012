using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Core.Windows;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Scopes;
using Cockpit.Operations.Windows;
using Cockpit.Store;
using Cockpit.Store.Rollouts;
using Cockpit.Store.Windows;
using NodaTime;

namespace Cockpit.Operations.Calendars;

/// <summary>What a stretch of time holds: openings, freezes, and what runs in them.</summary>
/// <param name="Zone">In which nights and days are drawn.</param>
/// <param name="Windows">Every window of the file, by name.</param>
/// <param name="Runs">Rollouts that are submitted and not over, where each is expected.</param>
public sealed record CalendarPicture(
    FileZone Zone, Instant From, Instant Until, IReadOnlyList<WindowInUse> Windows, IReadOnlyList<FreezeLine> Freezes, IReadOnlyList<CalendarRun> Runs);

/// <summary>A window with its openings in that time, and who has it.</summary>
/// <param name="Openings">By start.</param>
/// <param name="Next">The first opening after that time.</param>
/// <param name="Hosts">Hosts whose policy gives it to them.</param>
public sealed record WindowInUse(string Name, IReadOnlyList<Opening> Openings, IReadOnlyList<string> Policies, int Hosts, IReadOnlyList<string> Problems)
{
    /// <summary>The first opening that begins after each of <see cref="Openings"/>, in the same order.</summary>
    public IReadOnlyList<Opening?> Next { get; init; } = [];
}

/// <summary>A rollout where it runs or is expected to.</summary>
/// <param name="Windows">Those that its hosts have; empty where they may begin at any time.</param>
/// <param name="StartsAt">When it started, or the next opening of its windows.</param>
/// <param name="EndsAt">As far as is assumed; for one that runs, counted from now.</param>
/// <param name="OverSince">Its windows have ended and hosts of it are still at work; since when.</param>
public sealed record CalendarRun(string RolloutId, string Name, RolloutPhase State, IReadOnlyList<string> Windows, int Hosts, Instant StartsAt, Instant EndsAt, Instant? OverSince);

/// <summary>Reads what a stretch of time holds.</summary>
public static class ReadCalendar
{
    /// <summary>Days that one picture may have.</summary>
    public const int MaxDays = 100;

    public static CalendarPicture Run(Session session, Instant from, Instant until) => session.Read(t =>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(until - from, Duration.FromDays(MaxDays));
        Instant now = session.Now;
        WindowBook windows = WindowBook.Of(t);
        ScopeBook scopes = ScopeBooks.Of(t);
        Dictionary<string, (SortedSet<string> Policies, int Hosts)> uses = Uses(t, now);
        List<WindowInUse> inUse = [.. windows.All.Select(w => Of(w, uses.GetValueOrDefault(w.Name), from, until, now))];
        return new CalendarPicture(
            FileZone.Of(t), from, until, inUse,
            [.. t.StoredFreezes().Where(f => f.Freeze.EndsAt > from && f.Freeze.StartsAt < until).Select(f => FreezeLine.Of(f, scopes, now))], Runs(t, windows, now));
    });

    private static WindowInUse Of(DefinedWindow w, (SortedSet<string> Policies, int Hosts) uses, Instant from, Instant until, Instant now)
    {
        if (w.Calendar is not { } calendar) return new(w.Name, [], [], 0, w.Problems);
        List<WindowOccurrence> openings = calendar.Between(from, until);
        // One read gives each opening its next, the last one's too.
        Opening? after = calendar.Next(openings.Count > 0 ? openings[^1].StartsAt : until, 3).Where(o => openings.Count == 0 || o.StartsAt > openings[^1].StartsAt).Select(o => Opening.Of(calendar, o, now)).FirstOrDefault();
        List<Opening> shown = openings.ConvertAll(o => Opening.Of(calendar, o, now));
        return new(w.Name, shown, [.. uses.Policies ?? []], uses.Hosts, []) { Next = [.. shown.Skip(1), .. shown.Count > 0 ? [after] : Array.Empty<Opening?>()] };
    }

    /// <summary>Which policies give a window to how many hosts.</summary>
    private static Dictionary<string, (SortedSet<string> Policies, int Hosts)> Uses(ReadTransaction t, Instant now)
    {
        var uses = new Dictionary<string, (SortedSet<string> Policies, int Hosts)>(StringComparer.OrdinalIgnoreCase);
        PolicyBook book = PolicyBooks.Read(t);
        if (!book.Policies.Any()) return uses;
        foreach (var group in PolicyFleet.Read(t, now).Hosts.Select(h => Precedence.Quick(book, h).Winner).OfType<Policy>().GroupBy(p => p))
        {
            foreach (string window in book.EffectiveOf(group.Key).Get(PolicySettings.Windows))
            {
                if (!uses.TryGetValue(window, out var use)) use = (new SortedSet<string>(StringComparer.Ordinal), 0);
                use.Policies.Add(group.Key.Name);
                uses[window] = use with { Hosts = use.Hosts + group.Count() };
            }
        }
        return uses;
    }

    private static List<CalendarRun> Runs(ReadTransaction t, WindowBook windows, Instant now)
    {
        var runs = new List<CalendarRun>();
        List<Freeze> all = t.FreezesFrom(now).FindAll(f => f.Scope.Length == 0);
        foreach (RolloutRow row in t.Rollouts().Where(r => r.Live || r.Phase is RolloutPhase.AwaitingApproval or RolloutPhase.Approved))
        {
            RolloutState s = RolloutAct.Find(t, row.Id);
            List<string> names = [.. (s.Plan.Policies ?? []).SelectMany(p => p.Windows).Select(w => w.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
            List<WindowCalendar> calendars = [.. names.Select(n => windows.Find(n)?.Calendar).OfType<WindowCalendar>()];
            Duration left = AssumedForecast.Remaining(s);
            // One of which the windows are gone has no place in the calendar until they are there again; nor has one that may begin at any time until a person starts it.
            if (left == Duration.Zero || (calendars.Count == 0 && (names.Count > 0 || !row.Live))) continue;
            bool began = s.Phase is RolloutPhase.Running or RolloutPhase.Paused or RolloutPhase.Halted;
            WindowOccurrence? open = calendars.Select(c => c.OpenAt(now)).OfType<WindowOccurrence>().MaxBy(o => o.EndsAt);
            // Where one host's work fits next, freezes of every host considered; those of some hosts are for a host's own page.
            UsableOpening? next = calendars.Count == 0 ? null : Openings.NextUsable(calendars, all, AssumedDurations.OfHost(s.Plan.Reboot), now).Opening;
            if (calendars.Count > 0 && next is null) continue;
            Instant start = next?.StartsAt ?? all.Where(f => f.IsOnAt(now)).Select(f => f.EndsAt).DefaultIfEmpty(now).Max();
            Instant? over = began && calendars.Count > 0 && open is null && s.Hosts.Values.Any(h => h.IsUnderWay) ? calendars.SelectMany(c => c.Between(now - Duration.FromDays(8), now)).Select(o => o.EndsAt).DefaultIfEmpty(now).Max() : null;
            runs.Add(new(s.Id.ToString(), s.Name, s.Phase, names, AssumedForecast.Left(s).Count, over ?? start, over is null ? start + left : now, over));
        }
        return [.. runs.OrderBy(r => r.StartsAt)];
    }
}
