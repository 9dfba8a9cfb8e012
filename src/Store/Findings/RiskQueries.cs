using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>The figures of the risk, read from what each import keeps up to date.</summary>
public static class RiskQueries
{
    private const long MicrosecondsPerHour = 3_600_000_000;

    private static readonly Duration Week = Duration.FromDays(7);

    /// <summary>The whole matrix; its change is exact to the hour.</summary>
    public static Matrix RiskMatrixOf(this ReadTransaction t, Instant now)
    {
        long since = JournalHash.Microseconds(now - Week) / MicrosecondsPerHour;
        var changes = Cells(t, "SELECT likelihood, impact, sum(delta) FROM risk_cell_hour WHERE hour > $since GROUP BY likelihood, impact", ("$since", since));
        return Make(t, Cells(t, "SELECT likelihood, impact, open_count FROM risk_cell"), changes);
    }

    /// <summary>The matrix of some hosts, counted anew: its time grows with their findings.</summary>
    public static Matrix RiskMatrixOf(this ReadTransaction t, IReadOnlyCollection<HostId> hosts, Instant now)
    {
        string ids = $"[{string.Join(',', hosts.Select(h => h.Value))}]";
        long since = JournalHash.Microseconds(now - Week);
        const string of = "FROM finding WHERE asset_id IN (SELECT id FROM asset WHERE host_id IN (SELECT value FROM json_each($hosts)))";
        var counts = Cells(t, $"SELECT likelihood, impact, count(*) {of} AND status <= 2 GROUP BY likelihood, impact", ("$hosts", ids));
        var changes = Cells(t,
            $"SELECT likelihood, impact, sum(CASE WHEN status <= 2 AND first_seen_at_us > $since THEN 1 WHEN status > 2 AND closed_at_us > $since AND first_seen_at_us <= $since THEN -1 ELSE 0 END) {of} GROUP BY likelihood, impact",
            ("$hosts", ids), ("$since", since));
        return Make(t, counts, changes);
    }

    /// <summary>The machines with the most points. Those that no host matches are among them, under the scanner's name.</summary>
    public static List<HostRisk> TopHosts(this ReadTransaction t, int limit) => t.Connection.ReadAll(
        "SELECT coalesce(h.name, a.label), a.host_id, a.points, a.open_count, a.worst_count FROM asset a INDEXED BY asset_by_points LEFT JOIN host h ON h.id = a.host_id " +
        "WHERE a.open_count > 0 ORDER BY a.points DESC, a.open_count DESC, a.id LIMIT $limit",
        r => new HostRisk(r.GetString(0), r.NumberOrNull(1) is { } id ? new HostId(id) : null, r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)), ("$limit", limit));

    /// <summary>On how many machines a cell's findings are; null where they are too many to be counted while a person waits.</summary>
    public static long? MachinesIn(this ReadTransaction t, RiskScore cell)
    {
        const int most = 20_000;
        (long from, long until) = RiskRank.RangeOf(cell.Likelihood, cell.Impact);
        long? machines = null;
        t.Connection.ReadOne(
            "SELECT count(*), count(DISTINCT asset_id) FROM (SELECT asset_id FROM finding INDEXED BY finding_by_rank WHERE status <= 2 AND rank >= $from AND rank < $until LIMIT $most)",
            r => machines = r.GetInt64(0) < most ? r.GetInt64(1) : null, ("$from", from), ("$until", until), ("$most", most));
        return machines;
    }

    /// <summary>Points and open findings of every host that has findings.</summary>
    public static Dictionary<HostId, HostRisk> HostRisks(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT h.name, a.host_id, a.points, a.open_count, a.worst_count FROM asset a JOIN host h ON h.id = a.host_id WHERE h.removed_at_us IS NULL",
        r => new HostRisk(r.GetString(0), new HostId(r.GetInt64(1)), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4))).ToDictionary(h => h.HostId!.Value);

    /// <summary>The same of one host; null where it has no findings.</summary>
    public static HostRisk? HostRiskOf(this ReadTransaction t, HostId host)
    {
        HostRisk? risk = null;
        t.Connection.ReadOne("SELECT h.name, a.host_id, a.points, a.open_count, a.worst_count FROM asset a JOIN host h ON h.id = a.host_id WHERE a.host_id = $host",
            r => risk = new HostRisk(r.GetString(0), new HostId(r.GetInt64(1)), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)), ("$host", host.Value));
        return risk;
    }

    /// <summary>Findings that count as risk and are known to be exploited.</summary>
    public static long KnownExploitedFindings(this ReadTransaction t) =>
        t.Connection.Scalar<long>("SELECT sum(kev_count) FROM risk_cell");

    /// <summary>Machines of the scanners that are no host of ours, with why not.</summary>
    public static List<(string Machine, string Why, long Open)> UnknownMachines(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT key, why, open_count FROM asset WHERE host_id IS NULL ORDER BY key", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)));

    private static Dictionary<(int, int), long> Cells(ReadTransaction t, string sql, params ReadOnlySpan<(string, object?)> values) =>
        t.Connection.ReadAll(sql, r => (Key: (r.GetInt32(0), r.GetInt32(1)), Count: r.GetInt64(2)), values).ToDictionary(c => c.Key, c => c.Count);

    private static Matrix Make(ReadTransaction t, Dictionary<(int, int), long> counts, Dictionary<(int, int), long> changes)
    {
        var cells = new List<MatrixCell>(RiskMatrix.Steps * RiskMatrix.Steps);
        for (int likelihood = 1; likelihood <= RiskMatrix.Steps; likelihood++)
        {
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
                cells.Add(new MatrixCell(likelihood, impact, RiskMatrix.Level(likelihood, impact), counts.GetValueOrDefault((likelihood, impact)), changes.GetValueOrDefault((likelihood, impact))));
        }
        long? asOf = t.Connection.Scalar<long?>("SELECT at_us FROM finding_import ORDER BY id DESC LIMIT 1");
        return new Matrix(cells, cells.Sum(c => c.Count), cells.Sum(c => c.Count * RiskMatrix.Points(c.Level)), asOf is { } us ? JournalHash.FromMicroseconds(us) : null);
    }
}
