using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Puts a draft before those who approve.</summary>
public static class SubmitRollout
{
    /// <param name="ticket">An opaque name in another system; null where there is none.</param>
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <exception cref="CockpitException">WRONG_STATE, STALE_SCREEN, DECISION_INVALID.</exception>
    public static RolloutView Run(Session session, RolloutId id, string? ticket, long? expectSeq)
    {
        if (DecisionLimits.OptionalProblem("A ticket", ticket, DecisionLimits.MostTicket) is { } problem) throw new CockpitException(RolloutErrors.DecisionInvalid.Because(problem));
        return RolloutAct.Run(session.For(RolloutOperations.Submit), id, _ => new Submit(session.Actor, ticket) { ExpectSeq = expectSeq });
    }
}
