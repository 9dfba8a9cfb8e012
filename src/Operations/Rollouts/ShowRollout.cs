using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Store.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Shows a rollout's board. Cheap enough to be asked after every change of the file.</summary>
public static class ShowRollout
{
    /// <exception cref="CockpitException">ROLLOUT_UNKNOWN.</exception>
    public static RolloutView Run(Session session, RolloutId id) => session.Read(t => RolloutAct.View(t, RolloutAct.Find(t, id), session.Now));

    /// <summary>What the plan freezes: hosts, exact updates, limits.</summary>
    public static PlannedRollout Plan(Session session, RolloutId id) => session.Read(t =>
    {
        RolloutState state = RolloutAct.Find(t, id);
        return PlanEffect.Fill(t, state, PlannedRollout.Of(state) with { Notes = PlanNotes.Of(t, state, session.Now) });
    });

    /// <summary>What it was to close and what it did; null before it started. Its time grows with those findings.</summary>
    public static RolloutEffect? Effect(Session session, RolloutId id) => session.Read(t => PlanEffect.Of(t, RolloutAct.Find(t, id)));
}
