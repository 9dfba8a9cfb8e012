using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Ends a plan that nobody started.</summary>
public static class RejectRollout
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <exception cref="CockpitException">WRONG_STATE, STALE_SCREEN.</exception>
    public static RolloutView Run(Session session, RolloutId id, string? reason, long? expectSeq) =>
        RolloutAct.Run(session.For(RolloutOperations.Reject), id, _ => new Reject(session.Actor, reason) { ExpectSeq = expectSeq });
}
