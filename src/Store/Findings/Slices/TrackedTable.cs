using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Slices;

/// <summary>A table as an undo needs it. Everything here comes from the file's schema, which is ours.</summary>
/// <param name="Key">The columns of its primary key.</param>
internal sealed record TrackedTable(string Name, IReadOnlyList<(string Name, bool IsBlob)> Columns, IReadOnlyList<string> Key)
{
    /// <summary>What has its own rules: the chain, the list of imports, and what others write at any time and an undo must leave alone.</summary>
    private static readonly HashSet<string> Others = ["journal", "finding_import", "import_undo", "lease", "file", "alignment_due"];

    /// <summary>Tables whose rows get growing ids that an import alone gives, so what it inserted is known by its id.</summary>
    public static IReadOnlyList<string> Growing { get; } = ["finding", "plugin", "asset", "output", "finding_event"];

    public static List<TrackedTable> All(SqliteConnection connection) => [.. connection
        .ReadAll("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name", r => r.GetString(0))
        .Where(name => !Others.Contains(name)).Select(name => Of(connection, name))];

    public static TrackedTable Of(SqliteConnection connection, string name)
    {
        var columns = connection.ReadAll("SELECT name, type, pk FROM pragma_table_info($name)", r => (Name: r.GetString(0), Type: r.GetString(1), Key: r.GetInt32(2)), ("$name", name));
        return new TrackedTable(name, [.. columns.Select(c => (c.Name, c.Type == "BLOB"))], [.. columns.Where(c => c.Key > 0).OrderBy(c => c.Key).Select(c => c.Name)]);
    }

    /// <summary>Tables and their columns that point at rows of another one.</summary>
    public static List<(string Table, string Column)> PointingAt(SqliteConnection connection, string parent) => connection.ReadAll(
        "SELECT s.name, f.\"from\" FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f WHERE s.type = 'table' AND f.\"table\" = $parent ORDER BY s.name",
        r => (r.GetString(0), r.GetString(1)), ("$parent", parent));
}
