using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Processes;

namespace Cockpit.Operations.Rollouts;

/// <summary>Tries a failed host again.</summary>
public static class RetryHost
{
    /// <exception cref="CockpitException">HOST_NOT_IN_ROLLOUT, IN_DOUBT, WRONG_STATE, IN_OTHER_ROLLOUT, STALE_SCREEN, WORKER_WOULD_DIE, WORKER_NOT_STARTED.</exception>
    public static StartedRollout Run(Session session, RolloutId id, string host, string? reason, long? expectSeq, Func<string, int?>? ensureWorker = null)
    {
        RolloutView view = RolloutAct.Run(session, id, s => new Retry(session.Actor, RolloutAct.HostNamed(s, host), reason) { ExpectSeq = expectSeq });
        return new StartedRollout(view, (ensureWorker ?? WorkerProcess.Ensure)(session.FilePath));
    }
}
