using System.Diagnostics;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Acceptance;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Findings.Slices;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Risk;

/// <summary>
/// Makes stored scores anew after rules or feeds changed. Findings are compared while everybody else may write; only those that differ
/// are written, some in each transaction, so that nobody waits long for the lock. What was done stays done when the program ends in
/// between: the next one goes on from there.
/// </summary>
public static class Rescoring
{
    /// <summary>A transaction writes findings for so long; the figures that it writes at its end are bounded by the next number.</summary>
    private const long MostMilliseconds = 80;

    private const int MostInOne = 500;

    /// <summary>So many are compared at most between two looks at the clock of others.</summary>
    private const int ComparedAtOnce = 50_000;

    private readonly record struct Row(long Id, long Asset, bool Counts, FindingSource Source, long Plugin, long Rank, long? DueUs, DueBy DueBy, Scored Now)
    {
        public bool Differs => Now.Rank != Rank || Now.DueUs != DueUs || Now.DueBy != DueBy;
    }

    /// <summary>Compares and writes as much as one transaction may. Returns true when nothing is left.</summary>
    public static bool Some(CockpitFile file, Actor by, Instant now)
    {
        // Half of an import is not scored anew: what asks for it stands in the file, and the next look after its end finds it there.
        if (file.Read(t => RunningImports.IsInSlices(t.Connection))) return true;
        (ScoringState.Row state, List<long> differ, long upTo, bool end) = file.Read(t => Compare(t.Connection));
        if (state.Done == state.Wanted) return true;
        return file.Write(t =>
        {
            // Meanwhile rules may have been set, or another program may have been here.
            if (ScoringState.Read(t.Connection) != state) return false;
            if (RunningImports.IsInSlices(t.Connection)) return true;
            Scoring scoring = Scoring.Of(t.Connection);
            (long reached, int moved, bool all) = Write(t, scoring, differ, now);
            ScoringState.Reach(t.Connection, all ? upTo : reached, moved);
            if (all && end) t.EndWorseAcceptances(now);
            if (all && end) ScoringState.Finish(t, scoring.RulesVersion, by, now);
            return all && end;
        });
    }

    /// <summary>The findings that count as risk, by the level they have and the one that other rules would give them.</summary>
    public static List<(RiskLevel From, RiskLevel To, long Findings)> WouldBe(this ReadTransaction t, RiskRules rules)
    {
        Scoring scoring = Scoring.With(t.Connection, rules, 0);
        long[,] counts = new long[5, 5];
        using var rows = new Reader(t.Connection, "f.id > ?1 AND f.status <= 2 ORDER BY f.id", scoring);
        foreach (Row row in rows.From(0)) counts[(int)RiskRank.ScoreOf(row.Rank).Level, (int)row.Now.Score.Level]++;
        return [.. from f in Enumerable.Range(0, 5) from to in Enumerable.Range(0, 5) where counts[f, to] > 0 select ((RiskLevel)f, (RiskLevel)to, counts[f, to])];
    }

    private static (ScoringState.Row State, List<long> Differ, long UpTo, bool End) Compare(SqliteConnection connection)
    {
        ScoringState.Row state = ScoringState.Read(connection);
        if (state.Done == state.Wanted) return (state, [], 0, true);
        using var rows = new Reader(connection, "f.id > ?1 ORDER BY f.id", Scoring.Of(connection));
        List<long> differ = [];
        long upTo = state.Reached;
        int compared = 0;
        foreach (Row row in rows.From(state.Reached))
        {
            upTo = row.Id;
            if (row.Differs) differ.Add(row.Id);
            if (differ.Count == MostInOne || ++compared == ComparedAtOnce) return (state, differ, upTo, false);
        }
        return (state, differ, upTo, true);
    }

