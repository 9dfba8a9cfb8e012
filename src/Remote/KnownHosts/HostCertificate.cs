using System.Buffers.Binary;
using System.Text;

namespace Cockpit.Remote.KnownHosts;

/// <summary>A host's certificate (PROTOCOL.certkeys of OpenSSH): its key, for which names and how long, and who signed it.</summary>
/// <param name="Key">The plain key that is certified.</param>
/// <param name="IsForHosts">False for a user's certificate.</param>
/// <param name="Principals">Names, also with * and ?; empty means any host.</param>
/// <param name="ValidFrom">Seconds since 1970.</param>
/// <param name="ValidUntil">Seconds since 1970, exclusive.</param>
/// <param name="CriticalOptions">Their names. A host's certificate knows none.</param>
/// <param name="Authority">Who signed it.</param>
/// <param name="SignatureAlgorithm">As the signature names it, such as "rsa-sha2-512".</param>
/// <param name="Signed">The bytes that the signature is over.</param>
/// <param name="Signature">With its algorithm's name in front.</param>
internal sealed record HostCertificate(
    HostKey Key, bool IsForHosts, string KeyId, ulong Serial, IReadOnlyList<string> Principals, ulong ValidFrom, ulong ValidUntil,
    IReadOnlyList<string> CriticalOptions, HostKey Authority, string SignatureAlgorithm, byte[] Signed, byte[] Signature)
{
    private const string Suffix = "-cert-v01@openssh.com";

    /// <summary>OpenSSH takes no more names than this in one certificate.</summary>
    private const int MaxPrincipals = 256;

    private const uint HostType = 2;

    public static bool Is(HostKey key) => key.Type.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>Reads a certificate's blob. Pure; null for bytes that are none, whatever they are.</summary>
    public static HostCertificate? Parse(byte[] blob)
    {
        var reader = new Reader(blob);
        if (reader.Text() is not { } type || !type.EndsWith(Suffix, StringComparison.Ordinal) || reader.Bytes() is null)
        {
            return null;
        }

        var plain = type[..^Suffix.Length];
        var fields = plain switch { "ssh-ed25519" => 1, "ssh-rsa" => 2, _ when plain.StartsWith("ecdsa-sha2-", StringComparison.Ordinal) => 2, _ => 0 };
        if (fields == 0)
        {
            return null;
        }

        var key = new List<byte>(Field(Encoding.ASCII.GetBytes(plain)));
        for (var i = 0; i < fields; i++)
        {
            if (reader.Bytes() is not { } field)
            {
                return null;
            }

            key.AddRange(Field(field));
        }

        if (reader.Number64() is not { } serial || reader.Number32() is not { } kind || reader.Text() is not { } id || reader.Texts(MaxPrincipals) is not { } principals
            || reader.Number64() is not { } from || reader.Number64() is not { } until || reader.Names() is not { } options || reader.Bytes() is null || reader.Bytes() is null
            || reader.Bytes() is not { } authority)
        {
            return null;
        }

        var signed = blob[..reader.At];
        return reader.Bytes() is { } signature && reader.AtEnd && new Reader(signature).Text() is { } algorithm
            ? new HostCertificate(new HostKey([.. key]), kind == HostType, id, serial, principals, from, until, options, new HostKey(authority), algorithm, signed, signature)
            : null;
    }

    private static byte[] Field(byte[] bytes)
    {
        var field = new byte[4 + bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(field, (uint)bytes.Length);
        bytes.CopyTo(field, 4);
        return field;
    }

    /// <summary>The fields of RFC 4251 section 5, one after the other; null where the bytes end before the field does.</summary>
    private sealed class Reader(byte[] bytes)
    {
        public int At { get; private set; }

        public bool AtEnd => At == bytes.Length;

        public uint? Number32() => Take(4) is { } four ? BinaryPrimitives.ReadUInt32BigEndian(four) : null;

        public ulong? Number64() => Take(8) is { } eight ? BinaryPrimitives.ReadUInt64BigEndian(eight) : null;

        public byte[]? Bytes() => Number32() is { } length && length <= bytes.Length ? Take((int)length) : null;

        public string? Text() => Bytes() is { } text ? Encoding.UTF8.GetString(text) : null;

        /// <summary>A field that holds one text after the other.</summary>
        public List<string>? Texts(int most)
        {
            if (Bytes() is not { } all)
            {
                return null;
            }

            var inner = new Reader(all);
            var texts = new List<string>();
            while (!inner.AtEnd)
            {
                if (texts.Count == most || inner.Text() is not { } text)
                {
                    return null;
                }

                texts.Add(text);
            }

            return texts;
        }

        /// <summary>A field that holds pairs of a name and data; the names.</summary>
        public List<string>? Names() => Texts(int.MaxValue) is { } pairs && pairs.Count % 2 == 0 ? [.. pairs.Where((_, i) => i % 2 == 0)] : null;

        private byte[]? Take(int count)
        {
            if (count > bytes.Length - At)
            {
                return null;
            }

            At += count;
            return bytes[(At - count)..At];
        }
    }
}
