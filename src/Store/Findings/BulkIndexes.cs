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

    private readonly SqliteConnection connection;
    private readonly List<string> made = [];

    public BulkIndexes(SqliteConnection connection, int coming)
    {
        this.connection = connection;
        if (coming < Many || coming < 2 * connection.Scalar<long>("SELECT coalesce(max(id), 0) FROM finding")) return;
        foreach ((string name, string sql) in connection.ReadAll(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'finding' AND sql LIKE 'CREATE INDEX %' ORDER BY rowid", r => (r.GetString(0), r.GetString(1))))
        {
            connection.Execute($"DROP INDEX \"{name}\"");
            made.Add(sql);
        }
    }

    public void Make()
    {
        foreach (string sql in made) connection.Execute(sql);
    }
}
