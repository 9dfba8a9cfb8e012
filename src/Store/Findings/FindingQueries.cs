using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Risk;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>Lists of findings, the worst first, page by page. Each runs along an index; there is no other order and no jump to page n.</summary>
public static class FindingQueries
{
    private const string Joined =
        "JOIN asset a ON a.id = f.asset_id JOIN plugin p ON p.id = f.plugin_id LEFT JOIN host h ON h.id = a.host_id " +
        "LEFT JOIN asset_source s ON s.asset_id = f.asset_id AND s.source = f.source " +
        "LEFT JOIN import_asset i ON i.import_id = coalesce(f.import_id, s.import_id) AND i.asset_id = f.asset_id";

    private const string Columns =
        "f.id, coalesce(h.name, a.label), a.host_id, f.source, f.plugin_number, p.name, f.raw_severity, f.port, f.protocol, f.instance, f.status, coalesce(s.stale, 0), " +
        "f.first_seen_at_us, coalesce(i.seen_at_us, f.first_seen_at_us), f.closed_at_us, f.likelihood, f.impact, f.rank, f.plugin_id, " + StoredScores.Columns +
        ", f.due_at_us, f.due_by, f.disputed, coalesce(f.open_since_us, f.first_seen_at_us)";

    private const int AfterColumns = 31;

    /// <summary>One page.</summary>
    public static List<FindingSummary> Findings(this ReadTransaction t, FindingFilter filter)
    {
        List<FindingKey> keys = new FindingLists(t, FindingSet.Of(t, filter)).Worst(filter.After, Math.Clamp(filter.Limit, 0, FindingFilter.MaxLimit));
        if (keys.Count == 0) return [];
        var plugins = new Dictionary<long, IReadOnlyList<CveId>>();
        var found = t.Connection.ReadAll(
            $"SELECT {Columns} FROM json_each($ids) k CROSS JOIN finding f ON f.id = k.value {Joined}",
            r =>
            {
                plugins.TryAdd(r.GetInt64(18), []);
                return (Plugin: r.GetInt64(18), Finding: Make(r, []));
            },
            ("$ids", $"[{string.Join(',', keys.Select(k => k.Id))}]")).ToDictionary(f => f.Finding.Id.Value);
        foreach (var ofOne in t.Connection.ReadAll(
            "SELECT c.plugin_id, c.cve FROM json_each($plugins) k CROSS JOIN plugin_cve c INDEXED BY plugin_cve_by_plugin ON c.plugin_id = k.value",
            r => (Plugin: r.GetInt64(0), Cve: ImportTexts.Cve(r.GetInt64(1))), ("$plugins", $"[{string.Join(',', plugins.Keys)}]")).GroupBy(c => c.Plugin, c => c.Cve)) plugins[ofOne.Key] = [.. ofOne.OrderBy(c => c.Year).ThenBy(c => c.Number)];
        return keys.ConvertAll(k => found[k.Id].Finding with { Cves = plugins[found[k.Id].Plugin] });
    }

    /// <summary>One finding with everything about it, or null.</summary>
    /// <param name="now">Tells which feeds are stale; without it none is called so.</param>
    public static FindingDetail? Finding(this ReadTransaction t, FindingId id, Instant? now = null)
    {
        var explaining = new Explaining(t, now ?? Instant.MinValue);
        FindingDetail? detail = null;
        long plugin = 0;
        t.Connection.ReadOne(
            $"SELECT {Columns}, p.synopsis, p.description, p.solution, p.see_also, p.patch_refs, p.refs, o.body, a.why FROM finding f {Joined} LEFT JOIN output o ON o.id = f.output_id WHERE f.id = $id",
            r =>
            {
                plugin = r.GetInt64(18);
                FindingSummary finding = Make(r, []);
                detail = new FindingDetail(
                    finding, explaining.Of(finding), r.TextOrNull(AfterColumns), r.TextOrNull(AfterColumns + 1),
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

    private static List<CveId> Cves(ReadTransaction t, long plugin) => t.Connection.ReadAll(
        "SELECT cve FROM plugin_cve WHERE plugin_id = $plugin ORDER BY cve", r => ImportTexts.Cve(r.GetInt64(0)), ("$plugin", plugin));

    /// <summary>What happened to the finding, and to its machine since it has it.</summary>
    private static List<FindingEvent> Events(ReadTransaction t, FindingId id)
    {
        // In the order of the days that the scans carry; what has one date stays as it was written.
        List<FindingEvent> own = Read("finding_event e", "e.by_name", "e.finding_id = $id ORDER BY e.id");
        List<FindingEvent> ofMachine = Read("finding f JOIN asset_event e ON e.asset_id = f.asset_id", "NULL", "f.id = $id AND e.at_us >= f.first_seen_at_us ORDER BY e.id");
        return [.. own.Concat(ofMachine).OrderBy(e => e.At)];

        List<FindingEvent> Read(string from, string by, string where) => t.Connection.ReadAll(
            $"SELECT e.at_us, e.kind, e.import_id, e.detail, i.file_name, coalesce({by}, i.by_name) FROM {from} LEFT JOIN finding_import i ON i.id = e.import_id WHERE {where}",
            r => new FindingEvent(JournalHash.FromMicroseconds(r.GetInt64(0)), r.GetString(1), r.NumberOrNull(2) is { } import ? new ImportId(import) : null, r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5)), ("$id", id.Value));
    }

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
            OpenSince = JournalHash.FromMicroseconds(r.GetInt64(30)),
            StoredPlugin = r.GetInt64(18),
        };
    }
}
