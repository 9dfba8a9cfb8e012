using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Store.Rollouts;

/// <summary>
/// Rollouts in a Cockpit file for whoever decides: the worker, and a person's command. Keeps the last state of each rollout, so that a
/// transaction reads only the events since. Not thread-safe, like the file that it is given.
/// </summary>
/// <param name="complete">Adds what people's words, windows and freezes say of a rollout at a moment; null where the file's own vetoes are all.</param>
public sealed class SqliteRolloutJournal(CockpitFile file, Func<ReadTransaction, RolloutState, FleetState, Instant, FleetState>? complete = null) : IRolloutJournal
{
    private readonly Dictionary<RolloutId, RolloutState> known = [];

    public IReadOnlyList<RolloutId> Live() => file.Read(t => t.LiveRollouts());

    public (Decision Decision, RolloutState State) Transact(RolloutId id, Actor by, Instant now, long? fence, Func<RolloutState, FleetState, Decision> decide)
    {
        var result = file.Write(t =>
        {
            if (fence is { } epoch) RefuseOvertaken(t, epoch);
            RolloutState state = t.Rollout(id, known.GetValueOrDefault(id))
                ?? throw new CockpitException(RolloutErrors.RolloutUnknown.Because($"There is no rollout {id}."));
            FleetState fleet = t.Fleet(id);
            if (complete is not null) fleet = complete(t, state, fleet, now);
            Decision decision = decide(state, fleet);
            if (decision is Accepted accepted) state = t.Record(state, accepted.Events, by, now);
            return (decision, state);
        });
        // Only a committed state is kept.
        known[id] = result.state;
        return result;
    }

    public void AppendLog(EffectId id, Instant at, string text) => file.Write(t => t.AppendLog(id, at, text));

    private static void RefuseOvertaken(WriteTransaction t, long epoch)
    {
        if (t.Lease() is not { Held: true } lease || lease.Epoch != epoch)
            throw new CockpitException(FileErrors.LeaseLost.Because("Another worker took this file over."));
    }
}
