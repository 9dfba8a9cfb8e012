using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>Keeps what each update removes on a host, and by the difference to before what it removes over the fleet.</summary>
internal static class UpdateRiskWriter
{
    public static void Write(WriteTransaction t, HostId host, IReadOnlyCollection<UpdateRisk> rows)
    {
        Dictionary<(string, string), UpdateRisk> known = t.Connection.ReadAll(
            "SELECT package, to_version, security, held, points, closes, kev FROM host_update_risk WHERE host_id = $host",
            r => new UpdateRisk(r.GetString(0), r.GetString(1), r.GetBoolean(2), r.GetBoolean(3), r.GetInt64(4), r.GetInt64(5), r.GetInt64(6)), ("$host", host.Value)).ToDictionary(r => (r.Package, r.To));
        foreach (UpdateRisk row in rows)
        {
            known.Remove((row.Package, row.To), out UpdateRisk? before);
            if (before == row) continue;
            t.File.Prepared("INSERT OR REPLACE INTO host_update_risk (host_id, package, to_version, security, held, points, closes, kev) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
                .Bind(1, host.Value).Bind(2, row.Package).Bind(3, row.To).Bind(4, row.Security ? 1L : 0).Bind(5, row.Held ? 1L : 0).Bind(6, row.Points).Bind(7, row.Closes).Bind(8, row.KnownExploited).Run();
            Add(t, row, +1);
            if (before is not null) Add(t, before, -1);
        }
        foreach (UpdateRisk gone in known.Values)
        {
            t.File.Prepared("DELETE FROM host_update_risk WHERE host_id = ?1 AND package = ?2 AND to_version = ?3").Bind(1, host.Value).Bind(2, gone.Package).Bind(3, gone.To).Run();
            Add(t, gone, -1);
            t.File.Prepared("DELETE FROM update_risk WHERE package = ?1 AND to_version = ?2 AND pending_hosts = 0").Bind(1, gone.Package).Bind(2, gone.To).Run();
        }
    }

    private static void Add(WriteTransaction t, UpdateRisk row, int by) => t.File.Prepared(
        "INSERT INTO update_risk (package, to_version, pending_hosts, security_hosts, held_hosts, hosts, points, closes, kev) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) " +
        "ON CONFLICT DO UPDATE SET pending_hosts = pending_hosts + excluded.pending_hosts, security_hosts = security_hosts + excluded.security_hosts, held_hosts = held_hosts + excluded.held_hosts, " +
        "hosts = hosts + excluded.hosts, points = points + excluded.points, closes = closes + excluded.closes, kev = kev + excluded.kev")
        .Bind(1, row.Package).Bind(2, row.To).Bind(3, by).Bind(4, row.Security ? by : 0L).Bind(5, row.Held ? by : 0L).Bind(6, row.Closes > 0 ? by : 0L)
        .Bind(7, by * row.Points).Bind(8, by * row.Closes).Bind(9, by * row.KnownExploited).Run();
}
