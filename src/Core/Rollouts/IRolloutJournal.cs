using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// The worker's way to the file: SQLite, or the simulator's memory. Not thread-safe; one per thread.
/// </summary>
public interface IRolloutJournal
{
    /// <summary>The rollouts that are Scheduled, Running, Paused or Halted, or ended with steps still under way.</summary>
    IReadOnlyList<RolloutId> Live();

    /// <summary>
    /// Runs one write transaction: the state is read after the write lock is held, <paramref name="decide"/> chooses on it, and its events
    /// are appended and committed before this returns.
    /// </summary>
    /// <param name="fence">The worker's lease epoch: the commit is refused with LEASE_LOST when the file has another. Null for a person's act.</param>
    /// <returns>What was decided, and the state after it.</returns>
    (Decision Decision, RolloutState State) Transact(RolloutId id, Actor by, Instant now, long? fence, Func<RolloutState, FleetState, Decision> decide);

    /// <summary>Keeps a piece of a job's log. Not part of the chain.</summary>
    void AppendLog(EffectId id, Instant at, string text);
}

/// <summary>The right to act on hosts for one file, held by one worker at a time.</summary>
public interface ILease
{
    /// <summary>The epoch that this worker holds; grows by one with each holder.</summary>
    long Epoch { get; }

    /// <summary>Writes the heartbeat; false when the lease is no longer ours, and then nothing more may be begun.</summary>
    bool Renew(Instant now);

    /// <summary>Gives it back at a clean end.</summary>
    void Release(Instant now);
}
