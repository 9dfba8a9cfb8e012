using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Findings.Slices;

/// <summary>One change that an import made, as import_undo holds it.</summary>
internal sealed record UndoRecord(long Seq, string Table, string Kind, string Key, string? Was);

/// <summary>Puts rows back as they were before a change. Names of tables and columns are held against the schema; values are bound.</summary>
internal sealed class UndoneRows(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, TrackedTable> tables = TrackedTable.All(connection).ToDictionary(t => t.Name);
    private readonly Dictionary<string, RawStatement> statements = [];

    public void PutBack(UndoRecord record)
    {
        TrackedTable table = tables[record.Table];
        JsonElement[] key = JsonSerializer.Deserialize(record.Key, UndoJson.Default.JsonElementArray)!;
        string where = string.Join(" AND ", table.Key.Select((k, i) => $"\"{k}\" IS ?{i + 1}"));
        if (record.Kind == "i")
        {
            Bind(Prepared($"DELETE FROM \"{table.Name}\" WHERE {where}"), key, 1).Run();
            return;
        }
        Dictionary<string, JsonElement> was = JsonSerializer.Deserialize(record.Was!, UndoJson.Default.DictionaryStringJsonElement)!;
        var columns = table.Columns.Where(c => was.ContainsKey(c.Name)).ToList();
        string sql = record.Kind == "d"
            ? $"INSERT OR REPLACE INTO \"{table.Name}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})"
            : $"UPDATE \"{table.Name}\" SET {string.Join(", ", columns.Select((c, i) => $"\"{c.Name}\" = ?{key.Length + i + 1}"))} WHERE {where}";
        RawStatement statement = Prepared(sql);
        int next = 1;
        if (record.Kind == "u")
        {
            Bind(statement, key, 1);
            next += key.Length;
        }
        foreach ((string name, bool isBlob) in columns) Bind(statement, next++, was[name], isBlob);
        statement.Run();
    }

    private RawStatement Prepared(string sql)
    {
        if (!statements.TryGetValue(sql, out RawStatement? statement)) statements[sql] = statement = new RawStatement(connection, sql);
        return statement;
    }

    private static RawStatement Bind(RawStatement statement, JsonElement[] values, int first)
    {
        for (int i = 0; i < values.Length; i++) Bind(statement, first + i, values[i], isBlob: false);
        return statement;
    }

    private static void Bind(RawStatement statement, int index, JsonElement value, bool isBlob)
    {
        if (value.ValueKind == JsonValueKind.Null) statement.Bind(index, (long?)null);
        else if (isBlob) statement.Bind(index, Convert.FromHexString(value.GetString()!));
        else if (value.ValueKind == JsonValueKind.Number) statement.Bind(index, value.GetInt64());
        else statement.Bind(index, value.GetString());
    }

    public void Dispose()
    {
        foreach (RawStatement statement in statements.Values) statement.Dispose();
    }
}

[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Dictionary<string, long>))]
internal sealed partial class UndoJson : JsonSerializerContext;
