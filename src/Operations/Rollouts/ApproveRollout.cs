using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Signatures;
using NodaTime;

namespace Cockpit.Operations.Rollouts;

/// <summary>That something is to be signed with an SSH key.</summary>
/// <param name="Key">A private key file, or a public one whose private half is in the agent; null takes the first of ~/.ssh.</param>
public sealed record SigningKey(string? Key);

/// <summary>Approves exactly this plan by its hash.</summary>
public static class ApproveRollout
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <param name="breakGlass">Only lets another person start it past windows, freezes and missing approvals; wants a reason.</param>
    /// <param name="sign">Signs it with the person's SSH key; null leaves it unsigned.</param>
    /// <exception cref="CockpitException">HASH_MISMATCH, WRONG_STATE, OTHER_PERSON_NEEDED, NOTE_NEEDED, SIGNATURE_NEEDED, SIGNATURE_INVALID, SIGNERS_UNSAFE, SIGNING_FAILED, STALE_SCREEN, DECISION_INVALID, ROLE_NEEDED.</exception>
    public static RolloutView Run(Session session, RolloutId id, string hash, string? ticket, long? expectSeq, bool breakGlass = false, string? reason = null, SigningKey? sign = null)
    {
        string? problem = DecisionLimits.OptionalProblem("A ticket", ticket, DecisionLimits.MostTicket) ?? DecisionLimits.OptionalProblem("A reason", reason);
        if (problem is not null) throw new CockpitException(RolloutErrors.DecisionInvalid.Because(problem));
        // Signed before anything is written: a person may have to touch a key for it.
        (string Signature, Instant Until)? signed = sign is null ? null : session.Read(t =>
        {
            RolloutState s = RolloutAct.Find(t, id);
            // Nobody signs another plan than the one that they named.
            if (!s.Hash.StartsWith(hash)) throw new CockpitException(RolloutErrors.HashMismatch.Because($"The plan of {s.Id} has the hash {s.Hash.ForPeople}, which does not begin with \"{Words.Plain(hash)}\"."));
            Instant until = Instant.FromUnixTimeSeconds((session.Now + (breakGlass ? RolloutLimits.BreakGlassLasts : PlanApprovals.Lasts(s.Plan))).ToUnixTimeSeconds());
            return (PlanSignatures.Sign(t, PlanSignatures.TextOf(s.File, s.Id, s.Hash.Hex, breakGlass, until, session.Actor), sign.Key, session.Actor), until);
        });
        return RolloutAct.Run(session.For(RolloutOperations.Approve), id, _ => new Approve(session.Actor, hash, ticket) { ExpectSeq = expectSeq, BreakGlass = breakGlass, Reason = reason, Signature = signed?.Signature, Until = signed?.Until });
    }
}
