using Cockpit.Core.Findings;
using Cockpit.Core.Journal;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings.Alignment;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>
/// Collects how a transaction changes the figures (cells of the matrix, points of assets) and writes them at its end, so that
/// screens read a few rows instead of counting every finding.
/// </summary>
internal sealed class RiskLedger
{
    private readonly int[] cells = new int[(RiskMatrix.Steps + 1) * (RiskMatrix.Steps + 1)];
    private readonly Dictionary<long, (int Points, int Open, int Worst)> assets = [];

    /// <summary>A finding begins to count (+1) or ends to count (-1).</summary>
    /// <param name="plugin">The stored plugin's id.</param>
    /// <param name="rank">As it is stored with the finding: cell and known exploitation are read from it.</param>
    public void Count(long asset, FindingSource source, long plugin, long rank, int by)
    {
        RiskScore score = RiskRank.ScoreOf(rank);
        cells[score.Likelihood * (RiskMatrix.Steps + 1) + score.Impact] += by;
        (int points, int open, int worst) = assets.GetValueOrDefault(asset);
        assets[asset] = (points + by * score.Points, open + by, worst + (score.Level == RiskLevel.VeryHigh ? by : 0));
    }

    public void Write(SqliteConnection connection, Instant now)
    {
        const long microsecondsPerHour = 3_600_000_000;
        long hour = JournalHash.Microseconds(now) / microsecondsPerHour;
        using var cell = new RawStatement(connection,
            "INSERT INTO risk_cell (likelihood, impact, open_count) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET open_count = open_count + excluded.open_count");
        using var change = new RawStatement(connection,
            "INSERT INTO risk_cell_hour (hour, likelihood, impact, delta) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET delta = delta + excluded.delta");
        for (int likelihood = 1; likelihood <= RiskMatrix.Steps; likelihood++)
        {
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                int delta = cells[likelihood * (RiskMatrix.Steps + 1) + impact];
                if (delta == 0) continue;
                cell.Bind(1, likelihood).Bind(2, impact).Bind(3, delta).Run();
                change.Bind(1, hour).Bind(2, likelihood).Bind(3, impact).Bind(4, delta).Run();
            }
        }
        using var asset = new RawStatement(connection, "UPDATE asset SET points = points + ?2, open_count = open_count + ?3, worst_count = worst_count + ?4 WHERE id = ?1");
        foreach ((long id, (int points, int open, int worst)) in assets)
        {
            if (points != 0 || open != 0 || worst != 0) asset.Bind(1, id).Bind(2, points).Bind(3, open).Bind(4, worst).Run();
        }
        // What an update removes of a machine's risk is made of the same findings.
        AlignmentDue.MarkAssets(connection, assets.Keys);
    }
}
