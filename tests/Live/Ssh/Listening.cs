namespace Cockpit.Live.Ssh;

/// <summary>The TCP and Unix sockets on which this process listens, as the kernel lists them (proc(5)).</summary>
internal static class Listening
{
    public static IReadOnlyList<string> OfThisProcess()
    {
        var own = Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget).Where(t => t?.StartsWith("socket:[", StringComparison.Ordinal) == true).Select(t => t![8..^1]).ToHashSet();
        var found = new List<string>();
        foreach (var table in (string[])["tcp", "tcp6"])
        {
            // Column 4 is the state, 0A is LISTEN; column 10 the inode.
            found.AddRange(File.ReadLines($"/proc/self/net/{table}").Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(f => f[3] == "0A" && own.Contains(f[9])).Select(f => $"{table} {f[1]}"));
        }

        // __SO_ACCEPTCON is 00010000; the last column is a name, where there is one.
        found.AddRange(File.ReadLines("/proc/self/net/unix").Skip(1).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(f => f[3] == "00010000" && own.Contains(f[6])).Select(f => $"unix {f.ElementAtOrDefault(7)}"));
        return [.. found.Order(StringComparer.Ordinal)];
    }
}
