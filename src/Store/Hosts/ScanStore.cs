using System.Security.Cryptography;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Changes;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Findings.Machines;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>What is known of a host from its scans.</summary>
/// <param name="Last">The last scan, however it ended; null when there was none.</param>
/// <param name="LastGood">The last scan that read the host, without its package list; null when there was none.</param>
public sealed record HostKnowledge(Host Host, ScanSummary? Last, GoodScan? LastGood);

public sealed record ScanSummary(ScanId Scan, ScanStatus Status, string? Code, string? Message, Instant StartedAt, Duration Took);

/// <param name="Inventory">With <see cref="Inventory.Packages"/> empty; <see cref="ScanStore.InstalledPackages"/> reads those.</param>
public sealed record GoodScan(ScanId Scan, Instant At, Inventory Inventory);

/// <summary>Scans and what they read. Every scan is kept.</summary>
public static class ScanStore
{
    /// <param name="asRoot">It reads as root.</param>
    /// <param name="refresh">It lets hosts fetch their package lists first.</param>
    public static ScanId BeginScan(this WriteTransaction t, int hosts, Actor by, Instant now, bool asRoot = false, bool refresh = false)
    {
        t.Connection.Execute("INSERT INTO scan (started_at_us) VALUES ($now)", ("$now", JournalHash.Microseconds(now)));
        var id = new ScanId(t.Connection.LastInsertRowId());
        t.Append("scans", "scan.begun", AuditPayload.Write(by, json =>
        {
            json.WriteString("scan", id.ToString());
            json.WriteNumber("hosts", hosts);
            if (asRoot) json.WriteBoolean("asRoot", true);
            if (refresh) json.WriteBoolean("refresh", true);
        }), by, now);
        return id;
    }

    public static void EndScan(this WriteTransaction t, ScanId id, int ok, int failed, Actor by, Instant now)
    {
        t.Connection.Execute("UPDATE scan SET ended_at_us = $now WHERE id = $id", ("$now", JournalHash.Microseconds(now)), ("$id", id.Value));
        t.Append("scans", "scan.ended", AuditPayload.Write(by, json =>
        {
            json.WriteString("scan", id.ToString());
            json.WriteNumber("ok", ok);
            json.WriteNumber("failed", failed);
        }), by, now);
    }

