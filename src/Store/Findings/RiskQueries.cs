using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Risk;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>The figures of the risk, read from what each import keeps up to date.</summary>
public static class RiskQueries
{
    /// <summary>Days of a cell's trend, today among them.</summary>
    public const int TrendDays = 30;

    /// <summary>The matrix of everything, or of some hosts or one tool.</summary>
    /// <param name="hosts">Null also counts machines that no host matches.</param>
    public static Matrix RiskMatrixOf(this ReadTransaction t, Instant now, IReadOnlyCollection<HostId>? hosts = null, FindingSource? source = null)
    {
        RiskHistory history = RiskHistory.Read(t, hosts, source, now);
        var cells = new List<MatrixCell>(RiskMatrix.Steps * RiskMatrix.Steps);
        for (int likelihood = 1; likelihood <= RiskMatrix.Steps; likelihood++)
        {
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                var cell = new RiskScore(likelihood, impact);
                (long open, long known) = history.Now(cell);
                cells.Add(new MatrixCell(likelihood, impact, cell.Level, open, history.ChangeIn7Days(cell)) { KnownExploited = known, Trend = history.LastDays(cell, TrendDays) });
            }
        }
        LevelPoints points = t.RulesInForce().Rules.Points;
        long? asOf = t.Connection.Scalar<long?>("SELECT at_us FROM finding_import ORDER BY id DESC LIMIT 1");
        return new Matrix(cells, cells.Sum(c => c.Count), cells.Sum(c => c.Count * points.Of(c.Level)), asOf is { } us ? JournalHash.FromMicroseconds(us) : null);
    }

    /// <summary>Day by day since the first import what counted as risk at its end; empty before there was any.</summary>
    /// <param name="hosts">Null also counts machines that no host matches.</param>
    public static List<BurndownDay> BurndownOf(this ReadTransaction t, Instant now, IReadOnlyCollection<HostId>? hosts = null, FindingSource? source = null) =>
        RiskHistory.Read(t, hosts, source, now).Days();

    /// <summary>When feeds or rules moved scores without a scan: what changes then says nothing of the servers.</summary>
    public static List<(Instant At, string What)> ScoreMoves(this ReadTransaction t) =>
    [
        .. t.Connection.ReadAll("SELECT at_us FROM journal WHERE stream = 'intel' AND type = 'intel.imported' ORDER BY stream_seq", r => (JournalHash.FromMicroseconds(r.GetInt64(0)), "intelligence")),
        .. t.Connection.ReadAll("SELECT at_us FROM risk_rules ORDER BY version", r => (JournalHash.FromMicroseconds(r.GetInt64(0)), "rules")),
    ];

    /// <summary>The machines with the most points. Those that no host matches are among them, under the scanner's name.</summary>
    public static List<HostRisk> TopHosts(this ReadTransaction t, int limit) => t.Connection.ReadAll(
        "SELECT coalesce(h.name, a.label), a.host_id, a.points, a.open_count, a.worst_count, a.kev_count FROM asset a INDEXED BY asset_by_points LEFT JOIN host h ON h.id = a.host_id " +
        "WHERE a.open_count > 0 ORDER BY a.points DESC, a.open_count DESC, a.id LIMIT $limit",
        r => new HostRisk(r.GetString(0), r.NumberOrNull(1) is { } id ? new HostId(id) : null, r.GetInt64(2), r.GetInt64(3), r.GetInt64(4)) { KnownExploited = r.GetInt64(5) }, ("$limit", limit));

    /// <summary>The machines with the most points among the findings that a filter selects.</summary>
    public static TopMachines TopHosts(this ReadTransaction t, FindingFilter filter, int limit)
    {
        if (filter == new FindingFilter { Limit = filter.Limit }) return new TopMachines(t.TopHosts(limit), true);
        FindingSet set = FindingSet.Of(t, filter);
        if (set.IsEmpty) return new TopMachines([], true);
        LevelPoints points = t.RulesInForce().Rules.Points;
        (List<MachineShare> shares, bool all) = set is { CountsAll: true, Plugins: null } ? (MachineShare.FromFigures(t, set, points), true) : MachineShare.FromFindings(t, set, points);
        List<MachineShare> top = [.. shares.OrderByDescending(s => s.Points).ThenByDescending(s => s.Open).ThenBy(s => s.Machine).Take(limit)];
        var names = t.Connection.ReadAll(
            "SELECT a.id, coalesce(h.name, a.label), a.host_id FROM json_each($ids) k CROSS JOIN asset a ON a.id = k.value LEFT JOIN host h ON h.id = a.host_id",
            r => (Id: r.GetInt64(0), Name: r.GetString(1), Host: r.NumberOrNull(2)), ("$ids", $"[{string.Join(',', top.Select(s => s.Machine))}]")).ToDictionary(a => a.Id);
        return new TopMachines(
            top.ConvertAll(s => new HostRisk(names[s.Machine].Name, names[s.Machine].Host is { } id ? new HostId(id) : null, s.Points, s.Open, s.Worst) { KnownExploited = s.KnownExploited }), all);
    }

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
        "SELECT h.name, a.host_id, a.points, a.open_count, a.worst_count, a.due_at_us FROM asset a JOIN host h ON h.id = a.host_id WHERE h.removed_at_us IS NULL",
        OfHost).ToDictionary(h => h.HostId!.Value);

    /// <summary>The same of one host; null where it has no findings.</summary>
    public static HostRisk? HostRiskOf(this ReadTransaction t, HostId host)
    {
        HostRisk? risk = null;
        t.Connection.ReadOne("SELECT h.name, a.host_id, a.points, a.open_count, a.worst_count, a.due_at_us FROM asset a JOIN host h ON h.id = a.host_id WHERE a.host_id = $host",
            r => risk = OfHost(r), ("$host", host.Value));
        return risk;
    }

    private static HostRisk OfHost(SqliteDataReader r) => new(r.GetString(0), new HostId(r.GetInt64(1)), r.GetInt64(2), r.GetInt64(3), r.GetInt64(4))
    {
        DueAt = r.NumberOrNull(5) is { } due ? JournalHash.FromMicroseconds(due) : null,
    };

    /// <summary>Findings that count as risk and are known to be exploited.</summary>
    public static long KnownExploitedFindings(this ReadTransaction t) =>
        t.Connection.Scalar<long>("SELECT sum(kev_count) FROM risk_cell");

    /// <summary>Machines of the scanners that are no host of ours, with why not.</summary>
    public static List<(string Machine, string Why, long Open)> UnknownMachines(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT key, why, open_count FROM asset WHERE host_id IS NULL ORDER BY key", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)));
}
