using Cockpit.Store.Rollouts;
using Cockpit.Operations.Processes;

namespace Cockpit.Operations.Rollouts;

public sealed record HaltAllState(bool HaltAll);

/// <summary>The file's latch: nothing new starts in any rollout until it is cleared.</summary>
public static class HaltAll
{
    public static HaltAllState Set(Session session, string reason) => Turn(session, on: true, reason);

    /// <summary>Lifts the latch; a worker goes on with what waits, so one is started where live rollouts have none.</summary>
    public static HaltAllState Clear(Session session, string reason, Func<string, int?>? ensureWorker = null)
    {
        HaltAllState state = Turn(session, on: false, reason);
        if (session.Read(t => t.LiveRollouts()).Count > 0) (ensureWorker ?? WorkerProcess.Ensure)(session.FilePath);
        return state;
    }

    private static HaltAllState Turn(Session session, bool on, string reason) => session.Write(t =>
    {
        t.SetHaltAll(on, reason, session.Actor, session.Now);
        return new HaltAllState(on);
    });
}