    /// <summary>Keeps one host's result. A failed scan changes nothing of what the last good one read.</summary>
    /// <param name="own">What rollouts did; one for all hosts of a scan spares reading their events again.</param>
    public static void AddScanResult(this WriteTransaction t, ScanId scan, HostId host, ScanResult result, OwnWorkReader? own = null)
    {
        byte[]? listHash = result.Inventory is { } read ? KeepPackages(t, read.Packages) : null;
        ScanDelta? delta = result.Inventory is { } found ? ScanComparison.WithLastGood(t, host, result, found, listHash!, own ?? new OwnWorkReader()) : null;
        long row = t.File.Prepared(
            "INSERT INTO host_scan (scan_id, host_id, status, code, message, started_at_us, took_us, machine_id, boot_id, inventory, package_list_hash, changes, changed_by_others) " +
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")
            .Bind(1, scan.Value).Bind(2, host.Value).Bind(3, ScanStatuses.Word(result.Status)).Bind(4, result.Fault?.Code.Name).Bind(5, result.Fault?.Message)
            .Bind(6, JournalHash.Microseconds(result.StartedAt)).Bind(7, result.Took.BclCompatibleTicks / 10).Bind(8, result.Inventory?.MachineId).Bind(9, result.Inventory?.BootId)
            .Bind(10, result.Inventory is { } i ? InventoryJson.Pack(StoredInventory.From(i)) : null).Bind(11, listHash)
            .Bind(12, delta is null || delta.Changes.Count == 0 ? null : InventoryJson.Pack(delta)).Bind(13, (long)(delta?.ByOthers ?? 0)).Insert();
        if (result.Inventory is { } good)
            t.File.Prepared("UPDATE host SET last_scan_id = ?1, last_good_scan_id = ?1, machine_id = ?2, boot_id = ?3 WHERE id = ?4").Bind(1, row).Bind(2, good.MachineId).Bind(3, good.BootId).Bind(4, host.Value).Run();
        else
            t.File.Prepared("UPDATE host SET last_scan_id = ?1 WHERE id = ?2").Bind(1, row).Bind(2, host.Value).Run();
        t.WriteStanding(scan, host, result, row);
        if (result.Inventory is not { } inventory) return;
        WriteUpdates(t, host, inventory);
        t.KeepSights(inventory.Updates, result.StartedAt);
        StoredMachineIds.KeepOfHost(t, host, inventory.Facts);
        AlignmentDue.MarkHost(t, host);
    }

    /// <summary>Most hosts have the list that they had, and many have the same: each is stored once.</summary>
    private static byte[] KeepPackages(WriteTransaction t, IReadOnlyList<InstalledPackage> packages)
    {
        byte[] plain = InventoryJson.PlainPackages(packages), hash = SHA256.HashData(plain);
        if (t.File.Prepared("SELECT 1 FROM package_list WHERE hash = ?1").Bind(1, hash).One() is null)
            t.File.Prepared("INSERT INTO package_list (hash, body) VALUES (?1, ?2)").Bind(1, hash).Bind(2, InventoryJson.Pack(plain)).Run();
        return hash;
    }

    private static void WriteUpdates(WriteTransaction t, HostId host, Inventory inventory)
    {
        t.File.Prepared("DELETE FROM pending_update WHERE host_id = ?1").Bind(1, host.Value).Run();
        if (inventory.Updates.Count == 0) return;
        var sources = new Dictionary<string, string>();
        foreach (InstalledPackage p in inventory.Packages) sources.TryAdd(p.Name, p.SourceName);
        RawStatement insert = t.File.Prepared(
            "INSERT INTO pending_update (host_id, name, architecture, from_version, to_version, class, security_version, source, held, source_package, phased, kept_back) " +
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
        foreach (PendingUpdate u in inventory.Updates)
        {
            insert.Bind(1, host.Value).Bind(2, u.Name).Bind(3, u.Architecture).Bind(4, u.From).Bind(5, u.To).Bind(6, u.Class == UpdateClass.Security ? "security" : "other")
                .Bind(7, u.SecurityVersion).Bind(8, u.Source).Bind(9, u.Held ? 1L : 0).Bind(10, sources.GetValueOrDefault(u.Name, u.Name)).Bind(11, u.Phased ? 1L : 0).Bind(12, u.KeptBack ? 1L : 0).Run();
        }
    }

    /// <summary>Every host with what its scans told, by name. Reads the inventory of each; lists take <see cref="StandingStore.Standings"/>.</summary>
    public static List<HostKnowledge> Knowledge(this ReadTransaction t)
    {
        Dictionary<long, ScanSummary> last = LastScans(t, "h.removed_at_us IS NULL");
        Dictionary<long, GoodScan> good = GoodScans(t, "h.removed_at_us IS NULL");
        return [.. t.Hosts().Select(h => new HostKnowledge(h, last.GetValueOrDefault(h.Id.Value), good.GetValueOrDefault(h.Id.Value)))];
    }

    /// <summary>One host with what its scans told.</summary>
    public static HostKnowledge KnowledgeOf(this ReadTransaction t, Host host) => new(
        host, LastScans(t, "h.id = $host", ("$host", host.Id.Value)).GetValueOrDefault(host.Id.Value), GoodScans(t, "h.id = $host", ("$host", host.Id.Value)).GetValueOrDefault(host.Id.Value));

    /// <summary>A host's last good scan, without its package list; null when there was none.</summary>
    public static GoodScan? LastGoodScan(this ReadTransaction t, HostId host) => GoodScans(t, "h.id = $host", ("$host", host.Value)).GetValueOrDefault(host.Value);

    private static Dictionary<long, ScanSummary> LastScans(ReadTransaction t, string where, params ReadOnlySpan<(string, object?)> values) => t.Connection.ReadAll(
        $"SELECT h.id, s.scan_id, s.status, s.code, s.message, s.started_at_us, s.took_us FROM host h JOIN host_scan s ON s.id = h.last_scan_id WHERE {where}",
        r => (Host: r.GetInt64(0), Scan: new ScanSummary(new ScanId(r.GetInt64(1)), ScanStatuses.Parse(r.GetString(2)), r.TextOrNull(3), r.TextOrNull(4), JournalHash.FromMicroseconds(r.GetInt64(5)), Duration.FromTicks(r.GetInt64(6) * 10))),
        values).ToDictionary(p => p.Host, p => p.Scan);

    private static Dictionary<long, GoodScan> GoodScans(ReadTransaction t, string where, params ReadOnlySpan<(string, object?)> values) => t.Connection.ReadAll(
        $"SELECT h.id, s.scan_id, s.started_at_us, s.inventory FROM host h JOIN host_scan s ON s.id = h.last_good_scan_id WHERE {where}",
        r => (Host: r.GetInt64(0), Scan: new GoodScan(new ScanId(r.GetInt64(1)), JournalHash.FromMicroseconds(r.GetInt64(2)), InventoryJson.Inventory(r.GetFieldValue<byte[]>(3)).With([]))),
        values).ToDictionary(p => p.Host, p => p.Scan);

    /// <summary>The package list of a host's last good scan; empty when there was none.</summary>
    public static IReadOnlyList<InstalledPackage> InstalledPackages(this ReadTransaction t, HostId host)
    {
        byte[]? packed = t.Connection.Scalar<byte[]>(
            "SELECT p.body FROM host h JOIN host_scan s ON s.id = h.last_good_scan_id JOIN package_list p ON p.hash = s.package_list_hash WHERE h.id = $host", ("$host", host.Value));
        return packed is null ? [] : InventoryJson.Packages(packed);
    }
}
