using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Store;

/// <summary>
/// The lease in the file. The kernel's lock (<see cref="WorkerLock"/>) keeps two workers of one machine apart; the lease's epoch fences
/// a worker that was overtaken, also where the file lies on storage that two machines see. Not thread-safe.
/// </summary>
public sealed class SqliteLease : ILease
{
    private readonly CockpitFile file;
    private readonly Actor by;

    private SqliteLease(CockpitFile file, Actor by, long epoch)
    {
        this.file = file;
        this.by = by;
        Epoch = epoch;
    }

    public long Epoch { get; }

    /// <summary>
    /// Takes the lease. One that is still held is taken over only when its holder is proven gone: the same machine, and its boot or its
    /// process no longer there. On another machine nobody can prove that, so a person has to say so.
    /// </summary>
    /// <param name="isAlive">Whether a process of this machine with this pid and start time lives.</param>
    /// <param name="takeoverReason">A person's reason; then a holder on another machine is overruled.</param>
    /// <exception cref="CockpitException">LEASE_FOREIGN, WORKER_BUSY.</exception>
    public static SqliteLease Take(CockpitFile file, WorkerIdentity me, Actor by, Instant now, Func<int, long, bool> isAlive, string? takeoverReason = null)
    {
        long epoch = file.Write(t =>
        {
            LeaseRow? old = t.Lease();
            if (old is { Held: true }) RefuseWhereHolderMayLive(old, me, isAlive, takeoverReason);
            long next = (old?.Epoch ?? 0) + 1;
            t.Connection.Execute(
                "INSERT OR REPLACE INTO lease (id, epoch, held, owner, machine, machine_id, boot_id, pid, pid_start_ticks, taken_at_us, heartbeat_at_us) " +
                "VALUES (1, $epoch, 1, $owner, $machine, $machineId, $boot, $pid, $ticks, $now, $now)",
                ("$epoch", next), ("$owner", me.Owner), ("$machine", me.Machine), ("$machineId", me.MachineId), ("$boot", me.BootId), ("$pid", me.Pid),
                ("$ticks", me.PidStartTicks), ("$now", JournalHash.Microseconds(now)));
            t.Append("worker", old is { Held: true } ? "lease.takenOver" : "lease.taken", AuditPayload.Write(by, json =>
            {
                json.WriteNumber("epoch", next);
                json.WriteString("machine", me.Machine);
                json.WriteNumber("pid", me.Pid);
                if (takeoverReason is not null) json.WriteString("reason", takeoverReason);
            }), by, now);
            return next;
        });
        return new SqliteLease(file, by, epoch);
    }

    private static void RefuseWhereHolderMayLive(LeaseRow old, WorkerIdentity me, Func<int, long, bool> isAlive, string? takeoverReason)
    {
        bool sameMachine = old.Worker.MachineId == me.MachineId;
        if (!sameMachine && takeoverReason is null)
            throw new CockpitException(FileErrors.LeaseForeign.Because($"A worker on {old.Worker.Machine} (pid {old.Worker.Pid}) holds this file's lease, and nobody can tell from here whether it lives."));
        bool alive = sameMachine && old.Worker.BootId == me.BootId && old.Worker.Pid != me.Pid && isAlive(old.Worker.Pid, old.Worker.PidStartTicks);
        if (alive) throw new CockpitException(FileErrors.WorkerBusy.Because($"A worker runs on this file already (pid {old.Worker.Pid})."));
    }

    public bool Renew(Instant now) => file.Write(t => t.Connection.Execute(
        "UPDATE lease SET heartbeat_at_us = $now WHERE epoch = $epoch AND held = 1", ("$now", JournalHash.Microseconds(now)), ("$epoch", Epoch)) == 1);

    public void Release(Instant now) => file.Write(t =>
    {
        if (t.Connection.Execute("UPDATE lease SET held = 0 WHERE epoch = $epoch AND held = 1", ("$epoch", Epoch)) == 1)
            t.Append("worker", "lease.released", AuditPayload.Write(by, json => json.WriteNumber("epoch", Epoch)), by, now);
    });
}
