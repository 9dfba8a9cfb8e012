namespace Cockpit.Store;

/// <summary>
/// The files on which this process has connections. Closing any other handle on one of them would drop SQLite's own locks on it (POSIX advisory
/// locks, https://www.sqlite.org/howtocorrupt.html 2.2): another process would then take itself for the last one, and delete the log with what is
/// committed into it. So a file is looked at by hand only while no connection of this process is open on it.
/// </summary>
internal static class OpenFiles
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, (int Connections, bool Writable)> Known = [];

    /// <summary>Before a connection; <see cref="Leave"/> follows when it is closed.</summary>
    /// <param name="look">Looks at the file; returns whether it can be written.</param>
    public static bool Enter(string path, Func<bool> look)
    {
        lock (Gate)
        {
            (int connections, bool writable) = Known.TryGetValue(path, out var known) ? known : (0, look());
            Known[path] = (connections + 1, writable);
            return writable;
        }
    }

    public static void Leave(string path)
    {
        lock (Gate)
        {
            (int connections, bool writable) = Known[path];
            if (connections == 1) Known.Remove(path);
            else Known[path] = (connections - 1, writable);
        }
    }
}
