using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Changes;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>One host's part of a scan, with what changed since the good one before.</summary>
/// <param name="Delta">Null where nothing changed, or there was nothing to compare with.</param>
public sealed record PastScan(ScanSummary Scan, ScanDelta? Delta);

/// <summary>A scan that found changes which no rollout of ours explains.</summary>
public sealed record OthersChanges(HostId Host, ScanId Scan, Instant At, ScanDelta Delta);

/// <summary>Reads past scans.</summary>
public static class ScanHistory
{
    /// <summary>A host's scans, newest first.</summary>
    public static List<PastScan> ScansOf(this ReadTransaction t, HostId host, int limit) => t.Connection.ReadAll(
        "SELECT scan_id, status, code, message, started_at_us, took_us, changes FROM host_scan WHERE host_id = $host ORDER BY started_at_us DESC, id DESC LIMIT $limit",
        r => new PastScan(
            new ScanSummary(new ScanId(r.GetInt64(0)), ScanStatuses.Parse(r.GetString(1)), r.TextOrNull(2), r.TextOrNull(3), JournalHash.FromMicroseconds(r.GetInt64(4)), Duration.FromTicks(r.GetInt64(5) * 10)),
            r.IsDBNull(6) ? null : InventoryJson.Delta(r.GetFieldValue<byte[]>(6))),
        ("$host", host.Value), ("$limit", limit));

    /// <summary>What others changed on hosts of the file, found by scans since then, oldest first.</summary>
    public static List<OthersChanges> ChangedByOthers(this ReadTransaction t, Instant since) => t.Connection.ReadAll(
        "SELECT s.host_id, s.scan_id, s.started_at_us, s.changes FROM host_scan s JOIN host h ON h.id = s.host_id " +
        "WHERE s.changed_by_others > 0 AND s.started_at_us >= $since AND h.removed_at_us IS NULL ORDER BY s.started_at_us, s.id",
        r => new OthersChanges(new HostId(r.GetInt64(0)), new ScanId(r.GetInt64(1)), JournalHash.FromMicroseconds(r.GetInt64(2)), InventoryJson.Delta(r.GetFieldValue<byte[]>(3))),
        ("$since", JournalHash.Microseconds(since)));
}
