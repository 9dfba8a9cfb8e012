using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>Lists of findings, the worst first, page by page. Each runs along an index; there is no other order and no jump to page n.</summary>
public static class FindingQueries
{
    private static string From(string indexedBy) =>
        $"FROM finding f {indexedBy} JOIN asset a ON a.id = f.asset_id JOIN plugin p ON p.id = f.plugin_id LEFT JOIN host h ON h.id = a.host_id " +
        "LEFT JOIN asset_source s ON s.asset_id = f.asset_id AND s.source = f.source " +
        "LEFT JOIN import_asset i ON i.import_id = coalesce(f.import_id, s.import_id) AND i.asset_id = f.asset_id";

    private const string Columns =
        "f.id, coalesce(h.name, a.label), a.host_id, f.source, f.plugin_number, p.name, f.raw_severity, f.port, f.protocol, f.instance, f.status, coalesce(s.stale, 0), " +
        "f.first_seen_at_us, coalesce(i.seen_at_us, f.first_seen_at_us), f.closed_at_us, f.likelihood, f.impact, f.rank, f.plugin_id, " + StoredScores.Columns +
        ", f.due_at_us, f.due_by, f.disputed";

    private const int AfterColumns = 30;

    /// <summary>Up to so many assets are sorted; of more, one in a few rows along the kept order is theirs.</summary>
    private const int FewAssets = 200;

    /// <summary>One page.</summary>
    public static List<FindingSummary> Findings(this ReadTransaction t, FindingFilter filter)
    {
        int limit = Math.Clamp(filter.Limit, 0, FindingFilter.MaxLimit);
        if (filter.Cve is not { } cve) return Page(t, filter, limit, plugin: null);

        // A CVE is tested by few plugins: the best of each, then the best of those.
        List<long> plugins = t.Connection.ReadAll("SELECT plugin_id FROM plugin_cve WHERE cve = $cve", r => r.GetInt64(0), ("$cve", ImportTexts.Number(cve)));
        return [.. plugins.SelectMany(p => Page(t, filter, limit, p)).OrderByDescending(f => f.Rank).ThenBy(f => f.Id.Value).Take(limit)];
    }

    /// <summary>One finding with everything about it, or null.</summary>
    public static FindingDetail? Finding(this ReadTransaction t, FindingId id)
    {
        FindingDetail? detail = null;
        long plugin = 0;
        t.Connection.ReadOne(
            $"SELECT {Columns}, p.synopsis, p.description, p.solution, p.see_also, p.patch_refs, p.refs, o.body, a.why, h.criticality, h.exposure {From("")} LEFT JOIN output o ON o.id = f.output_id WHERE f.id = $id",
            r =>
            {
                plugin = r.GetInt64(18);
                FindingSummary finding = Make(r, []);
                var facts = new RiskFacts(finding.Severity, finding.Scores, finding.Flags, (int?)r.NumberOrNull(AfterColumns + 8), ScoredHost.ExposureOf(r.TextOrNull(AfterColumns + 9)));
                detail = new FindingDetail(
                    finding, RiskExplanation.Of(facts, RiskRules.Standard, finding.Source.ToString(), finding.LastSeenAt), r.TextOrNull(AfterColumns), r.TextOrNull(AfterColumns + 1),
                    r.TextOrNull(AfterColumns + 2), r.TextOrNull(AfterColumns + 3), r.TextOrNull(AfterColumns + 4), r.TextOrNull(AfterColumns + 5), r.TextOrNull(AfterColumns + 6), r.GetString(AfterColumns + 7), []);
            },
            ("$id", id.Value));
        return detail is null ? null : detail with { Finding = detail.Finding with { Cves = Cves(t, plugin) }, Events = Events(t, id) };
    }

