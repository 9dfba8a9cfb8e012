using Cockpit.Core.Advisories.Judging;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Store.Advisories;

/// <summary>A host as its own packages are compared with the feeds.</summary>
/// <param name="ScanRow">The scan that read it, for telling whether anything is new.</param>
/// <param name="Before">Its findings of this kind so far.</param>
/// <param name="Compared">It was compared before.</param>
public sealed record ComparedHost(HostId Id, string Name, Instant ScannedAt, long ScanRow, Inventory Inventory, IReadOnlyList<InventoryFinding> Before, bool Compared);

/// <summary>What comparing hosts with the feeds needs of the file.</summary>
public static class HostsOwnFindings
{
    /// <summary>Hosts that were ever read, of these or of all.</summary>
    public static List<(HostId Host, long ScanRow)> ScannedHosts(this ReadTransaction t, IReadOnlyCollection<HostId>? hosts)
    {
        HashSet<HostId>? wanted = hosts is null ? null : [.. hosts];
        return t.Connection.ReadAll("SELECT id, last_good_scan_id FROM host WHERE removed_at_us IS NULL AND last_good_scan_id IS NOT NULL ORDER BY id", r => (Host: new HostId(r.GetInt64(0)), Row: r.GetInt64(1)))
            .FindAll(h => wanted is null || wanted.Contains(h.Host));
    }

    /// <summary>Whether a feed of a distribution is in.</summary>
    public static bool HasAdvisories(this ReadTransaction t) =>
        t.Connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM intel_feed WHERE kind IN ('debian-tracker', 'oval') AND entries > 0)") == 1;

    /// <summary>SHA-256 of every distribution's feed, by name.</summary>
    public static List<byte[]> AdvisoryHashes(this ReadTransaction t) =>
        t.Connection.ReadAll("SELECT file_hash FROM intel_feed WHERE kind IN ('debian-tracker', 'oval') AND entries > 0 ORDER BY name", r => r.GetFieldValue<byte[]>(0));

    /// <summary>Null where the host is gone or was never read.</summary>
    public static ComparedHost? ToCompare(this ReadTransaction t, HostId id, long scanRow)
    {
        string? name = t.Connection.Scalar<string>("SELECT name FROM host WHERE id = $id AND removed_at_us IS NULL", ("$id", id.Value));
        if (name is null || t.LastGoodScan(id) is not { } good) return null;
        return new ComparedHost(id, name, good.At, scanRow, good.Inventory with { Packages = t.InstalledPackages(id) }, Before(t, id),
            t.File.Prepared("SELECT 1 FROM asset a JOIN finding f ON f.asset_id = a.id AND f.source = 3 AND f.plugin_number = 0 WHERE a.host_id = ?1").Bind(1, id.Value).One() is not null);
    }

    private static List<InventoryFinding> Before(ReadTransaction t, HostId host)
    {
        RawStatement read = t.File.Prepared(
            "SELECT f.plugin_number, f.instance, f.severity, f.raw_severity, o.body FROM asset a JOIN finding f ON f.asset_id = a.id AND f.source = 3 LEFT JOIN output o ON o.id = f.output_id " +
            "WHERE a.host_id = ?1 AND f.status <> 5 AND f.plugin_number > 0").Bind(1, host.Value);
        List<InventoryFinding> all = [];
        while (read.Next()) all.Add(new InventoryFinding(ImportTexts.Cve(read.Number(0)), Text(read, 1), (Severity)read.Number(2), Text(read, 3), Text(read, 4)));
        return all;
    }

    private static string Text(RawStatement r, int column) => r.IsNull(column) ? "" : System.Text.Encoding.UTF8.GetString(r.Text(column));
}
