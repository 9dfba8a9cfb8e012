using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Ssh.Config;
using Renci.SshNet;

namespace Cockpit.Remote.Ssh;

/// <summary>
/// What is offered to a server, in this order; the first that it has too is taken (RFC 4253 section 7.1). No SHA-1, no CBC, no
/// 3DES, no compression. sntrup761 comes last although it resists quantum computers: it costs five times the CPU of curve25519,
/// and mlkem768, which is as strong and nearly free, comes first.
/// </summary>
internal static class Algorithms
{
    public static readonly IReadOnlyList<string> KeyExchanges =
    [
        "mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org",
        "ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521",
        "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512", "diffie-hellman-group14-sha256",
        "sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com",
    ];

    /// <summary>The same with everything that resists quantum computers in front.</summary>
    public static readonly IReadOnlyList<string> QuantumSafeFirst = [.. KeyExchanges.OrderBy(k => !k.StartsWith("mlkem", StringComparison.Ordinal) && !k.StartsWith("sntrup", StringComparison.Ordinal))];

    public static readonly IReadOnlyList<string> Ciphers =
    [
        "aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr",
    ];

    public static readonly IReadOnlyList<string> Macs = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"];

    /// <summary>Plain keys only: a certificate says nothing until its authority is checked against known_hosts.</summary>
    public static readonly IReadOnlyList<string> HostKeys =
    [
        "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256",
    ];

    /// <summary>Certificates, which are asked for only where an authority is known: to anybody else they say nothing.</summary>
    public static readonly IReadOnlyList<string> Certificates =
    [
        "ssh-ed25519-cert-v01@openssh.com", "ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp384-cert-v01@openssh.com", "ecdsa-sha2-nistp521-cert-v01@openssh.com",
        "rsa-sha2-512-cert-v01@openssh.com", "rsa-sha2-256-cert-v01@openssh.com",
    ];

    /// <param name="target">May name other algorithms, as its configuration does; then they are offered in that order.</param>
    /// <param name="known">The types of the keys that are known for this host are asked for first, as ssh does.</param>
    public static void Restrict(ConnectionInfo info, SshTarget target, KnownKeys known)
    {
        Keep(info.KeyExchangeAlgorithms, target.KeyExchanges ?? KeyExchanges);
        Keep(info.Encryptions, target.Ciphers ?? Ciphers);
        Keep(info.HmacAlgorithms, target.Macs ?? Macs);
        Keep(info.HostKeyAlgorithms, [.. HostKeysFor(target.HostKeyAlgorithms, known)]);
        Keep(info.CompressionAlgorithms, ["none"]);
    }

    private static IEnumerable<string> HostKeysFor(IReadOnlyList<string>? said, KnownKeys known)
    {
        var plain = (said ?? HostKeys).Except(Certificates);
        plain = said is null ? plain.OrderBy(a => Rank(a, known.Types)) : plain.OrderBy(a => Rank(a, known.Types) == int.MaxValue);
        return known.HasAuthority ? Certificates.Where(c => said is null || said.Contains(c) || said.Contains(PlainOf(c))).Concat(plain) : plain;
    }

    /// <summary>The algorithm by which the certified key signs.</summary>
    public static string PlainOf(string certificate) => certificate[..certificate.IndexOf("-cert-", StringComparison.Ordinal)];

    private static int Rank(string algorithm, IReadOnlyList<string> knownTypes)
    {
        // An RSA key signs by several names (RFC 8332); its own type stays ssh-rsa.
        var type = algorithm.StartsWith("rsa-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;
        for (var i = 0; i < knownTypes.Count; i++)
        {
            if (knownTypes[i] == type)
            {
                return i;
            }
        }

        return int.MaxValue;
    }

    private static void Keep<T>(IOrderedDictionary<string, T> offered, IReadOnlyList<string> wanted)
    {
        var made = offered.ToDictionary(StringComparer.Ordinal);
        offered.Clear();
        foreach (var name in wanted)
        {
            // A name that the library does not know is left out; that all are known is tested.
            if (made.TryGetValue(name, out var algorithm))
            {
                offered.Add(name, algorithm);
            }
        }
    }
}
