namespace Cockpit.Remote.KnownHosts;

/// <summary>What known_hosts say of one key.</summary>
internal enum HostKeyStanding { Revoked, Known, Changed, Unknown }

/// <param name="Line">The line that decided: the revoked or the matching one, or the other key of the same type; null when unknown.</param>
internal sealed record HostKeyVerdict(HostKeyStanding Standing, KnownHostsLine? Line);

/// <summary>The lines of all known_hosts files that speak of one host. Immutable.</summary>
internal sealed class KnownKeys
{
    private readonly IReadOnlyList<KnownHostsLine> _lines;

    /// <param name="names">What the host is called, each from <see cref="HostPattern.NameOf"/>: its address as written, and its name.</param>
    public KnownKeys(IEnumerable<KnownHostsLine> all, IReadOnlyList<string> names) =>
        _lines = [.. all.Where(line => names.Any(line.Hosts.Matches))];

    /// <summary>The types of the keys that are known, in the order of the files. ssh asks for these first, so that the known key is the one shown.</summary>
    public IReadOnlyList<string> Types => [.. _lines.Where(l => !l.Revoked).Select(l => l.Key.Type).Distinct()];

    /// <summary>Revoked beats everything; then the key itself; then another key of the same type, which means it changed; else unknown.</summary>
    public HostKeyVerdict Judge(HostKey shown)
    {
        if (_lines.FirstOrDefault(l => l.Revoked && l.Key.SameAs(shown)) is { } revoked)
        {
            return new HostKeyVerdict(HostKeyStanding.Revoked, revoked);
        }

        var plain = _lines.Where(l => !l.Revoked).ToList();
        if (plain.Find(l => l.Key.SameAs(shown)) is { } same)
        {
            return new HostKeyVerdict(HostKeyStanding.Known, same);
        }

        return plain.Find(l => l.Key.Type == shown.Type) is { } other
            ? new HostKeyVerdict(HostKeyStanding.Changed, other)
            : new HostKeyVerdict(HostKeyStanding.Unknown, null);
    }
}
