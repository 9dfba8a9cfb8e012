using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Alignment;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>What is known of a finding's fix, and how old the scan is that it rests on.</summary>
/// <param name="ScannedAt">When the host's last good scan began; null where none went well.</param>
public sealed record KnownFix(FixAnswer Answer, Instant? ScannedAt);

/// <summary>A finding of one CVE on one machine, with what fixes it there.</summary>
/// <param name="Host">Null where no host of this file is that machine.</param>
public sealed record CveFinding(HostId? Host, string Machine, FixAnswer Answer);

/// <summary>Reads which pending updates fix which findings.</summary>
public static class FixQueries
{
    private const string Columns = "s.state, s.reason, x.package, x.architecture, p.from_version, x.to_version, x.kind, x.confidence, x.evidence";

    private const string Joins =
        "LEFT JOIN finding_alignment s ON s.finding_id = f.id LEFT JOIN finding_fix x ON x.finding_id = f.id " +
        "LEFT JOIN pending_update p ON p.host_id = a.host_id AND p.name = x.package AND p.architecture = x.architecture";

    /// <summary>The fixes of a page of findings, in one query.</summary>
    public static Dictionary<FindingId, KnownFix> FixesOf(this ReadTransaction t, IEnumerable<FindingId> findings)
    {
        var rows = t.Connection.ReadAll(
            $"SELECT {Columns}, f.id, g.started_at_us FROM json_each($ids) j JOIN finding f ON f.id = j.value JOIN asset a ON a.id = f.asset_id LEFT JOIN host h ON h.id = a.host_id " +
            $"LEFT JOIN host_scan g ON g.id = h.last_good_scan_id {Joins} ORDER BY f.id, x.package, x.architecture",
            r => (Id: new FindingId(r.GetInt64(9)), ScannedAt: r.NumberOrNull(10), Part: Part.Read(r)), ("$ids", $"[{string.Join(',', findings.Select(f => f.Value))}]"));
        return rows.GroupBy(r => r.Id).ToDictionary(g => g.Key, g => new KnownFix(Part.Join(g.Select(r => r.Part)), g.First().ScannedAt is { } us ? JournalHash.FromMicroseconds(us) : null));
    }

    /// <summary>Every finding of a CVE that counts as risk, on whichever machine.</summary>
    public static List<CveFinding> FindingsOfCve(this ReadTransaction t, CveId cve)
    {
        var rows = t.Connection.ReadAll(
            $"SELECT {Columns}, f.id, a.host_id, coalesce(h.name, a.label) FROM plugin_cve c JOIN finding f INDEXED BY finding_by_plugin ON f.plugin_id = c.plugin_id AND f.status IN (0, 1, 2) " +
            $"JOIN asset a ON a.id = f.asset_id LEFT JOIN host h ON h.id = a.host_id {Joins} WHERE c.cve = $cve ORDER BY f.id, x.package, x.architecture",
            r => (Id: r.GetInt64(9), Host: r.NumberOrNull(10), Machine: r.GetString(11), Part: Part.Read(r)), ("$cve", ImportTexts.Number(cve)));
        return [.. rows.GroupBy(r => r.Id).Select(g => new CveFinding(g.First().Host is { } id ? new HostId(id) : null, g.First().Machine, Part.Join(g.Select(r => r.Part))))];
    }

    /// <summary>One row: a finding with one of its fixes, or with none.</summary>
    private readonly record struct Part(FixState State, string Reason, FindingFix? Fix)
    {
        public static Part Read(Microsoft.Data.Sqlite.SqliteDataReader r) => new(
            (FixState)(r.NumberOrNull(0) ?? 0), r.TextOrNull(1) ?? "",
            r.IsDBNull(2) ? null : new FindingFix(r.GetString(2), r.GetString(3), r.TextOrNull(4) ?? "", r.GetString(5), (FixKind)r.GetInt32(6), (FixConfidence)r.GetInt32(7), r.GetString(8)));

        public static FixAnswer Join(IEnumerable<Part> parts)
        {
            List<Part> all = [.. parts];
            return new FixAnswer(all[0].State, [.. all.Where(p => p.Fix is not null).Select(p => p.Fix!)], all[0].Reason);
        }
    }
}
