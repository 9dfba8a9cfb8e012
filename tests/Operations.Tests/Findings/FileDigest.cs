using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>
/// A hash of each table's rows and of the schema. Left out: the journal, which tells what was undone, and the list of hosts to look at
/// again, where one too many does no harm.
/// </summary>
internal static class FileDigest
{
    private static readonly HashSet<string> LeftOut = ["journal", "alignment_due"];

    public static Dictionary<string, string> Of(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        var digest = new Dictionary<string, string> { ["schema"] = Hash(connection, "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name") };
        foreach (string table in Tables(connection).Where(t => !LeftOut.Contains(t))) digest[table] = Hash(connection, $"SELECT * FROM \"{table}\"");
        return digest;
    }

    /// <summary>What is not well with the file: "ok" when nothing is, no row points nowhere, and nothing is left to undo.</summary>
    public static string Health(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT group_concat(integrity_check) FROM pragma_integrity_check) || (SELECT coalesce(group_concat(\"table\" || ' points at no ' || parent), '') FROM pragma_foreign_key_check)" +
            " || (SELECT coalesce(group_concat('undo of ' || table_name), '') FROM import_undo) || (SELECT coalesce(group_concat('running ' || id), '') FROM finding_import WHERE state <> 0)";
        return (string)command.ExecuteScalar()!;
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
        using SqliteDataReader reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read()) names.Add(reader.GetString(0));
        return names;
    }

    private static string Hash(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int rows = 0;
        for (; reader.Read(); rows++)
        {
            for (int i = 0; i < reader.FieldCount; i++)
                hash.AppendData(Encoding.UTF8.GetBytes($"{(reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i))}\0"));
        }
        return $"{rows} rows {Convert.ToHexString(hash.GetHashAndReset())}";
    }
}
