using System.Runtime.InteropServices;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Findings.Slices;
using Cockpit.Store.Risk;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>
/// Collects how a transaction changes the figures (cells of the matrix, machines, tests) and writes them at its end, so that
/// screens read a few rows instead of counting every finding. An import counts each finding, so counting only adds to numbers in memory.
/// </summary>
/// <param name="ofImport">While an import runs in slices, only it may change figures: undoing it puts them back as they were.</param>
internal sealed class RiskLedger(bool ofImport = false)
{
    private readonly Dictionary<(long Asset, FindingSource Source), CellCounts> machines = [];
    private readonly Dictionary<long, int> plugins = [];
    private (long Asset, FindingSource Source) last;
    private CellCounts? ofLast;

    /// <summary>A finding begins to count (+1) or ends to count (-1).</summary>
    /// <param name="plugin">The stored plugin's id.</param>
    /// <param name="rank">As it is stored with the finding: cell and known exploitation are read from it.</param>
    public void Count(long asset, FindingSource source, long plugin, long rank, int by)
    {
        // Findings come machine by machine.
        if (ofLast is null || last.Asset != asset || last.Source != source)
        {
            last = (asset, source);
            if (!machines.TryGetValue(last, out ofLast)) machines.Add(last, ofLast = new CellCounts());
        }
        ofLast.Add(CellCounts.Cell(RiskRank.ScoreOf(rank)), by, RiskRank.IsKnownExploited(rank) ? by : 0);
        CollectionsMarshal.GetValueRefOrAddDefault(plugins, plugin, out _) += by;
    }

    /// <exception cref="CockpitException">IMPORT_RUNNING.</exception>
    public void Write(SqliteConnection connection, Instant now)
    {
        if (!ofImport && machines.Count > 0) RunningImports.Refuse(connection);
        var all = new CellCounts();
        foreach (CellCounts machine in machines.Values)
        {
            for (int cell = 0; cell < CellCounts.Size; cell++) all.Add(cell, machine.Open[cell], machine.Exploited[cell]);
        }
        long nowUs = JournalHash.Microseconds(now);
        WriteCells(connection, all, nowUs);
        using var plugin = new RawStatement(connection, "INSERT INTO plugin_figure (plugin_id, open_count) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET open_count = open_count + excluded.open_count");
        foreach ((long id, int by) in plugins)
        {
            if (by != 0) plugin.Bind(1, id).Bind(2, by).Run();
        }
        WriteMachines(connection, CellDays.DayOf(nowUs));
        // What an update removes of a machine's risk is made of the same findings, also where their number stays the same.
        AlignmentDue.MarkAssets(connection, machines.Keys.Select(m => m.Asset).Distinct());
    }

    private static void WriteCells(SqliteConnection connection, CellCounts all, long nowUs)
    {
        const long microsecondsPerHour = 3_600_000_000;
        using var cell = new RawStatement(connection,
            "INSERT INTO risk_cell (likelihood, impact, open_count, kev_count) VALUES (?1, ?2, ?3, ?4) " +
            "ON CONFLICT DO UPDATE SET open_count = open_count + excluded.open_count, kev_count = kev_count + excluded.kev_count");
        using var change = new RawStatement(connection,
            "INSERT INTO risk_cell_hour (hour, likelihood, impact, delta, kev_delta) VALUES (?1, ?2, ?3, ?4, ?5) " +
            "ON CONFLICT DO UPDATE SET delta = delta + excluded.delta, kev_delta = kev_delta + excluded.kev_delta");
        for (int likelihood = 1; likelihood <= RiskMatrix.Steps; likelihood++)
        {
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                int at = CellCounts.Cell(new RiskScore(likelihood, impact)), findings = all.Open[at], exploited = all.Exploited[at];
                if (findings == 0 && exploited == 0) continue;
                cell.Bind(1, likelihood).Bind(2, impact).Bind(3, findings).Bind(4, exploited).Run();
                change.Bind(1, nowUs / microsecondsPerHour).Bind(2, likelihood).Bind(3, impact).Bind(4, findings).Bind(5, exploited).Run();
            }
        }
    }

    private void WriteMachines(SqliteConnection connection, int day)
    {
        int bucket = day / CellDays.DaysPerBucket;
        using var exists = new RawStatement(connection, "SELECT 1 FROM asset WHERE id = ?1");
        using var asset = new RawStatement(connection, "UPDATE asset SET points = points + ?2, open_count = open_count + ?3, worst_count = worst_count + ?4, kev_count = kev_count + ?5 WHERE id = ?1");
        using var known = new RawStatement(connection, "SELECT counts FROM asset_cell WHERE asset_id = ?1 AND source = ?2");
        using var keep = new RawStatement(connection, "INSERT INTO asset_cell (asset_id, source, counts) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET counts = excluded.counts");
        using var knownDays = new RawStatement(connection, "SELECT changes FROM asset_cell_day WHERE asset_id = ?1 AND source = ?2 AND bucket = ?3");
        using var keepDays = new RawStatement(connection, "INSERT INTO asset_cell_day (asset_id, source, bucket, changes) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET changes = excluded.changes");
        using var drop = new RawStatement(connection, "DELETE FROM asset_cell WHERE asset_id = ?1 AND source = ?2");
        using var dropDays = new RawStatement(connection, "DELETE FROM asset_cell_day WHERE asset_id = ?1 AND source = ?2 AND bucket = ?3");
        LevelPoints each = RulesStore.InForce(connection).Rules.Points;
        var counts = new CellCounts();
        foreach (((long id, FindingSource source), CellCounts changes) in machines)
        {
            // A machine that was joined to another one is gone, with its figures.
            if (changes.IsZero || exists.Bind(1, id).One() is null) continue;
            (long points, int findings, int worst, int exploited) = changes.Sum(each);
            asset.Bind(1, id).Bind(2, points).Bind(3, findings).Bind(4, worst).Bind(5, exploited).Run();

            counts.Clear();
            known.Bind(1, id).Bind(2, (long)source);
            while (known.Next()) counts.AddStored(known.Text(0));
            for (int cell = 0; cell < CellCounts.Size; cell++) counts.Add(cell, changes.Open[cell], changes.Exploited[cell]);
            if (counts.IsZero) drop.Bind(1, id).Bind(2, (long)source).Run();
            else keep.Bind(1, id).Bind(2, (long)source).Bind(3, counts.Stored()).Run();

            byte[] days = [];
            knownDays.Bind(1, id).Bind(2, (long)source).Bind(3, bucket);
            while (knownDays.Next()) days = knownDays.Text(0).ToArray();
            days = CellDays.With(days, day % CellDays.DaysPerBucket, changes.Open);
            if (days.Length == 0) dropDays.Bind(1, id).Bind(2, (long)source).Bind(3, bucket).Run();
            else keepDays.Bind(1, id).Bind(2, (long)source).Bind(3, bucket).Bind(4, days).Run();
        }
    }
}
