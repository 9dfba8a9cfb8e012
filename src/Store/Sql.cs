using Microsoft.Data.Sqlite;

namespace Cockpit.Store;

/// <summary>Short forms of what this project asks of Microsoft.Data.Sqlite. Values are always bound, never spliced into the text.</summary>
internal static class Sql
{
    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; the type's default when there is no row or it is NULL.</summary>
    public static T? Scalar<T>(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    /// <summary>True when there was a row; <paramref name="take"/> saw the first one.</summary>
    public static bool ReadOne(this SqliteConnection connection, string sql, Action<SqliteDataReader> take, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        if (!reader.Read()) return false;
        take(reader);
        return true;
    }

    public static List<T> ReadAll<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> make, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(make(reader));
        return rows;
    }

    public static long LastInsertRowId(this SqliteConnection connection) => connection.Scalar<long>("SELECT last_insert_rowid()");

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
