using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Processes;
using Cockpit.Operations.Secrets;

namespace Cockpit.Operations.Rollouts;

/// <summary>Goes on with a paused or halted rollout; counts are kept.</summary>
public static class ResumeRollout
{
    /// <exception cref="CockpitException">WRONG_STATE, NOTE_NEEDED, STALE_SCREEN, WORKER_WOULD_DIE, WORKER_NOT_STARTED.</exception>
    public static StartedRollout Run(Session session, RolloutId id, string? note, long? expectSeq, Func<string, int?>? ensureWorker = null)
    {
        using HandOver secrets = RolloutSecrets.Collect(session, id, s => s.Pauses.Any(p => p.Cause == PauseCauses.CredentialsLocked));
        RolloutView view = RolloutAct.Run(session, id, _ => new Resume(session.Actor, note) { ExpectSeq = expectSeq });
        return new StartedRollout(view, (ensureWorker ?? (path => WorkerProcess.Ensure(path, secrets)))(session.FilePath));
    }
}
