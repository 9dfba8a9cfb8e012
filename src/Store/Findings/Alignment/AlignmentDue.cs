using Cockpit.Core.Ids;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>Which hosts' findings have to be compared with their pending updates anew.</summary>
public static class AlignmentDue
{
    /// <summary>In the transaction that changes findings, scores or updates of a host.</summary>
    internal static void MarkHost(WriteTransaction t, HostId host) =>
        t.File.Prepared("INSERT OR IGNORE INTO alignment_due (host_id) VALUES (?1)").Bind(1, host.Value).Run();

    /// <summary>The same for machines of the scanners; those that no host matches have nothing to be aligned with.</summary>
    internal static void MarkAssets(SqliteConnection connection, IEnumerable<long> assets)
    {
        using var mark = new RawStatement(connection, "INSERT OR IGNORE INTO alignment_due (host_id) SELECT host_id FROM asset WHERE id = ?1 AND host_id IS NOT NULL");
        foreach (long asset in assets) mark.Bind(1, asset).Run();
    }

    /// <summary>Every host that has findings or pending updates, as after a feed that says something else about all of them.</summary>
    public static void MarkAll(this WriteTransaction t) =>
        t.Connection.Execute("INSERT OR IGNORE INTO alignment_due (host_id) SELECT host_id FROM asset WHERE host_id IS NOT NULL UNION SELECT host_id FROM pending_update");

    public static void Mark(this WriteTransaction t, IEnumerable<HostId> hosts)
    {
        foreach (HostId host in hosts) MarkHost(t, host);
    }

    /// <summary>Up to so many hosts that are due. While an import is under way its hosts wait: half of it must count nowhere.</summary>
    public static List<HostId> HostsToAlign(this ReadTransaction t, int limit) => t.Connection.ReadAll(
        "SELECT host_id FROM alignment_due WHERE NOT EXISTS (SELECT 1 FROM finding_import WHERE state = 1) ORDER BY host_id LIMIT $limit", r => new HostId(r.GetInt64(0)), ("$limit", limit));
}
