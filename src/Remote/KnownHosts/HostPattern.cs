using System.Security.Cryptography;
using System.Text;

namespace Cockpit.Remote.KnownHosts;

/// <summary>
/// The first field of a known_hosts line (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT): names with * and ?, a leading ! that excludes,
/// or one hashed name. A name with a port other than 22 is looked up as "[name]:port".
/// </summary>
internal sealed class HostPattern
{
    private readonly string[] _patterns;
    private readonly byte[]? _salt;
    private readonly byte[]? _hash;

    private HostPattern(string[] patterns, byte[]? salt, byte[]? hash)
    {
        _patterns = patterns;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>Null for a field that is none.</summary>
    public static HostPattern? Parse(string field)
    {
        if (!field.StartsWith('|'))
        {
            return new HostPattern(field.ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries), null, null);
        }

        // "|1|salt|hash": HMAC-SHA1 of the name, so that a stolen file does not list the hosts. Version 1 is the only one.
        var parts = field.Split('|');
        return parts.Length == 4 && parts[1] == "1" && Bytes(parts[2]) is { Length: SHA1.HashSizeInBytes } salt && Bytes(parts[3]) is { Length: SHA1.HashSizeInBytes } hash
            ? new HostPattern([], salt, hash)
            : null;
    }

    /// <summary>How a host is looked up: lower case, with its port unless that is 22.</summary>
    public static string NameOf(string host, int port) =>
        port == 22 ? host.ToLowerInvariant() : $"[{host.ToLowerInvariant()}]:{port}";

    /// <summary>It may match hosts that are not named in it.</summary>
    public bool IsPattern => _patterns.Any(p => p.AsSpan().ContainsAny('*', '?') || p.StartsWith('!'));

    /// <summary>A name as HashKnownHosts writes it.</summary>
    /// <param name="salt">20 random bytes.</param>
    public static string Hashed(string name, byte[] salt) => $"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(HashOf(salt, name))}";

    /// <param name="name">From <see cref="NameOf"/>.</param>
    public bool Matches(string name)
    {
        if (_salt is not null)
        {
            return CryptographicOperations.FixedTimeEquals(HashOf(_salt, name), _hash);
        }

        return Wildcard.AnyLike(_patterns, name);
    }

    private static byte[] HashOf(byte[] salt, string name)
    {
#pragma warning disable CA5350 // The file format of OpenSSH; it hides names, it protects no key.
        return HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(name));
#pragma warning restore CA5350
    }

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var count) ? bytes[..count] : null;
    }
}
