namespace Cockpit.Store;

/// <summary>
/// The kernel's lock that one worker holds for one file: an exclusive lock on FILE.worker, beside the database and never on it,
/// because closing any handle of a process would drop SQLite's own locks. The kernel lets go when the process dies, however it dies.
/// </summary>
public sealed class WorkerLock : IDisposable
{
    private readonly FileStream stream;

    private WorkerLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes it, or returns null when another process has it.</summary>
    public static WorkerLock? TryTake(string databasePath)
    {
        try
        {
            return new WorkerLock(PrivateFile.Open(PathFor(databasePath), FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>True when some process holds it at this moment.</summary>
    public static bool IsHeld(string databasePath)
    {
        if (!File.Exists(PathFor(databasePath))) return false;
        using WorkerLock? probe = TryTake(databasePath);
        return probe is null;
    }

    private static string PathFor(string databasePath) => databasePath + ".worker";

    public void Dispose() => stream.Dispose();
}
