namespace Cockpit.Scanner.Linux;

/// <summary>Who holds the package manager's locks, by /proc/locks (proc_locks(5)). Pure.</summary>
internal static class Locks
{
    /// <param name="lines">"PID MAJOR:MINOR:INODE NAME"; the name is empty for a process that the asker cannot see.</param>
    /// <returns>"apt-get (pid 4711)"; empty when nobody does.</returns>
    public static string Holder(IEnumerable<string> lines)
    {
        var holders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var words = line.Split(' ', 3);
            if (words.Length == 3 && int.TryParse(words[0], out var process))
            {
                var name = Clean.Text(words[2]);

                // The kernel calls a process of another PID namespace 0, and a lock of an open file description -1.
                holders.Add(process <= 0 ? "a program that cannot be seen from here" : name.Length > 0 ? $"{name} (pid {process})" : $"pid {process}");
            }
        }

        return string.Join(", ", holders);
    }
}
