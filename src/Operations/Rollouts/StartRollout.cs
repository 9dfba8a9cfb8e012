using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Secrets;
using Cockpit.Operations.Signatures;
using Cockpit.Store.Findings.Slices;

namespace Cockpit.Operations.Rollouts;

/// <param name="WorkerPid">The worker that was started for it, or null when one ran already.</param>
public sealed record StartedRollout(RolloutView Rollout, int? WorkerPid);

/// <summary>Starts an approved plan: makes sure that a worker runs, then says start.</summary>
public static class StartRollout
{
    /// <param name="now">"Do not wait for the planned occurrence"; never "outside the window".</param>
    /// <param name="expectSeq">As for every act.</param>
    /// <param name="breakGlass">The reason for which it passes windows, freezes and missing approvals; null where it does not.</param>
    /// <param name="ensureWorker">Makes sure that a worker runs on the file; tests pass their own.</param>
    /// <exception cref="CockpitException">IMPORT_RUNNING, NOT_APPROVED, SECOND_PERSON_NEEDED, NOTE_NEEDED, APPROVAL_EXPIRED, IN_OTHER_ROLLOUT, WRONG_STATE, CREDENTIALS_NOT_UNATTENDED, VAULT_WRONG_KEY, VAULT_WAIT, WORKER_WOULD_DIE, WORKER_NOT_STARTED, STALE_SCREEN.</exception>
    public static StartedRollout Run(Session session, RolloutId id, bool now, long? expectSeq, Func<string, int?>? ensureWorker = null, string? breakGlass = null)
    {
        if (DecisionLimits.OptionalProblem("A reason", breakGlass) is { } problem) throw new CockpitException(RolloutErrors.DecisionInvalid.Because(problem));
        (RolloutState state, string? signers) = session.Read(t =>
        {
            t.RefuseWhileImporting();
            return (RolloutAct.Find(t, id), SignersFile.Of(t));
        });
        // The worker verifies again before each ring; here it is said to whoever can do something about it.
        if (breakGlass is null && state.Phase is RolloutPhase.Approved && PlanSignatures.WhyNot(state, signers, session.Now) is { } unsigned)
            throw new CockpitException(SignatureErrors.SignatureInvalid.Because($"{id} cannot start: {unsigned}."));
        using HandOver secrets = RolloutSecrets.Collect(session, id, s => s.Phase is RolloutPhase.Approved || breakGlass is not null);
        // As of the start: once hosts are patched, what fixed their findings is pending no more.
        PlanEffect.Keep(session, id);
        RolloutView view = RolloutAct.Run(session, id, _ => new Start(session.Actor, now) { ExpectSeq = expectSeq, BreakGlass = breakGlass is not null, Reason = breakGlass });
        return new StartedRollout(view, (ensureWorker ?? (path => WorkerProcess.Ensure(path, secrets)))(session.FilePath));
    }
}
