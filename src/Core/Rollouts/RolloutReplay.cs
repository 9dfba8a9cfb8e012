using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;

namespace Cockpit.Core.Rollouts;

/// <summary>Makes a rollout's state from its journal rows.</summary>
public static class RolloutReplay
{
    /// <param name="rows">The stream's rows in order; <paramref name="from"/>'s later ones, or all when it is null.</param>
    /// <param name="from">A state that was made from the rows before.</param>
    /// <param name="plan">Loads the plan with the hash that the first event names; called only without <paramref name="from"/>.</param>
    /// <returns>The state, or null when there is no row and no earlier state.</returns>
    /// <exception cref="CockpitException">FILE_DAMAGED when the rows do not begin with a plan or have a gap.</exception>
    public static RolloutState? Play(RolloutId id, FileId file, IEnumerable<JournalRow> rows, RolloutState? from, Func<PlanHash, Plan> plan)
    {
        RolloutState? state = from;
        foreach (JournalRow row in rows)
        {
            RecordedEvent e = RolloutEventJson.Read(row);
            if (e.StreamSeq != (state?.StreamSeq ?? 0) + 1) throw Damaged($"The journal of {id} has a gap before its event {e.StreamSeq}.");
            state = state is not null ? Evolution.Evolve(state, e.Event, e.At, e.By)
                : e.Event is RolloutPlanned first ? Evolution.Begin(id, file, plan(HashOf(id, first)), first, e.At, e.By)
                : throw Damaged($"The journal of {id} does not begin with its plan.");
        }
        return state;
    }

    private static PlanHash HashOf(RolloutId id, RolloutPlanned first)
    {
        try
        {
            return PlanHash.Parse(first.PlanHash);
        }
        catch (FormatException)
        {
            throw Damaged($"The journal of {id} names no plan.");
        }
    }

    private static CockpitException Damaged(string what) => new(FileErrors.FileDamaged.Because(what));
}
