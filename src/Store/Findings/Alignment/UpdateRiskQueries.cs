using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>An update over a fleet or a scope.</summary>
/// <param name="Pending">Hosts that have it pending.</param>
/// <param name="Security">Those of them for which it is a security update.</param>
/// <param name="Held">Those of them that hold it back.</param>
/// <param name="Hosts">Those of them where it alone closes findings.</param>
public sealed record FleetUpdate(string Package, string To, long Pending, long Security, long Held, long Hosts, long Points, long Closes, long KnownExploited);

/// <summary>An update on one host.</summary>
public sealed record HostUpdateRow(HostId Host, string HostName, UpdateRisk Update);

/// <summary>Reads what pending updates would remove, the best first.</summary>
public static class UpdateRiskQueries
{
    /// <summary>Along a kept order, so it reads as many rows as it gives.</summary>
    public static List<FleetUpdate> TopUpdates(this ReadTransaction t, int limit, bool security = false) => t.Connection.ReadAll(
        "SELECT package, to_version, pending_hosts, security_hosts, held_hosts, hosts, points, closes, kev FROM update_risk INDEXED BY update_risk_by_points " +
        $"WHERE {(security ? "security_hosts > 0" : "1")} ORDER BY points DESC, closes DESC, package, to_version LIMIT $limit", Fleet, ("$limit", limit));

    /// <summary>Those of some hosts: its time grows with their updates.</summary>
    public static List<FleetUpdate> TopUpdates(this ReadTransaction t, IEnumerable<HostId> hosts, int limit, bool security = false) => t.Connection.ReadAll(
        "SELECT r.package, r.to_version, count(*), sum(r.security), sum(r.held), sum(r.closes > 0), sum(r.points), sum(r.closes), sum(r.kev) FROM json_each($hosts) j JOIN host_update_risk r ON r.host_id = j.value " +
        $"GROUP BY 1, 2 {(security ? "HAVING sum(r.security) > 0 " : "")}ORDER BY 7 DESC, 8 DESC, 1, 2 LIMIT $limit", Fleet, ("$limit", limit), ("$hosts", $"[{string.Join(',', hosts.Select(h => h.Value))}]"));

    /// <summary>One source package on every host that has an update of it pending.</summary>
    public static List<HostUpdateRow> HostsOfUpdate(this ReadTransaction t, string package) => t.Connection.ReadAll(
        "SELECT r.host_id, h.name, r.package, r.to_version, r.security, r.held, r.points, r.closes, r.kev FROM host_update_risk r INDEXED BY host_update_risk_by_update JOIN host h ON h.id = r.host_id WHERE r.package = $package ORDER BY h.name, r.to_version",
        HostRow, ("$package", package));

    /// <summary>Every update of one host.</summary>
    public static List<UpdateRisk> UpdatesOfHost(this ReadTransaction t, HostId host) => t.Connection.ReadAll(
        "SELECT r.host_id, '', r.package, r.to_version, r.security, r.held, r.points, r.closes, r.kev FROM host_update_risk r WHERE r.host_id = $host ORDER BY r.points DESC, r.closes DESC, r.package", r => HostRow(r).Update, ("$host", host.Value));

    /// <summary>The source packages that a name stands for: itself, and those that a pending package of that name is built from.</summary>
    public static List<string> SourcesOf(this ReadTransaction t, string name) => t.Connection.ReadAll(
        "SELECT package FROM update_risk WHERE package = $name UNION SELECT coalesce(source_package, name) FROM pending_update INDEXED BY pending_update_by_name WHERE name = $name", r => r.GetString(0), ("$name", name));

    /// <summary>The pending packages that are built from a source, by name.</summary>
    public static List<string> PackagesOf(this ReadTransaction t, string source) => t.Connection.ReadAll(
        "SELECT DISTINCT p.name FROM host_update_risk r INDEXED BY host_update_risk_by_update JOIN pending_update p ON p.host_id = r.host_id AND coalesce(p.source_package, p.name) = r.package WHERE r.package = $source ORDER BY 1", r => r.GetString(0), ("$source", source));

    /// <summary>What the pending packages of one host are built from.</summary>
    public static Dictionary<(string Name, string Architecture), string> PendingSources(this ReadTransaction t, HostId host) => t.Connection.ReadAll(
        "SELECT name, architecture, coalesce(source_package, name) FROM pending_update WHERE host_id = $host", r => ((r.GetString(0), r.GetString(1)), r.GetString(2)), ("$host", host.Value)).ToDictionary(p => p.Item1, p => p.Item2);

    private static FleetUpdate Fleet(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8));

    private static HostUpdateRow HostRow(SqliteDataReader r) => new(new HostId(r.GetInt64(0)), r.GetString(1),
        new UpdateRisk(r.GetString(2), r.GetString(3), r.GetBoolean(4), r.GetBoolean(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8)));
}
