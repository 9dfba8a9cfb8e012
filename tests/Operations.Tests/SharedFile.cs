using Microsoft.Data.Sqlite;

namespace Cockpit.Operations.Tests;

/// <summary>Makes a file one of several persons, as whoever set its group up would have.</summary>
internal static class SharedFile
{
    public static void Make(string path)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "UPDATE file SET shared = 1";
        Assert.Equal(1, command.ExecuteNonQuery());
    }
}
