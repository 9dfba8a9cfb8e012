using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store;

/// <summary>The file's lease as it stands, for display and for a worker that wants it.</summary>
/// <param name="Held">False after a clean end.</param>
public sealed record LeaseRow(long Epoch, bool Held, WorkerIdentity Worker, Instant TakenAt, Instant HeartbeatAt);

/// <summary>Reads the lease.</summary>
public static class LeaseStore
{
    /// <summary>The lease, or null when no worker ever ran on this file.</summary>
    public static LeaseRow? Lease(this ReadTransaction t)
    {
        LeaseRow? lease = null;
        t.Connection.ReadOne("SELECT epoch, held, owner, machine, machine_id, boot_id, pid, pid_start_ticks, taken_at_us, heartbeat_at_us FROM lease", r => lease = new LeaseRow(
            r.GetInt64(0), r.GetBoolean(1), new WorkerIdentity(r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetInt32(6), r.GetInt64(7)),
            JournalHash.FromMicroseconds(r.GetInt64(8)), JournalHash.FromMicroseconds(r.GetInt64(9))));
        return lease;
    }
}
