using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Approves exactly this plan by its hash.</summary>
public static class ApproveRollout
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <param name="breakGlass">Only lets another person start it past windows, freezes and missing approvals; wants a reason.</param>
    /// <exception cref="CockpitException">HASH_MISMATCH, WRONG_STATE, OTHER_PERSON_NEEDED, NOTE_NEEDED, STALE_SCREEN, DECISION_INVALID, ROLE_NEEDED.</exception>
    public static RolloutView Run(Session session, RolloutId id, string hash, string? ticket, long? expectSeq, bool breakGlass = false, string? reason = null)
    {
        string? problem = DecisionLimits.OptionalProblem("A ticket", ticket, DecisionLimits.MostTicket) ?? DecisionLimits.OptionalProblem("A reason", reason);
        if (problem is not null) throw new CockpitException(RolloutErrors.DecisionInvalid.Because(problem));
        return RolloutAct.Run(session.For(RolloutOperations.Approve), id, _ => new Approve(session.Actor, hash, ticket) { ExpectSeq = expectSeq, BreakGlass = breakGlass, Reason = reason });
    }
}
