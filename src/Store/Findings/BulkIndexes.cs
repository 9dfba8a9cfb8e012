using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings;

/// <summary>
/// Takes the secondary indexes of findings away while many more come in than are there, and makes them again in the same transaction:
/// sorted once they cost less than a million single insertions do. Others see them all the time.
/// </summary>
internal sealed class BulkIndexes
{
    /// <summary>Below that it saves nothing.</summary>
    private const int Many = 50_000;

    /// <summary>Next to nothing of what comes in stands in these, and to make one again all findings are read.</summary>
    private const string Sparse = "'finding_not_open', 'finding_disputed'";

    /// <summary>
    /// SQLite sorts as much at a time as its cache may hold. What fits a processor's own cache is sorted a third faster, the merging of
    /// the sorted pieces included, than all of it at once.
    /// </summary>
    private const int SortedAtOnceKibibytes = 2_000;

    private readonly SqliteConnection connection;
    private readonly List<string> made = [];

    public BulkIndexes(SqliteConnection connection, int coming)
    {
        this.connection = connection;
        if (coming < Many || coming < 2 * connection.Scalar<long>("SELECT coalesce(max(id), 0) FROM finding")) return;
        foreach ((string name, string sql) in connection.ReadAll(
            $"SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'finding' AND sql LIKE 'CREATE INDEX %' AND name NOT IN ({Sparse}) ORDER BY rowid", r => (r.GetString(0), r.GetString(1))))
        {
            connection.Execute($"DROP INDEX \"{name}\"");
            made.Add(sql);
        }
    }

    public void Make()
    {
        if (made.Count == 0) return;
        connection.Execute($"PRAGMA cache_size = -{SortedAtOnceKibibytes}");
        foreach (string sql in made) connection.Execute(sql);
    }
}
