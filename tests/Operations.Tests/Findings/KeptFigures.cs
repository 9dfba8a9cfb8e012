using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>Every figure that the file keeps, against the same counted anew from the findings alone.</summary>
internal static class KeptFigures
{
    private const string Known = "(rank >> 18 & 1)";

    /// <summary>The points of a finding by the rules in force, read by SQLite and not by the program.</summary>
    public static readonly string Points = $"(CASE rank >> 25 WHEN 4 THEN {Worth("veryHigh", 10)} WHEN 3 THEN {Worth("high", 5)} WHEN 2 THEN {Worth("moderate", 2)} WHEN 1 THEN {Worth("low", 1)} ELSE {Worth("veryLow", 0)} END)";

    /// <summary>Each gives "what" and a number that was kept less the one that was counted.</summary>
    private static readonly string[] Differences =
    [
        $"SELECT 'cell ' || likelihood || ' ' || impact, sum(n) FROM (SELECT likelihood, impact, open_count n FROM risk_cell UNION ALL SELECT likelihood, impact, -count(*) FROM finding WHERE status <= 2 GROUP BY 1, 2) GROUP BY 1",
        $"SELECT 'known exploited in cell ' || likelihood || ' ' || impact, sum(n) FROM (SELECT likelihood, impact, kev_count n FROM risk_cell UNION ALL SELECT likelihood, impact, -sum{Known} FROM finding WHERE status <= 2 GROUP BY 1, 2) GROUP BY 1",
        "SELECT 'history of cell ' || likelihood || ' ' || impact, sum(n) FROM (SELECT likelihood, impact, open_count n FROM risk_cell UNION ALL SELECT likelihood, impact, -sum(delta) FROM risk_cell_hour GROUP BY 1, 2) GROUP BY 1",
        "SELECT 'known exploited history ' || likelihood || ' ' || impact, sum(n) FROM (SELECT likelihood, impact, kev_count n FROM risk_cell UNION ALL SELECT likelihood, impact, -sum(kev_delta) FROM risk_cell_hour GROUP BY 1, 2) GROUP BY 1",
        "SELECT 'open of machine ' || id, open_count - (SELECT count(*) FROM finding f WHERE f.asset_id = asset.id AND status <= 2) FROM asset",
        "SELECT 'earliest due date of machine ' || id, coalesce(due_at_us, 0) - coalesce((SELECT min(due_at_us) FROM finding f WHERE f.asset_id = asset.id AND status <= 2), 0) FROM asset",
        $"SELECT 'known exploited of machine ' || id, kev_count - (SELECT coalesce(sum{Known}, 0) FROM finding f WHERE f.asset_id = asset.id AND status <= 2) FROM asset",
        $"SELECT 'points of machine ' || id, points - (SELECT coalesce(sum{Points}, 0) FROM finding f WHERE f.asset_id = asset.id AND status <= 2) FROM asset",
        "SELECT 'very high of machine ' || id, worst_count - (SELECT count(*) FROM finding f WHERE f.asset_id = asset.id AND status <= 2 AND rank >> 25 = 4) FROM asset",
        "SELECT 'open of test ' || id, coalesce((SELECT open_count FROM plugin_figure g WHERE g.plugin_id = plugin.id), 0) - (SELECT count(*) FROM finding f WHERE f.plugin_id = plugin.id AND status <= 2) FROM plugin",
    ];

    private static string Worth(string level, int builtIn) => $"coalesce((SELECT json_extract(CAST(body AS TEXT), '$.points.{level}') FROM risk_rules ORDER BY version DESC LIMIT 1), {builtIn})";

    public static string? Wrong(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        foreach (string sql in Differences)
        {
            foreach ((string what, long difference) in Rows(connection, sql, r => (r.GetString(0), r.IsDBNull(1) ? 0 : r.GetInt64(1))))
            {
                if (difference != 0) return $"{what} is off by {difference}";
            }
        }
        return WrongMachineCells(connection);
    }

    /// <summary>Cells of each machine and tool, and the sum of their days.</summary>
    private static string? WrongMachineCells(SqliteConnection connection)
    {
        Dictionary<(long, long, int), (long Open, long Known)> counted = Rows(connection,
            $"SELECT asset_id, source, likelihood * 8 + impact, count(*), sum{Known} FROM finding WHERE status <= 2 GROUP BY 1, 2, 3",
            r => ((r.GetInt64(0), r.GetInt64(1), r.GetInt32(2)), (r.GetInt64(3), r.GetInt64(4)))).ToDictionary();
        var kept = new Dictionary<(long, long, int), (long Open, long Known)>();
        foreach ((long asset, long source, byte[] counts) in Rows(connection, "SELECT asset_id, source, counts FROM asset_cell", r => (r.GetInt64(0), r.GetInt64(1), (byte[])r.GetValue(2))))
        {
            for (int at = 0; at < counts.Length; at += 9)
                kept.Add((asset, source, counts[at]), (BinaryPrimitives.ReadInt32BigEndian(counts.AsSpan(at + 1)), BinaryPrimitives.ReadInt32BigEndian(counts.AsSpan(at + 5))));
        }
        foreach (var key in counted.Keys.Union(kept.Keys))
        {
            if (counted.GetValueOrDefault(key) != kept.GetValueOrDefault(key)) return $"machine, tool and cell {key}: kept {kept.GetValueOrDefault(key)}, counted {counted.GetValueOrDefault(key)}";
        }
        return null;
    }

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> make)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(make(reader));
        return rows;
    }
}
