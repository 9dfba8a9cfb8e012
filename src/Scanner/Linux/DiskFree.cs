using Cockpit.Core.Hosts;

namespace Cockpit.Scanner.Linux;

/// <summary>df -P -k (POSIX): "Filesystem 1024-blocks Used Available Capacity Mounted-on". Pure.</summary>
internal static class DiskFree
{
    /// <summary>Each mount point once; lines of another form say nothing.</summary>
    public static IReadOnlyList<FileSystemUse> Parse(IEnumerable<string> lines)
    {
        var found = new List<FileSystemUse>();
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

            // A device's name may hold spaces, so the numbers are counted from the mount point, which is one of three without any.
            if (words.Length >= 6 && words[^1].StartsWith('/') && Clean.IsWord(words[^1])
                && Kilobytes(words[^5]) is { } size && Kilobytes(words[^3]) is { } free && found.TrueForAll(f => f.MountPoint != words[^1]))
            {
                found.Add(new FileSystemUse(words[^1], size, free));
            }
        }

        return found;
    }

    private static long? Kilobytes(string text) => long.TryParse(text, out var value) && value is >= 0 and < long.MaxValue / 1024 ? value * 1024 : null;
}
