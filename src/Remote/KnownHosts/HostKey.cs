using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Cockpit.Remote.KnownHosts;

/// <summary>A host's public key as it travels: the blob of RFC 4253 section 6.6. Two keys are the same when their blobs are.</summary>
internal sealed class HostKey(byte[] blob)
{
    /// <summary>Room for an RSA key of 16,384 bits and more than twice over.</summary>
    public const int MaxBytes = 8 * 1024;

    public ReadOnlySpan<byte> Blob => blob;

    /// <summary>The key's type as its blob names it ("ssh-ed25519"); empty for a blob that is none.</summary>
    public string Type { get; } = TypeOf(blob);

    /// <summary>As ssh-keygen -l prints it: "SHA256:" and unpadded base64.</summary>
    public string Fingerprint => "SHA256:" + Convert.ToBase64String(SHA256.HashData(blob)).TrimEnd('=');

    /// <summary>The type as ssh-keygen -l prints it: "ED25519".</summary>
    public string ShortType => Type switch
    {
        "ssh-ed25519" => "ED25519",
        "ssh-rsa" => "RSA",
        _ when Type.StartsWith("ecdsa-", StringComparison.Ordinal) => "ECDSA",
        _ => HostText.OneLine(Type),
    };

    /// <summary>Reads a key as files write it: its type and its blob in base64. Null for what is none, or one whose blob is of another type.</summary>
    public static HostKey? Parse(string type, string base64)
    {
        var bytes = new byte[Math.Min(base64.Length, MaxBytes * 2)];
        if (!Convert.TryFromBase64String(base64, bytes, out var count) || count > MaxBytes)
        {
            return null;
        }

        var key = new HostKey(bytes[..count]);
        return key.Type == type ? key : null;
    }

    public bool SameAs(HostKey other) => Blob.SequenceEqual(other.Blob);

    private static string TypeOf(byte[] blob)
    {
        if (blob.Length < 4)
        {
            return "";
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(blob);
        return length is > 0 and <= 64 && length <= blob.Length - 4 ? Encoding.ASCII.GetString(blob, 4, (int)length) : "";
    }
}
