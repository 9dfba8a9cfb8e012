namespace Cockpit.Remote.KnownHosts;

/// <summary>What known_hosts say of one key.</summary>
internal enum HostKeyStanding { Revoked, Known, Changed, Unknown }

/// <param name="Line">The line that decided: the revoked or the matching one, the authority's, or the other key of the same type; null when none did.</param>
/// <param name="Why">Why a certificate of a trusted authority did not count, as the end of a sentence that begins with "its certificate"; or why a list of revoked keys decided. Null otherwise.</param>
internal sealed record HostKeyVerdict(HostKeyStanding Standing, KnownHostsLine? Line, string? Why = null);

/// <summary>The lines of all known_hosts files that speak of one host. Immutable.</summary>
internal sealed class KnownKeys
{
    private readonly IReadOnlyList<KnownHostsLine> _lines;
    private readonly IReadOnlyList<KnownHostsLine> _withoutPort;
    private readonly HostKeyNames _names;
    private readonly IReadOnlyList<HostKey> _revoked;
    private readonly Func<DateTimeOffset> _now;

    /// <param name="revoked">Keys of a RevokedHostKeys file.</param>
    /// <param name="now">The time, for certificates.</param>
    public KnownKeys(IEnumerable<KnownHostsLine> all, HostKeyNames names, IReadOnlyList<HostKey> revoked, Func<DateTimeOffset> now)
    {
        (_names, _revoked, _now) = (names, revoked, now);
        IReadOnlyList<KnownHostsLine> every = [.. all];
        _lines = [.. every.Where(line => names.Full.Any(line.Hosts.Matches))];

        // As in ssh: a host at another port that is known by its plain name is known, and what its plain name had before is no change.
        _withoutPort = names.Aliased || names.Port == 22 ? [] : [.. every.Where(line => names.Plain.Any(line.Hosts.Matches)).Except(_lines)];
    }

    /// <summary>The names under which the keys were looked up.</summary>
    public HostKeyNames Names => _names;

    /// <summary>The types of the keys that are known, in the order of the files. ssh asks for these first, so that the known key is the one shown.</summary>
    public IReadOnlyList<string> Types => [.. _lines.Concat(_withoutPort).Where(l => l.Mark == KnownHostsMark.Plain).Select(l => l.Key.Type).Distinct()];

    /// <summary>An authority is trusted to certify this host; only then are certificates asked for.</summary>
    public bool HasAuthority => _lines.Concat(_withoutPort).Any(l => l.Mark == KnownHostsMark.Authority);

    /// <summary>In this order: revoked, a certificate of a trusted authority, the key itself, another key of the same type (it changed), unknown.</summary>
    /// <param name="shown">A plain key or a certificate.</param>
    public HostKeyVerdict Judge(HostKey shown)
    {
        var certificate = HostCertificate.Is(shown) ? HostCertificate.Parse(shown.Blob.ToArray()) : null;
        var plain = certificate?.Key ?? shown;
        HostKey[] both = certificate is null ? [plain] : [plain, certificate.Authority];
        if (_lines.Concat(_withoutPort).FirstOrDefault(l => l.Mark == KnownHostsMark.Revoked && both.Any(l.Key.SameAs)) is { } revoked)
        {
            return new HostKeyVerdict(HostKeyStanding.Revoked, revoked);
        }

        if (_revoked.Any(r => both.Any(r.SameAs)))
        {
            return new HostKeyVerdict(HostKeyStanding.Revoked, null, "RevokedHostKeys");
        }

        string? why = null;
        if (certificate is not null && _lines.Concat(_withoutPort).FirstOrDefault(l => l.Mark == KnownHostsMark.Authority && l.Key.SameAs(certificate.Authority)) is { } authority)
        {
            why = CertificateCheck.Problem(certificate, _names.Plain, _now());
            if (why is null)
            {
                return new HostKeyVerdict(HostKeyStanding.Known, authority);
            }
        }
        else if (certificate is not null)
        {
            why = $"is signed by {certificate.Authority.Fingerprint}, which is no authority for this host";
        }

        // A certificate that does not count is still a key, and may be known as one.
        if (_lines.Concat(_withoutPort).FirstOrDefault(l => l.Mark == KnownHostsMark.Plain && l.Key.SameAs(plain)) is { } same)
        {
            return new HostKeyVerdict(HostKeyStanding.Known, same);
        }

        return _lines.FirstOrDefault(l => l.Mark == KnownHostsMark.Plain && l.Key.Type == plain.Type) is { } other
            ? new HostKeyVerdict(HostKeyStanding.Changed, other, why)
            : new HostKeyVerdict(HostKeyStanding.Unknown, null, why);
    }

    /// <summary>All lines that hold another key of this type for this host: what would have to go before the key can be trusted.</summary>
    public IReadOnlyList<KnownHostsLine> Contradicting(HostKey shown) => [.. _lines.Where(l => l.Mark == KnownHostsMark.Plain && l.Key.Type == shown.Type && !l.Key.SameAs(shown))];
}
