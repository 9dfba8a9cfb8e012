using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Approves exactly this plan by its hash.</summary>
public static class ApproveRollout
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <exception cref="CockpitException">HASH_MISMATCH, WRONG_STATE, OTHER_PERSON_NEEDED, STALE_SCREEN.</exception>
    public static RolloutView Run(Session session, RolloutId id, string hash, string? ticket, long? expectSeq) =>
        RolloutAct.Run(session.For(RolloutOperations.Approve), id, _ => new Approve(session.Actor, hash, ticket) { ExpectSeq = expectSeq });
}
