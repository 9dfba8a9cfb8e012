using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Simulator.World;

/// <summary>The file: what was committed survives every crash. States are always made anew from the committed events.</summary>
internal sealed class MemoryFile(FileId id, IReadOnlyDictionary<RolloutId, Plan> plans, Timetable timetable, bool shared)
{
    private readonly Dictionary<RolloutId, RolloutState> states = [];

    public bool HaltAll { get; set; }

    public long Epoch { get; set; }

    /// <summary>Grows with each commit, as SQLite's data_version does.</summary>
    public long Version { get; private set; }

    public ImmutableDictionary<HostId, Veto> Vetoes { get; set; } = ImmutableDictionary<HostId, Veto>.Empty;

    public List<Freeze> Freezes { get; } = [];

    public IEnumerable<RolloutId> Rollouts => plans.Keys;

    public RolloutState State(RolloutId rollout) => states[rollout];

    public void Plan(RolloutId rollout, RolloutPlanned planned, Instant now, Actor by) =>
        states[rollout] = Evolution.Begin(rollout, id, plans[rollout], planned, now, by);

    public FleetState Fleet(RolloutId except, Instant now) => new(
        HaltAll, shared,
        states.Values.Where(s => s.Id != except).SelectMany(s => s.OpenHosts.Select(h => KeyValuePair.Create(h, s.Id))).DistinctBy(p => p.Key).ToImmutableDictionary(), Vetoes)
    {
        Gates = timetable.Gate(Freezes, plans[except].Reboot, now) is var gate && gate == HostGate.Free ? ImmutableDictionary<HostId, HostGate>.Empty : plans[except].Hosts.ToImmutableDictionary(h => h.Id, _ => gate),
    };

    public RolloutState Append(RolloutId rollout, IEnumerable<RolloutEvent> events, Actor by, Instant now)
    {
        foreach (RolloutEvent e in events)
        {
            states[rollout] = Evolution.Evolve(states[rollout], e, now, by);
            Version++;
        }
        return states[rollout];
    }

    public void Touch() => Version++;
}

/// <summary>One process's way to the file.</summary>
/// <param name="busy">Asked at each access: true when the file is locked for too long, and then nothing is read or written.</param>
internal sealed class MemoryJournal(MemoryFile file, Action<RolloutId, RolloutEvent, Instant> committed, CrashPoints? crash, Func<bool> busy) : IRolloutJournal
{
    public IReadOnlyList<RolloutId> Live() => busy() ? throw Locked() : [.. file.Rollouts.Where(r => file.State(r).IsLive).OrderBy(r => r.Value)];

    public (Decision Decision, RolloutState State) Transact(RolloutId id, Actor by, Instant now, long? fence, Func<RolloutState, FleetState, Decision> decide)
    {
        if (busy()) throw Locked();
        if (fence is { } epoch && epoch != file.Epoch) throw new CockpitException(FileErrors.LeaseLost.Because("Another worker took this file over."));
        Decision decision = decide(file.State(id), file.Fleet(id, now));
        crash?.Pass();
        if (decision is Accepted accepted)
        {
            foreach (RolloutEvent e in accepted.Events)
            {
                file.Append(id, [e], by, now);
                committed(id, e, now);
            }
        }
        crash?.Pass();
        return (decision, file.State(id));
    }

    public void AppendLog(EffectId id, Instant at, string text)
    {
        if (busy()) throw Locked();
    }

    internal static CockpitException Locked() => new(FileErrors.FileLocked.Because("The file is locked."));
}

internal sealed class MemoryLease(MemoryFile file, long epoch, Func<bool> busy) : ILease
{
    public long Epoch => epoch;

    public bool Renew(Instant now) => busy() ? throw MemoryJournal.Locked() : file.Epoch == epoch;

    public void Release(Instant now) { }
}
