using System.Buffers.Binary;
using System.Security.Cryptography;
using Cockpit.Core.Hosts;
using Cockpit.Remote.KnownHosts;

namespace Cockpit.Remote;

/// <summary>A key in the forms in which ssh-keygen -l prints it.</summary>
/// <param name="Type">"ED25519", "RSA", "ECDSA".</param>
/// <param name="Fingerprint">"SHA256:" and base64.</param>
/// <param name="Md5">"MD5:" and hex with colons, for comparing with old notes.</param>
/// <param name="Art">The lines of its picture.</param>
public sealed record PrintedKey(string Type, int Bits, string Fingerprint, string Md5, IReadOnlyList<string> Art)
{
    internal static PrintedKey Of(HostKey key)
    {
        var bits = BitsOf(key);
        return new PrintedKey(key.ShortType, bits, key.Fingerprint, Md5Of(key), KeyArt.Of(SHA256.HashData(key.Blob), $"{key.ShortType} {bits}"));
    }

    private static string Md5Of(HostKey key)
    {
#pragma warning disable CA5351 // An old form of print, shown beside the real one; nothing is decided by it.
        return "MD5:" + string.Join(':', MD5.HashData(key.Blob).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
#pragma warning restore CA5351
    }

    private static int BitsOf(HostKey key) => key.Type switch
    {
        "ssh-ed25519" => 256,
        "ssh-rsa" => ModulusBits(key.Blob),
        _ when key.Type.StartsWith("ecdsa-sha2-nistp", StringComparison.Ordinal) => int.Parse(key.Type["ecdsa-sha2-nistp".Length..], System.Globalization.CultureInfo.InvariantCulture),
        _ => 0,
    };

    /// <summary>The third field of an RSA key; 0 for bytes that are none.</summary>
    private static int ModulusBits(ReadOnlySpan<byte> blob)
    {
        ReadOnlySpan<byte> field = [];
        for (var i = 0; i < 3; i++)
        {
            if (blob.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(blob) is var length && length > blob.Length - 4)
            {
                return 0;
            }

            field = blob.Slice(4, (int)length);
            blob = blob[(4 + (int)length)..];
        }

        field = field.TrimStart((byte)0);
        return field.Length == 0 ? 0 : (field.Length * 8) - System.Numerics.BitOperations.LeadingZeroCount((uint)field[0]) + 24;
    }
}

/// <summary>A known_hosts line that holds another key of the same type for this host.</summary>
/// <param name="Kept">Why it cannot be taken out for this host alone, as the end of a sentence; null where it can.</param>
public sealed record OtherKey(string File, int Line, PrintedKey Key, string? Kept);

/// <summary>The key that a host shows right now, and what the files say of it. Nobody logged in to see it.</summary>
/// <param name="Peer">Who showed it: "10.0.0.7:22".</param>
/// <param name="KnownAt">"line 3 of FILE" where a line knows or revokes it; null otherwise.</param>
/// <param name="Others">What it contradicts; empty unless it changed.</param>
/// <param name="File">Where it would be written.</param>
/// <param name="Note">Why its certificate does not count, as the end of a sentence that begins with "Its certificate"; or null.</param>
public sealed record ShownHostKey(string Peer, PrintedKey Key, HostKeyState State, string? KnownAt, IReadOnlyList<OtherKey> Others, string? File, string? Note)
{
    internal HostKey Plain { get; init; } = new([]);

    internal KnownKeys? Known { get; init; }

    internal string Name { get; init; } = "";

    internal bool Hashed { get; init; }

    internal static ShownHostKey Of(ConnectionTrace trace)
    {
        var (key, verdict, known) = trace.Shown!.Value;
        var target = trace.Target!;
        var plain = HostCertificate.Is(key) && HostCertificate.Parse(key.Blob.ToArray()) is { } certificate ? certificate.Key : key;
        var file = target.UserKnownHosts.Count > 0 ? target.UserKnownHosts[0] : null;
        return new ShownHostKey(
            trace.Peer, PrintedKey.Of(plain),
            verdict.Standing switch
            {
                HostKeyStanding.Known => HostKeyState.Known,
                HostKeyStanding.Changed => HostKeyState.Changed,
                HostKeyStanding.Revoked => HostKeyState.Revoked,
                _ => HostKeyState.Unknown,
            },
            verdict.Standing is HostKeyStanding.Known or HostKeyStanding.Revoked ? verdict.Line is { } line ? Ssh.HostKeyFaults.At(line) : verdict.Why : null,
            verdict.Standing != HostKeyStanding.Changed ? []
                : [.. known.Contradicting(plain).Select(o => new OtherKey(o.File, o.Number, PrintedKey.Of(o.Key), o.File != file ? "is in another file" : KnownHostsEditor.Kept(o)))],
            file, verdict.Standing is HostKeyStanding.Unknown or HostKeyStanding.Changed ? verdict.Why : null)
        {
            Plain = plain, Known = known, Name = known.Names.Full[0], Hashed = target.HashKnownHosts,
        };
    }
}
