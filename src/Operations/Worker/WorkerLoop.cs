using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Worker;

/// <summary>Calls the worker's steps: when a report arrives, when the file changes, and when the worker asked for it.</summary>
/// <param name="changed">True once after each change of the file by others; called on the loop's thread.</param>
public sealed class WorkerLoop(RolloutWorker worker, ILease lease, AutoResetEvent arrived, Func<bool> changed, IClock clock, TimeProvider monotonic)
{
    /// <summary>How often the file is asked for changes: a pause is to act within a second, a screen's within half of one.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs until it is told to stop, the lease is lost, or, if asked for, nothing is left that could happen now.</summary>
    /// <returns>Why it had to stop; null when it was told to or is done. What runs on hosts goes on either way.</returns>
    public Fault? Run(bool untilIdle, CancellationToken stop)
    {
        WaitHandle[] wakers = [arrived, stop.WaitHandle];
        while (!stop.IsCancellationRequested)
        {
            if (changed()) worker.FileChanged();
            Instant now = clock.GetCurrentInstant();
            Instant wakeAt = worker.Step(now, Monotonic());
            if (worker.Stopped is { } fault) return fault;
            if (untilIdle && worker.IsIdle) break;
            Wait(wakeAt - now, wakers);
        }
        lease.Release(clock.GetCurrentInstant());
        return null;
    }

    /// <summary>Waits on the monotonic clock: a wall clock that is set back must not put the next heartbeat off.</summary>
    private void Wait(Duration atMost, WaitHandle[] wakers)
    {
        Duration until = Monotonic() + atMost;
        while (Monotonic() < until)
        {
            if (WaitHandle.WaitAny(wakers, AskEvery) != WaitHandle.WaitTimeout) return;
            if (!changed()) continue;
            worker.FileChanged();
            return;
        }
    }

    private Duration Monotonic() => Duration.FromTimeSpan(monotonic.GetElapsedTime(0));
}
