using System.Collections.Concurrent;
using Cockpit.Core.Errors;

namespace Cockpit.Remote.KnownHosts;

/// <summary>The known_hosts files, read again when they change: a worker lives for weeks. Thread-safe.</summary>
internal sealed class KnownHostsStore
{
    /// <summary>16 MiB hold some 40,000 hosts with three keys each; more is no known_hosts file.</summary>
    private const long MaxBytes = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Read> _read = new();

    /// <exception cref="CockpitException">HOST_KEY_UNKNOWN where a file is there and cannot be read: what it says could be "revoked".</exception>
    public KnownKeys For(IReadOnlyList<string> files, IReadOnlyList<string> names) => new(files.SelectMany(Lines), names);

    private IReadOnlyList<KnownHostsLine> Lines(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            return [];
        }

        if (_read.TryGetValue(file, out var known) && known.At == info.LastWriteTimeUtc && known.Length == info.Length)
        {
            return known.Lines;
        }

        try
        {
            if (info.Length > MaxBytes)
            {
                throw Unreadable($"{file} is larger than {MaxBytes / 1024 / 1024} MB.");
            }

            var lines = KnownHostsFile.Parse(file, File.ReadAllText(file));
            _read[file] = new Read(info.LastWriteTimeUtc, info.Length, lines);
            return lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable($"{file} cannot be read.");
        }
    }

    private static CockpitException Unreadable(string what) =>
        new(RemoteErrors.HostKeyUnknown.Because(what, "Make the file readable, then run it again."));

    private sealed record Read(DateTime At, long Length, IReadOnlyList<KnownHostsLine> Lines);
}
