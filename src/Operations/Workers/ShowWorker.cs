using Cockpit.Core.Rollouts;
using Cockpit.Operations.Processes;
using Cockpit.Store;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Workers;

/// <summary>The worker that holds, or last held, the file's lease.</summary>
public sealed record WorkerHolder(string Owner, string Machine, int Pid, long Epoch, Instant TakenAt, Instant HeartbeatAt, double HeartbeatAgeSeconds);

public enum WorkerCondition
{
    /// <summary>None runs, and nothing waits for one.</summary>
    None,

    Ok,

    /// <summary>It holds the lease, and its heartbeat is late.</summary>
    Late,

    /// <summary>None runs, and a rollout waits for one.</summary>
    Missing,
}

/// <param name="Holder">Null when no worker ever ran, or the last one gave the lease back.</param>
/// <param name="LiveRollouts">Rollouts that a worker has something to do for, now or later.</param>
public sealed record WorkerStatus(WorkerCondition State, WorkerHolder? Holder, int LiveRollouts);

/// <summary>Shows which worker holds the file's lease, and whether one is missing.</summary>
public static class ShowWorker
{
    /// <summary>A heartbeat comes every 2 s; after five of them a worker is late.</summary>
    private static readonly Duration Late = Duration.FromSeconds(10);

    public static WorkerStatus Run(Session session) => session.Read(t => Of(t, session));

    internal static WorkerStatus Of(ReadTransaction t, Session session)
    {
        Instant now = session.Now;
        LeaseRow? lease = t.Lease();
        int live = t.Rollouts().Count(r => r.Live);
        bool waiting = t.Rollouts().Any(r => r.Phase is RolloutPhase.Scheduled or RolloutPhase.Running);
        bool locked = WorkerLock.IsHeld(session.FilePath);
        bool held = lease is { Held: true };
        bool late = held && now - lease!.HeartbeatAt > Late;
        // The kernel's lock tells of a worker on this machine, at once; on another one there is only its heartbeat.
        bool here = held && lease!.Worker.MachineId == ThisProcess.Identity().MachineId;
        bool alive = held && (here ? locked : locked || !late);
        WorkerCondition state = alive ? (late ? WorkerCondition.Late : WorkerCondition.Ok) : waiting ? WorkerCondition.Missing : WorkerCondition.None;
        return new WorkerStatus(state, held ? new WorkerHolder(
            lease!.Worker.Owner, lease.Worker.Machine, lease.Worker.Pid, lease.Epoch, lease.TakenAt, lease.HeartbeatAt, Math.Round((now - lease.HeartbeatAt).TotalSeconds, 1)) : null, live);
    }
}
