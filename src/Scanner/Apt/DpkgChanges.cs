using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Scanner.Apt;

/// <summary>When packages last changed, by the times of dpkg's own files. Pure.</summary>
/// <param name="lines">"SIZE MTIME PATH" of dpkg.log, the one before it, and dpkg's status.</param>
internal sealed class DpkgChanges(IReadOnlyList<string> lines)
{
    private readonly List<(long Size, long At, string Path)> _files =
    [
        .. from line in lines
           let words = line.Split(' ', 3)
           where words.Length == 3 && long.TryParse(words[0], out _) && long.TryParse(words[1], out _)
           select (long.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), long.Parse(words[1], System.Globalization.CultureInfo.InvariantCulture), words[2]),
    ];

    /// <summary>dpkg writes its status file with every change, and with changes of holds too. By the host's own clock.</summary>
    public long? NoLaterThan => Newest(f => f.Path.EndsWith("/status", StringComparison.Ordinal));

    /// <summary>The last write to dpkg's log; the status file's where no log is kept.</summary>
    public Instant? LastAt(HostClock clock) =>
        (Newest(f => f.Size > 0 && f.Path.Contains("dpkg.log", StringComparison.Ordinal)) ?? NoLaterThan) is { } at ? clock.Ours(at) : null;

    private long? Newest(Func<(long Size, long At, string Path), bool> which) =>
        _files.Where(which).Select(f => (long?)f.At).DefaultIfEmpty(null).Max();
}
