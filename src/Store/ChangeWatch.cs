using Microsoft.Data.Sqlite;

namespace Cockpit.Store;

/// <summary>
/// Tells whether another connection changed the file. data_version is comparable on one connection only and does not show
/// that connection's own writes (https://www.sqlite.org/pragma.html#pragma_data_version), so this one is opened for nothing else.
/// Not thread-safe: the thread that polls owns it.
/// </summary>
public sealed class ChangeWatch : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand question;
    private long seen;

    public ChangeWatch(string path)
    {
        connection = CockpitFile.Connect(Path.GetFullPath(path), mustWrite: false, out _);
        question = connection.CreateCommand();
        question.CommandText = "PRAGMA data_version";
        seen = Version();
    }

    /// <summary>True once after each change by others since the last call. Costs some microseconds.</summary>
    public bool Changed()
    {
        long now = Version();
        if (now == seen) return false;
        seen = now;
        return true;
    }

    private long Version() => (long)question.ExecuteScalar()!;

    public void Dispose()
    {
        question.Dispose();
        connection.Dispose();
    }
}
