using System.Diagnostics;
using Cockpit.Core.Intel;
using Cockpit.Store.Findings;

namespace Cockpit.Store.Intel;

/// <summary>
/// A day's forecasts beside a worker: 300,000 rows take too long for one transaction that the worker's heartbeats wait for. They are written
/// into a table of their own, some in each transaction, which then takes the old one's place at once. What did not finish is
/// dropped by the next import; nothing reads it.
/// </summary>
public static class EpssStage
{
    private const long MostMilliseconds = 60;

    /// <summary>Rows between two looks at the clock.</summary>
    private const int AtOnce = 500;

    /// <summary>Writes all scores beside those that count.</summary>
    /// <param name="hash">The file's, in hex: two imports at once have tables of their own.</param>
    /// <param name="pause">Called between two transactions, so that others come to the lock.</param>
    /// <returns>How many differ from those that count.</returns>
    public static long Fill(CockpitFile file, EpssScores scores, string hash, Action pause)
    {
        string table = Table(hash);
        file.Write(t =>
        {
            foreach (string left in t.Connection.ReadAll("SELECT name FROM sqlite_schema WHERE type = 'table' AND name GLOB 'epss_next_*'", r => r.GetString(0))) t.Connection.Execute($"DROP TABLE \"{left}\"");
            t.Connection.Execute($"CREATE TABLE {table} (cve INTEGER PRIMARY KEY, millionths INTEGER NOT NULL, percentile INTEGER NOT NULL) STRICT");
        });
        (long Cve, EpssEntry Entry)[] rows = [.. scores.Entries.Select(e => (ImportTexts.Number(e.Cve), e)).OrderBy(r => r.Item1)];
        for (int next = 0; next < rows.Length;)
        {
            int from = next;
            next = file.Write(t =>
            {
                using var add = new RawStatement(t.Connection, $"INSERT OR REPLACE INTO {table} (cve, millionths, percentile) VALUES (?1, ?2, ?3)");
                long begun = Stopwatch.GetTimestamp();
                int at = from;
                while (at < rows.Length && Stopwatch.GetElapsedTime(begun).TotalMilliseconds < MostMilliseconds)
                {
                    for (int end = Math.Min(rows.Length, at + AtOnce); at < end; at++)
                        add.Bind(1, rows[at].Cve).Bind(2, rows[at].Entry.Millionths).Bind(3, rows[at].Entry.Percentile / IntelTables.MillionthsPerPercent).Run();
                }
                return at;
            });
            pause();
        }
        return file.Read(t => t.Connection.Scalar<long>(
            $"SELECT (SELECT count(*) FROM {table} n LEFT JOIN epss e ON e.cve = n.cve WHERE e.millionths IS NOT n.millionths OR e.percentile IS NOT n.percentile) " +
            $"+ (SELECT count(*) FROM epss e WHERE NOT EXISTS (SELECT 1 FROM {table} n WHERE n.cve = e.cve))"));
    }

    /// <summary>From now on these count.</summary>
    public static void TakePlace(WriteTransaction t, string hash)
    {
        t.Connection.Execute("DROP TABLE epss");
        t.Connection.Execute($"ALTER TABLE {Table(hash)} RENAME TO epss");
    }

    private static string Table(string hash) => $"epss_next_{Convert.ToHexStringLower(Convert.FromHexString(hash))[..16]}";
}