    private static (long Reached, int Moved, bool All) Write(WriteTransaction t, Scoring scoring, List<long> differ, Instant now)
    {
        var ledger = new RiskLedger();
        var dues = new DueLedger();
        using var one = new Reader(t.Connection, "f.id = ?1", scoring);
        using var update = new RawStatement(t.Connection, "UPDATE finding SET likelihood = ?2, impact = ?3, rank = ?4, due_at_us = ?5, due_by = ?6 WHERE id = ?1");
        using var due = new RawStatement(t.Connection, "UPDATE finding SET due_at_us = ?2, due_by = ?3 WHERE id = ?1");
        HashSet<long> assets = [];
        long begun = Stopwatch.GetTimestamp(), reached = 0;
        int moved = 0, at = 0;
        for (; at < differ.Count && Stopwatch.GetElapsedTime(begun).TotalMilliseconds < MostMilliseconds; at++)
        {
            reached = differ[at];
            foreach (Row row in one.From(reached))
            {
                if (!row.Differs) continue;
                // A rank that stays is left alone: then no index is touched.
                if (row.Now.Rank == row.Rank) due.Bind(1, row.Id).Bind(2, row.Now.DueUs).Bind(3, (long)row.Now.DueBy).Run();
                else update.Bind(1, row.Id).Bind(2, row.Now.Score.Likelihood).Bind(3, row.Now.Score.Impact).Bind(4, row.Now.Rank).Bind(5, row.Now.DueUs).Bind(6, (long)row.Now.DueBy).Run();
                if (row.Now.Score != RiskRank.ScoreOf(row.Rank)) moved++;
                if (!row.Counts) continue;
                dues.Count(row.Asset, row.DueUs, -1);
                dues.Count(row.Asset, row.Now.DueUs, +1);
                if (row.Now.Rank == row.Rank) continue;
                ledger.Count(row.Asset, row.Source, row.Plugin, row.Rank, -1);
                ledger.Count(row.Asset, row.Source, row.Plugin, row.Now.Rank, +1);
                assets.Add(row.Asset);
            }
        }
        ledger.Write(t.Connection, now);
        dues.Write(t.Connection);
        AlignmentDue.MarkAssets(t.Connection, assets);
        return (reached, moved, at == differ.Count);
    }

    /// <summary>Reads findings with the scores that they would get now; criticality and exposure are the hosts' of this moment.</summary>
    private sealed class Reader(SqliteConnection connection, string where, Scoring scoring) : IDisposable
    {
        private readonly RawStatement rows = new(connection,
            $"SELECT f.id, f.asset_id, f.status, f.source, f.plugin_id, f.rank, f.due_at_us, f.due_by, coalesce(f.open_since_us, f.first_seen_at_us), {StoredScores.Columns}, h.criticality, h.exposure " +
            $"FROM finding f JOIN asset a ON a.id = f.asset_id LEFT JOIN host h ON h.id = a.host_id AND h.removed_at_us IS NULL WHERE {where}");

        public IEnumerable<Row> From(long id)
        {
            rows.Bind(1, id);
            while (rows.Next())
            {
                var scores = new FindingScores(Short(10), Short(11), Short(12), Short(13), (int)rows.Number(14), Short(15));
                Exposure? exposure = rows.IsNull(18) ? null : ScoredHost.ExposureOf(System.Text.Encoding.UTF8.GetString(rows.Text(18)));
                yield return new Row(
                    rows.Number(0), rows.Number(1), rows.Number(2) <= (long)FindingStatus.NotSeen, (FindingSource)rows.Number(3), rows.Number(4), rows.Number(5),
                    rows.IsNull(6) ? null : rows.Number(6), (DueBy)rows.Number(7),
                    scoring.Of(rows.Number(4), (Severity)rows.Number(9), scores, (FindingFlags)rows.Number(16), rows.IsNull(17) ? null : (int)rows.Number(17), exposure, rows.Number(8)));
            }
        }

        public void Dispose() => rows.Dispose();

        private short Short(int column) => (short)rows.Number(column);
    }
}
