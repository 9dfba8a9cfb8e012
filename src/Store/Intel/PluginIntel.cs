using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Intel;

/// <summary>
/// What the feeds say of all CVEs of a test, joined, worst first: any known exploitation, the highest forecast, the earliest due date.
/// Automatable and impact are "no" only where each of its CVEs was told to be; what is not told stays unknown.
/// </summary>
internal static class PluginIntel
{
    private const string Columns = "flags, epss, kev_added_day, kev_due_day, automatable, total_impact";

    /// <summary>Bits: 1 known exploited, 2 ransomware, 8 a public exploit, 64 attacks under way, as in <see cref="FindingFlags"/>.</summary>
    private static string Joined(string index) =>
        "SELECT c.plugin_id, " +
        $"max(k.cve IS NOT NULL) * {(int)FindingFlags.KnownExploited} + max(coalesce(k.ransomware, 0)) * {(int)FindingFlags.Ransomware} " +
        $"+ max(coalesce(s.exploitation, 0) = 1) * {(int)FindingFlags.PublicExploit} + max(coalesce(s.exploitation, 0) = 2) * {(int)FindingFlags.ActiveAttack}, " +
        "max(coalesce(e.millionths, -1)), min(k.added_day), min(k.due_day), " +
        "CASE WHEN max(s.automatable) = 1 THEN 1 WHEN count(s.automatable) = count(*) THEN 0 END, " +
        "CASE WHEN max(s.total_impact) = 1 THEN 1 WHEN count(s.total_impact) = count(*) THEN 0 END " +
        $"FROM plugin_cve c {index} LEFT JOIN kev k ON k.cve = c.cve LEFT JOIN epss e ON e.cve = c.cve LEFT JOIN ssvc s ON s.cve = c.cve ";

    private readonly record struct Row(long Flags, long Epss, long? Added, long? Due, long? Automatable, long? TotalImpact)
    {
        public static Row Nothing { get; } = new(0, -1, null, null, null, null);
    }

    /// <summary>Joins anew for every test; returns whether anything changed.</summary>
    public static bool RefreshAll(SqliteConnection connection)
    {
        using var joined = new RawStatement(connection, Joined("INDEXED BY plugin_cve_by_plugin") + "GROUP BY c.plugin_id ORDER BY c.plugin_id");
        using var writer = new Writer(connection);
        Dictionary<long, Row> known = Stored(connection);
        bool changed = false;
        while (joined.Next())
        {
            long plugin = joined.Number(0);
            changed |= writer.Keep(plugin, Read(joined, 1), known.Remove(plugin, out Row before) ? before : Row.Nothing);
        }
        foreach ((long plugin, Row before) in known) changed |= writer.Keep(plugin, Row.Nothing, before);
        return changed;
    }

    /// <summary>Joins for tests that an import brought or gave CVEs to, before their findings are scored.</summary>
    public static void Refresh(SqliteConnection connection, IEnumerable<long> plugins)
    {
        if (connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM intel_feed WHERE kind IN ('kev', 'epss', 'ssvc'))") == 0) return;
        using var joined = new RawStatement(connection, Joined("") + "WHERE c.plugin_id = ?1 GROUP BY c.plugin_id");
        using var stored = new RawStatement(connection, $"SELECT {Columns} FROM plugin_intel WHERE plugin_id = ?1");
        using var writer = new Writer(connection);
        foreach (long plugin in plugins)
        {
            writer.Keep(plugin, First(joined.Bind(1, plugin), 1), First(stored.Bind(1, plugin), 0));
        }
    }

    /// <summary>Of every test of which a feed says something.</summary>
    public static Dictionary<long, IntelFacts> All(SqliteConnection connection) => Stored(connection).ToDictionary(p => p.Key, p => Facts(p.Value));

    public static IntelFacts Of(SqliteConnection connection, long plugin)
    {
        using var stored = new RawStatement(connection, $"SELECT {Columns} FROM plugin_intel WHERE plugin_id = ?1");
        return Facts(First(stored.Bind(1, plugin), 0));
    }

    private static Dictionary<long, Row> Stored(SqliteConnection connection)
    {
        Dictionary<long, Row> known = [];
        using var read = new RawStatement(connection, $"SELECT plugin_id, {Columns} FROM plugin_intel");
        while (read.Next()) known.Add(read.Number(0), Read(read, 1));
        return known;
    }

    private static Row First(RawStatement statement, int first)
    {
        Row row = Row.Nothing;
        while (statement.Next()) row = Read(statement, first);
        return row;
    }

    private static Row Read(RawStatement r, int first)
    {
        return new Row(r.Number(first), r.Number(first + 1), Value(2), Value(3), Value(4), Value(5));

        long? Value(int column) => r.IsNull(first + column) ? null : r.Number(first + column);
    }

    private static IntelFacts Facts(Row r) => new((FindingFlags)r.Flags, (int)r.Epss, IntelTables.Date(r.Due), YesNo(r.Automatable), YesNo(r.TotalImpact)) { KevAddedOn = IntelTables.Date(r.Added) };

    private static bool? YesNo(long? value) => value is { } given ? given != 0 : null;

    private sealed class Writer(SqliteConnection connection) : IDisposable
    {
        private readonly RawStatement put = new(connection, $"INSERT OR REPLACE INTO plugin_intel (plugin_id, {Columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        private readonly RawStatement drop = new(connection, "DELETE FROM plugin_intel WHERE plugin_id = ?1");

        public bool Keep(long plugin, in Row now, in Row before)
        {
            if (now == before) return false;
            if (now == Row.Nothing) drop.Bind(1, plugin).Run();
            else put.Bind(1, plugin).Bind(2, now.Flags).Bind(3, now.Epss).Bind(4, now.Added).Bind(5, now.Due).Bind(6, now.Automatable).Bind(7, now.TotalImpact).Run();
            return true;
        }

        public void Dispose()
        {
            put.Dispose();
            drop.Dispose();
        }
    }
}
