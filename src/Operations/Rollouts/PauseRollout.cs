using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Starts nothing new; what runs finishes.</summary>
public static class PauseRollout
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <exception cref="CockpitException">WRONG_STATE, STALE_SCREEN.</exception>
    public static RolloutView Run(Session session, RolloutId id, string? reason, long? expectSeq) =>
        RolloutAct.Run(session, id, _ => new Pause(session.Actor, reason) { ExpectSeq = expectSeq });
}
