using Cockpit.Core.Risk;

namespace Cockpit.Store.Findings;

/// <summary>The cells of the matrix in the order of their ranks, and what the file holds in each.</summary>
internal static class RiskCells
{
    /// <summary>As <see cref="RiskRank"/> sorts them.</summary>
    public static IReadOnlyList<RiskScore> WorstFirst { get; } =
        [.. Enumerable.Range(1, RiskMatrix.Steps).SelectMany(l => Enumerable.Range(1, RiskMatrix.Steps).Select(i => new RiskScore(l, i))).OrderByDescending(c => RiskRank.RangeOf(c.Likelihood, c.Impact).From)];

    public static Dictionary<RiskScore, (long Open, long Known)> All(ReadTransaction t) =>
        t.Connection.ReadAll("SELECT likelihood, impact, open_count, kev_count FROM risk_cell", r => (new RiskScore(r.GetInt32(0), r.GetInt32(1)), (r.GetInt64(2), r.GetInt64(3)))).ToDictionary();
}

/// <summary>What some machines have in each cell, by one tool or all.</summary>
internal sealed class MachineCells
{
    private readonly List<(long Machine, CellCounts Counts)> machines = [];

    /// <param name="only">Rising; null reads every machine.</param>
    public static MachineCells Read(ReadTransaction t, long[]? only, Core.Findings.FindingSource? source)
    {
        var cells = new MachineCells();
        long last = -1;
        RawStatement rows = Rows(t, only);
        try
        {
            while (rows.Next())
            {
                if (source is { } tool && rows.Number(1) != (long)tool) continue;
                if (rows.Number(0) != last) cells.machines.Add((last = rows.Number(0), new CellCounts()));
                cells.machines[^1].Counts.AddStored(rows.Text(2));
            }
        }
        finally
        {
            rows.Stop();
        }
        return cells;
    }

    public IReadOnlyList<(long Machine, CellCounts Counts)> Each => machines;

    /// <summary>Of all of them together, without holding each one's.</summary>
    public static CellCounts Sum(ReadTransaction t, long[]? only, Core.Findings.FindingSource? source)
    {
        var sum = new CellCounts();
        RawStatement rows = Rows(t, only);
        try
        {
            while (rows.Next())
            {
                if (source is null || rows.Number(1) == (long)source) sum.AddStored(rows.Text(2));
            }
        }
        finally
        {
            rows.Stop();
        }
        return sum;
    }

    public (long[] Machines, long Findings) Having(RiskScore cell, bool knownExploited)
    {
        int at = CellCounts.Cell(cell);
        var having = new List<long>();
        long findings = 0;
        foreach ((long machine, CellCounts counts) in machines)
        {
            int there = knownExploited ? counts.Exploited[at] : counts.Open[at];
            if (there <= 0) continue;
            having.Add(machine);
            findings += there;
        }
        return ([.. having], findings);
    }

    /// <summary>Machine by machine.</summary>
    private static RawStatement Rows(ReadTransaction t, long[]? only)
    {
        RawStatement rows = t.File.Prepared(only is null
            ? "SELECT asset_id, source, counts FROM asset_cell ORDER BY asset_id"
            : "SELECT c.asset_id, c.source, c.counts FROM json_each(?1) k CROSS JOIN asset_cell c ON c.asset_id = k.value");
        return only is null ? rows : rows.Bind(1, $"[{string.Join(',', only)}]");
    }
}
