namespace Cockpit.Remote.Ssh.Config;

/// <summary>The configuration files of the person and of the machine, read again when one of them changes. Thread-safe.</summary>
/// <param name="home">The home folder: its .ssh holds the person's file, and relative Includes of it are looked up there.</param>
internal sealed class SshConfigFiles(string home, string userFile, string systemFile)
{
    /// <summary>Includes within includes; the limit of OpenSSH.</summary>
    private const int MaxDepth = 16;

    /// <summary>4 MiB hold some 40,000 hosts with a few lines each.</summary>
    private const long MaxBytes = 4 * 1024 * 1024;

    /// <summary>Files in all. One for each host of a large fleet is more than anybody includes.</summary>
    private const int MaxFiles = 4_096;

    private readonly Lock _gate = new();
    private Read? _read;

    /// <summary>The person's file, then the machine's, each with what it includes; empty where there is none.</summary>
    /// <param name="stamp">Changes whenever a file does.</param>
    public IReadOnlyList<SshConfigFile> Load(out long stamp)
    {
        lock (_gate)
        {
            if (_read is not { } read || !read.Seen.TrueForAll(s => s.Still()))
            {
                var seen = new List<Sight>();
                SshConfigFile?[] files = [Open(userFile, Path.Combine(home, ".ssh"), seen, 0, mustBePrivate: true), Open(systemFile, Path.GetDirectoryName(systemFile)!, seen, 0, mustBePrivate: false)];
                _read = read = new Read([.. files.OfType<SshConfigFile>()], seen, (_read?.Stamp ?? 0) + 1);
            }

            stamp = read.Stamp;
            return read.Files;
        }
    }

    /// <summary>Null for a file that is not there.</summary>
    private SshConfigFile? Open(string file, string folder, List<Sight> seen, int depth, bool mustBePrivate)
    {
        var info = new FileInfo(file);
        seen.Add(Sight.OfFile(info));
        if (!info.Exists)
        {
            return null;
        }

        try
        {
            if (depth > MaxDepth || seen.Count > MaxFiles || info.Length > MaxBytes)
            {
                return Bad(file, depth > MaxDepth ? "is included too deep." : "is too large, or one file too many.");
            }

            // Whoever can write this file can run a command as this person (ProxyCommand, Match exec).
            if (mustBePrivate && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            {
                return Bad(file, "can be written by others.");
            }

            var lines = SshConfigText.Parse(File.ReadAllText(file));
            var included = new Dictionary<int, IReadOnlyList<SshConfigFile>>();
            foreach (var line in lines.Where(l => l.Keyword == SshKeywords.Include && l.Words is { Count: > 0 }))
            {
                if (line.Words!.FirstOrDefault(w => w.AsSpan().ContainsAny('$', '%') || (w.StartsWith('~') && !w.StartsWith("~/", StringComparison.Ordinal))) is { } token)
                {
                    return Bad(file, $"includes {HostText.OneLine(token)}, which this program does not resolve.");
                }

                included[line.Number] =
                [
                    .. line.Words!.Select(w => Path.Combine(folder, w.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, w[2..]) : w))
                        .SelectMany(pattern => Glob.Find(pattern, folder => seen.Add(Sight.OfFolder(folder))))
                        .Select(found => Open(found, folder, seen, depth + 1, mustBePrivate: true)).OfType<SshConfigFile>(),
                ];
            }

            return new SshConfigFile(file, lines, included);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Bad(file, "cannot be read.");
        }
    }

    private static SshConfigFile Bad(string file, string why) => new(file, [], new Dictionary<int, IReadOnlyList<SshConfigFile>>(), why);

    private sealed record Read(IReadOnlyList<SshConfigFile> Files, List<Sight> Seen, long Stamp);

    /// <summary>How a file or a folder looked when it was read.</summary>
    private sealed record Sight(string Path, bool Folder, bool There, DateTime At, long Length)
    {
        public static Sight OfFile(FileInfo file) => new(file.FullName, false, file.Exists, file.Exists ? file.LastWriteTimeUtc : default, file.Exists ? file.Length : 0);

        /// <summary>A folder's time changes with every file that comes or goes.</summary>
        public static Sight OfFolder(string folder)
        {
            var info = new DirectoryInfo(folder);
            return new(folder, true, info.Exists, info.Exists ? info.LastWriteTimeUtc : default, 0);
        }

        public bool Still() => this == (Folder ? OfFolder(Path) : OfFile(new FileInfo(Path)));
    }
}
