using System.Security.Cryptography;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
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
    public static ScanId BeginScan(this WriteTransaction t, int hosts, Actor by, Instant now)
    {
        t.Connection.Execute("INSERT INTO scan (started_at_us) VALUES ($now)", ("$now", JournalHash.Microseconds(now)));
        var id = new ScanId(t.Connection.LastInsertRowId());
        t.Append("scans", "scan.begun", AuditPayload.Write(by, json =>
        {
            json.WriteString("scan", id.ToString());
            json.WriteNumber("hosts", hosts);
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
    public static void AddScanResult(this WriteTransaction t, ScanId scan, HostId host, ScanResult result)
    {
        byte[]? listHash = null;
        if (result.Inventory is { } read)
        {
            byte[] plain = InventoryJson.PlainPackages(read.Packages);
            listHash = SHA256.HashData(plain);
            if (t.Connection.Scalar<long>("SELECT count(*) FROM package_list WHERE hash = $hash", ("$hash", listHash)) == 0)
                t.Connection.Execute("INSERT INTO package_list (hash, body) VALUES ($hash, $body)", ("$hash", listHash), ("$body", InventoryJson.Pack(plain)));
        }
        t.Connection.Execute(
            "INSERT INTO host_scan (scan_id, host_id, status, code, message, started_at_us, took_us, machine_id, boot_id, inventory, package_list_hash) " +
            "VALUES ($scan, $host, $status, $code, $message, $at, $took, $machine, $boot, $inventory, $list)",
            ("$scan", scan.Value), ("$host", host.Value), ("$status", ScanStatuses.Word(result.Status)), ("$code", result.Fault?.Code.Name), ("$message", result.Fault?.Message),
            ("$at", JournalHash.Microseconds(result.StartedAt)), ("$took", result.Took.BclCompatibleTicks / 10), ("$machine", result.Inventory?.MachineId), ("$boot", result.Inventory?.BootId),
            ("$inventory", result.Inventory is { } i ? InventoryJson.Pack(StoredInventory.From(i)) : null), ("$list", listHash));
        long row = t.Connection.LastInsertRowId();
        t.Connection.Execute("UPDATE host SET last_scan_id = $row WHERE id = $host", ("$row", row), ("$host", host.Value));
        if (result.Inventory is not { } inventory) return;

        t.Connection.Execute("UPDATE host SET last_good_scan_id = $row WHERE id = $host", ("$row", row), ("$host", host.Value));
        t.Connection.Execute("DELETE FROM pending_update WHERE host_id = $host", ("$host", host.Value));
        foreach (PendingUpdate u in inventory.Updates)
        {
            t.Connection.Execute(
                "INSERT INTO pending_update (host_id, name, architecture, from_version, to_version, class, security_version, source, held) VALUES ($host, $name, $arch, $from, $to, $class, $security, $source, $held)",
                ("$host", host.Value), ("$name", u.Name), ("$arch", u.Architecture), ("$from", u.From), ("$to", u.To),
                ("$class", u.Class.ToString().ToLowerInvariant()), ("$security", u.SecurityVersion), ("$source", u.Source), ("$held", u.Held));
        }
    }

    /// <summary>Every host with what its scans told, by name.</summary>
    public static List<HostKnowledge> Knowledge(this ReadTransaction t)
    {
        var last = new Dictionary<long, ScanSummary>();
        var good = new Dictionary<long, GoodScan>();
        t.Connection.ReadAll("SELECT h.id, s.scan_id, s.status, s.code, s.message, s.started_at_us, s.took_us FROM host h JOIN host_scan s ON s.id = h.last_scan_id WHERE h.removed_at_us IS NULL",
            r => last[r.GetInt64(0)] = new ScanSummary(new ScanId(r.GetInt64(1)), StatusOf(r.GetString(2)), r.TextOrNull(3), r.TextOrNull(4), JournalHash.FromMicroseconds(r.GetInt64(5)), Duration.FromTicks(r.GetInt64(6) * 10)));
        t.Connection.ReadAll("SELECT h.id, s.scan_id, s.started_at_us, s.inventory FROM host h JOIN host_scan s ON s.id = h.last_good_scan_id WHERE h.removed_at_us IS NULL",
            r => good[r.GetInt64(0)] = new GoodScan(new ScanId(r.GetInt64(1)), JournalHash.FromMicroseconds(r.GetInt64(2)), InventoryJson.Inventory(r.GetFieldValue<byte[]>(3)).With([])));
        return [.. t.Hosts().Select(h => new HostKnowledge(h, last.GetValueOrDefault(h.Id.Value), good.GetValueOrDefault(h.Id.Value)))];
    }

    /// <summary>The package list of a host's last good scan; empty when there was none.</summary>
    public static IReadOnlyList<InstalledPackage> InstalledPackages(this ReadTransaction t, HostId host)
    {
        byte[]? packed = t.Connection.Scalar<byte[]>(
            "SELECT p.body FROM host h JOIN host_scan s ON s.id = h.last_good_scan_id JOIN package_list p ON p.hash = s.package_list_hash WHERE h.id = $host", ("$host", host.Value));
        return packed is null ? [] : InventoryJson.Packages(packed);
    }

    private static ScanStatus StatusOf(string word) => Enum.GetValues<ScanStatus>().First(s => ScanStatuses.Word(s) == word);
}
