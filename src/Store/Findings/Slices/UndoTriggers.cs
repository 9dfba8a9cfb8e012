using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Slices;

/// <summary>
/// Lets SQLite itself set down what an import in slices changes: temporary triggers, which only this connection has, write each change
/// into import_undo in the same transaction. So whatever an import does is undone, also what is added to it later.
/// </summary>
internal static class UndoTriggers
{
    /// <summary>The highest ids before the import, as they are kept with it.</summary>
    public static Dictionary<string, long> HighestIds(SqliteConnection connection) =>
        TrackedTable.Growing.ToDictionary(table => table, table => connection.Scalar<long>($"SELECT coalesce(max(id), 0) FROM {table}"));

    public static void Make(SqliteConnection connection, IReadOnlyDictionary<string, long> newAfter)
    {
        foreach (TrackedTable table in TrackedTable.All(connection))
        {
            if (table.Key.Count == 0) continue;
            string change = "OLD." + string.Join(" OR OLD.", table.Columns.Select(c => $"\"{c.Name}\" IS NOT NEW.\"{c.Name}\""));
            string sameKey = string.Join(" AND ", table.Key.Select(k => $"OLD.\"{k}\" IS NEW.\"{k}\""));
            string changed = string.Concat(table.Columns.Select(c => $" || CASE WHEN OLD.\"{c.Name}\" IS NOT NEW.\"{c.Name}\" THEN ',\"{c.Name}\":' || {Value(c)} ELSE '' END"));
            string whole = string.Join(" || ", table.Columns.Select(c => $"',\"{c.Name}\":' || {Value(c)}"));
            Trigger(connection, table, "update", "UPDATE", $"({Older(table, "OLD", newAfter)}) AND ({sameKey}) AND ({change})", $"('{table.Name}', 'u', {Key(table, "OLD")}, '{{' || substr(''{changed}, 2) || '}}')");
            // A row that gets another key is one that goes and one that comes.
            Trigger(connection, table, "moved", "UPDATE", $"NOT ({sameKey})", $"('{table.Name}', 'd', {Key(table, "OLD")}, '{{' || substr({whole}, 2) || '}}'), ('{table.Name}', 'i', {Key(table, "NEW")}, NULL)");
            Trigger(connection, table, "delete", "DELETE", Older(table, "OLD", newAfter), $"('{table.Name}', 'd', {Key(table, "OLD")}, '{{' || substr({whole}, 2) || '}}')");
            if (!TrackedTable.Growing.Contains(table.Name))
                Trigger(connection, table, "insert", "INSERT", Older(table, "NEW", newAfter), $"('{table.Name}', 'i', {Key(table, "NEW")}, NULL)");
        }
    }

    public static void Drop(SqliteConnection connection)
    {
        foreach (string name in connection.ReadAll("SELECT name FROM sqlite_temp_schema WHERE type = 'trigger' AND name LIKE 'undo\\_%' ESCAPE '\\'", r => r.GetString(0)))
            connection.Execute($"DROP TRIGGER temp.\"{name}\"");
    }

    private static void Trigger(SqliteConnection connection, TrackedTable table, string name, string what, string when, string values) => connection.Execute(
        $"CREATE TEMP TRIGGER \"undo_{table.Name}_{name}\" AFTER {what} ON main.\"{table.Name}\" WHEN {when} BEGIN INSERT INTO import_undo (table_name, kind, row_key, was) VALUES {values}; END");

    /// <summary>What hangs on a row that came with the import goes with it, so it need not be set down.</summary>
    private static string Older(TrackedTable table, string row, IReadOnlyDictionary<string, long> newAfter)
    {
        List<string> older = [];
        if (newAfter.TryGetValue(table.Name, out long own)) older.Add($"{row}.id <= {own}");
        foreach ((string column, string parent) in (ReadOnlySpan<(string, string)>)[("asset_id", "asset"), ("plugin_id", "plugin"), ("finding_id", "finding")])
        {
            if (table.Name != "finding" && table.Columns.Any(c => c.Name == column)) older.Add($"{row}.{column} <= {newAfter[parent]}");
        }
        return older.Count == 0 ? "1" : string.Join(" AND ", older);
    }

    private static string Key(TrackedTable table, string row) => $"json_array({string.Join(", ", table.Key.Select(k => $"{row}.\"{k}\""))})";

    private static string Value((string Name, bool IsBlob) column) =>
        column.IsBlob ? $"CASE WHEN OLD.\"{column.Name}\" IS NULL THEN 'null' ELSE json_quote(hex(OLD.\"{column.Name}\")) END" : $"json_quote(OLD.\"{column.Name}\")";
}
