using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Store.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Hosts;

/// <summary>Where a host stands, as lists need it.</summary>
/// <param name="Last">The last scan, however it ended; null when there was none.</param>
/// <param name="LastGoodAt">When the last scan began that read the host; null when there was none, and then <paramref name="LastGood"/> is null too.</param>
public sealed record HostStanding(Host Host, ScanSummary? Last, Instant? LastGoodAt, HostFigures? LastGood);

/// <summary>How far a file was when the fleet was read from it: what has a higher number came after that.</summary>
/// <param name="File">The file itself: another one in its place has numbers of its own.</param>
/// <param name="LastScan">The newest result of any host.</param>
/// <param name="HostChanges">Events of the hosts' stream: hosts that were added, changed, removed or merged.</param>
/// <param name="FindingChanges">Events of the findings' stream: imports, which change points and counts.</param>
/// <param name="DefinitionChanges">Events of the definitions' stream: scopes, windows and policies.</param>
public sealed record FleetStamp(FileId File, long LastScan, long HostChanges, long FindingChanges, long DefinitionChanges);

/// <summary>Reads where hosts stand without reading what their scans read: 10,000 hosts are a matter of milliseconds.</summary>
public static class StandingStore
{
    private const string Columns =
        "s.host_id, s.scan_id, s.status, s.code, s.message, s.started_at_us, s.took_us, s.good_at_us, s.os_family, s.os_name, s.os_version, s.kernel, s.metadata_at_us, " +
        "s.has_security_source, s.reboot_required, s.updates, s.security_updates, s.unread, s.supported, s.stale_services, s.doubts";

    private const string Current = "h.removed_at_us IS NULL AND s.last_scan_id = h.last_scan_id AND s.last_good_scan_id IS h.last_good_scan_id";

    public static FleetStamp FleetStamp(this ReadTransaction t) => new(
        t.File.Id, t.Connection.Scalar<long>("SELECT max(id) FROM host_scan"), t.StreamLength("hosts"), t.StreamLength("findings"), t.StreamLength("definitions"));

    /// <summary>Every host, by name.</summary>
    public static List<HostStanding> Standings(this ReadTransaction t)
    {
        Dictionary<long, HostStanding> known = Read(t, $"SELECT {Columns} FROM host h JOIN host_standing s ON s.host_id = h.id WHERE {Current}");
        return [.. t.Hosts().Select(h => Of(t, h, known))];
    }

    /// <summary>The hosts whose last result came after that one, in no order.</summary>
    public static List<HostStanding> StandingsAfter(this ReadTransaction t, long lastScan)
    {
        Dictionary<long, HostStanding> known = Read(t, $"SELECT {Columns} FROM host h JOIN host_standing s ON s.host_id = h.id WHERE h.last_scan_id > $after AND {Current}", ("$after", lastScan));
        return [.. t.HostsScannedAfter(lastScan).Select(h => Of(t, h, known))];
    }

    public static HostStanding Standing(this ReadTransaction t, Host host) =>
        Of(t, host, Read(t, $"SELECT {Columns} FROM host h JOIN host_standing s ON s.host_id = h.id WHERE h.id = $host AND {Current}", ("$host", host.Id.Value)));

    /// <summary>Keeps where a host stands after a result.</summary>
    internal static void WriteStanding(this WriteTransaction t, ScanId scan, HostId host, ScanResult result, long row)
    {
        if (result.Inventory is not { } inventory)
        {
            t.File.Prepared(
                "INSERT INTO host_standing (host_id, last_scan_id, scan_id, status, code, message, started_at_us, took_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) " +
                "ON CONFLICT (host_id) DO UPDATE SET last_scan_id = ?2, scan_id = ?3, status = ?4, code = ?5, message = ?6, started_at_us = ?7, took_us = ?8")
                .Bind(1, host.Value).Bind(2, row).Bind(3, scan.Value).Bind(4, ScanStatuses.Word(result.Status)).Bind(5, result.Fault?.Code.Name).Bind(6, result.Fault?.Message)
                .Bind(7, JournalHash.Microseconds(result.StartedAt)).Bind(8, Microseconds(result.Took)).Run();
            return;
        }
        HostFigures f = HostFigures.Of(inventory);
        t.File.Prepared(
            "INSERT OR REPLACE INTO host_standing (host_id, last_scan_id, last_good_scan_id, scan_id, status, started_at_us, took_us, good_at_us, os_family, os_name, os_version, kernel, " +
            "metadata_at_us, has_security_source, reboot_required, updates, security_updates, unread, supported, stale_services, doubts) " +
            "VALUES (?1, ?2, ?2, ?3, ?4, ?5, ?6, ?5, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)")
            .Bind(1, host.Value).Bind(2, row).Bind(3, scan.Value).Bind(4, ScanStatuses.Word(result.Status)).Bind(5, JournalHash.Microseconds(result.StartedAt)).Bind(6, Microseconds(result.Took))
            .Bind(7, f.OsFamily).Bind(8, f.OsName).Bind(9, f.OsVersion).Bind(10, f.Kernel).Bind(11, f.MetadataAt is { } at ? JournalHash.Microseconds(at) : null)
            .Bind(12, f.HasSecuritySource ? 1L : 0).Bind(13, f.RebootRequired ? 1L : 0).Bind(14, (long)f.Updates).Bind(15, (long)f.SecurityUpdates).Bind(16, (long)f.Unread)
            .Bind(17, f.Supported is { } supported ? supported ? 1L : 0 : null).Bind(18, (long?)f.StaleServices).Bind(19, (long)f.Doubts).Run();
    }

    private static long Microseconds(Duration d) => d.BclCompatibleTicks / 10;

    /// <summary>Without a row that counts, the scans themselves are asked: a host that was never scanned, or one whose scans an earlier version or a merge left without.</summary>
    private static HostStanding Of(ReadTransaction t, Host host, Dictionary<long, HostStanding> known)
    {
        if (known.TryGetValue(host.Id.Value, out HostStanding? standing)) return standing with { Host = host };
        HostKnowledge k = t.KnowledgeOf(host);
        return new HostStanding(host, k.Last, k.LastGood?.At, k.LastGood is { } good ? HostFigures.Of(good.Inventory) : null);
    }

    private static Dictionary<long, HostStanding> Read(ReadTransaction t, string sql, params ReadOnlySpan<(string, object?)> values) =>
        t.Connection.ReadAll(sql, r => (Id: r.GetInt64(0), Standing: Make(r)), values).ToDictionary(p => p.Id, p => p.Standing);

    /// <summary>Without its host yet.</summary>
    private static HostStanding Make(SqliteDataReader r) => new(
        null!, new ScanSummary(new ScanId(r.GetInt64(1)), ScanStatuses.Parse(r.GetString(2)), r.TextOrNull(3), r.TextOrNull(4), JournalHash.FromMicroseconds(r.GetInt64(5)), Duration.FromTicks(r.GetInt64(6) * 10)),
        r.NumberOrNull(7) is { } at ? JournalHash.FromMicroseconds(at) : null,
        r.IsDBNull(7) ? null : new HostFigures(
            r.GetString(8), r.GetString(9), r.GetString(10), r.GetString(11), r.NumberOrNull(12) is { } metadata ? JournalHash.FromMicroseconds(metadata) : null, r.GetBoolean(13),
            r.GetBoolean(14), r.GetInt32(15), r.GetInt32(16), r.GetInt32(17), r.IsDBNull(18) ? null : r.GetBoolean(18), (int?)r.NumberOrNull(19), r.GetInt32(20)));
}