    /// <summary>The newest imports.</summary>
    public static List<ImportSummary> Imports(this ReadTransaction t, int limit) => t.Connection.ReadAll(
        "SELECT id, source, shape, file_name, at_us, row_count, findings, added, updated, closed, rejected FROM finding_import ORDER BY id DESC LIMIT $limit",
        r => new ImportSummary(
            new ImportId(r.GetInt64(0)), (FindingSource)r.GetInt32(1), r.GetString(2), r.GetString(3), JournalHash.FromMicroseconds(r.GetInt64(4)),
            r.GetInt64(5), r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), r.GetInt64(9), r.GetInt64(10)),
        ("$limit", limit));

    private static List<FindingSummary> Page(ReadTransaction t, FindingFilter filter, int limit, long? plugin)
    {
        List<string> where = [];
        List<(string, object?)> values = [("$limit", limit)];
        long[]? assets = filter.Hosts is null ? null : Assets(t, filter.Hosts);
        string index = IndexFor(filter, assets, plugin);
        where.Add(StatusClause(filter.Status));
        Where(plugin, "f.plugin_id = $plugin", "$plugin");
        Where(filter.Severity is { } severity ? (long)severity : null, "f.severity = $severity", "$severity");
        if (assets is not null) Where($"[{string.Join(',', assets)}]", "f.asset_id IN (SELECT value FROM json_each($assets))", "$assets");
        if (filter.Cell is { } cell)
        {
            (long from, long until) = RiskRank.RangeOf(cell.Likelihood, cell.Impact);
            Where(from, "f.rank >= $from", "$from");
            Where(until, "f.rank < $until", "$until");
        }
        if (filter.After is { } after)
        {
            Where(after.Rank, "f.rank <= $rank", "$rank");
            Where(after.Id.Value, "NOT (f.rank = $rank AND f.id <= $after)", "$after");
        }
        var plugins = new List<long>();
        List<FindingSummary> page = t.Connection.ReadAll(
            $"SELECT {Columns} {From($"INDEXED BY {index}")} WHERE {string.Join(" AND ", where)} ORDER BY f.rank DESC, f.id LIMIT $limit",
            r =>
            {
                plugins.Add(r.GetInt64(18));
                return Make(r, []);
            },
            [.. values]);
        Dictionary<long, IReadOnlyList<CveId>> cves = plugins.Distinct().ToDictionary(p => p, IReadOnlyList<CveId> (p) => Cves(t, p));
        return [.. page.Zip(plugins, (finding, p) => finding with { Cves = cves[p] })];

        void Where(object? value, string clause, string name)
        {
            if (value is null) return;
            where.Add(clause);
            values.Add((name, value));
        }
    }

    /// <summary>
    /// Few assets, or the stale ones: their findings are sorted, which their number bounds. Everything else runs along an order that is kept.
    /// </summary>
    private static string IndexFor(FindingFilter filter, long[]? assets, long? plugin)
    {
        if (plugin is not null) return "finding_by_plugin";
        if (assets is { Length: <= FewAssets } || filter.Status == FindingStatus.Stale) return "finding_by_identity";
        if (filter.Status == FindingStatus.Disputed) return "finding_disputed";
        if (filter.Status is not (null or FindingStatus.Open)) return "finding_not_open";
        return filter.Severity is null || filter.Cell is not null ? "finding_by_rank" : "finding_by_severity";
    }

    /// <summary>Written so that the partial indexes serve it: SQLite takes one only where the clause repeats its condition.</summary>
    private static string StatusClause(FindingStatus? status) => status switch
    {
        null => "f.status <= 2",
        FindingStatus.Open => "f.status <= 2 AND f.status = 0 AND f.disputed = 0 AND coalesce(s.stale, 0) = 0",
        FindingStatus.Disputed => "f.status <= 2 AND f.disputed = 1",
        FindingStatus.Stale => "f.status <= 2 AND f.status = 0 AND f.disputed = 0 AND s.stale = 1 AND f.asset_id IN (SELECT asset_id FROM asset_source WHERE stale = 1)",
        FindingStatus.NotSeen => "f.status > 0 AND f.status = 2 AND f.disputed = 0",
        FindingStatus.Accepted => "f.status > 0 AND f.status = 3",
        _ => "f.status > 0 AND f.status = 5",
    };

    private static long[] Assets(ReadTransaction t, IReadOnlyCollection<HostId> hosts) => [.. t.Connection.ReadAll(
        "SELECT id FROM asset WHERE host_id IN (SELECT value FROM json_each($hosts))", r => r.GetInt64(0), ("$hosts", $"[{string.Join(',', hosts.Select(h => h.Value))}]"))];

    private static List<CveId> Cves(ReadTransaction t, long plugin) => t.Connection.ReadAll(
        "SELECT cve FROM plugin_cve WHERE plugin_id = $plugin ORDER BY cve", r => ImportTexts.Cve(r.GetInt64(0)), ("$plugin", plugin));

    private static List<FindingEvent> Events(ReadTransaction t, FindingId id) => t.Connection.ReadAll(
        "SELECT at_us, kind, import_id FROM finding_event WHERE finding_id = $id ORDER BY id",
        r => new FindingEvent(JournalHash.FromMicroseconds(r.GetInt64(0)), r.GetString(1), r.NumberOrNull(2) is { } import ? new ImportId(import) : null), ("$id", id.Value));

    private static FindingSummary Make(SqliteDataReader r, IReadOnlyList<CveId> cves)
    {
        var facts = StoredScores.Read(r, 19);
        var status = (FindingStatus)r.GetInt32(10);
        bool disputed = r.GetBoolean(29);
        if (status <= FindingStatus.NotSeen && disputed) status = FindingStatus.Disputed;
        else if (status == FindingStatus.Open && r.GetInt64(11) == 1) status = FindingStatus.Stale;
        return new FindingSummary(
            new FindingId(r.GetInt64(0)), r.GetString(1), r.NumberOrNull(2) is { } host ? new HostId(host) : null, (FindingSource)r.GetInt32(3), r.GetInt64(4), r.GetString(5),
            facts.Severity, r.TextOrNull(6), facts.Scores, facts.Flags, cves, r.GetInt32(7), (FindingProtocol)r.GetInt32(8), r.GetString(9), status,
            JournalHash.FromMicroseconds(r.GetInt64(12)), JournalHash.FromMicroseconds(r.GetInt64(13)), r.NumberOrNull(14) is { } closed ? JournalHash.FromMicroseconds(closed) : null,
            new RiskScore(r.GetInt32(15), r.GetInt32(16)), r.GetInt64(17))
        {
            Due = new DueDate(r.NumberOrNull(27) is { } due ? JournalHash.FromMicroseconds(due) : null, (DueBy)r.GetInt32(28)),
            Disputed = disputed,
        };
    }
}
