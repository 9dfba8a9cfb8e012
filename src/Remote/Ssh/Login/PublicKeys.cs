using System.Text;
using Cockpit.Remote.Agent;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>Reads public keys and certificates. Pure but for <see cref="FromFile"/>.</summary>
internal static class PublicKeys
{
    /// <summary>A certificate of a large RSA key with many principals stays far below this.</summary>
    private const int MaxText = 64 * 1024;

    private static ReadOnlySpan<byte> Magic => "openssh-key-v1\0"u8;

    /// <summary>The blob of the first line "TYPE BASE64 [COMMENT]"; null where there is none.</summary>
    public static byte[]? FromText(string text)
    {
        if (text.Length > MaxText) return null;
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length < 2 || words[0].StartsWith('#')) continue;
            var blob = new byte[words[1].Length];
            if (Convert.TryFromBase64String(words[1], blob, out var length) && WireText.FirstString(blob.AsSpan(0, length)) == words[0]) return blob[..length];
        }
        return null;
    }

    /// <summary>The same from a file; null also where it is missing or cannot be read.</summary>
    public static byte[]? FromFile(string file)
    {
        try
        {
            return new FileInfo(file) is { Exists: true, Length: <= MaxText } ? FromText(File.ReadAllText(file)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The public half that a private key in OpenSSH's own form carries in the clear (PROTOCOL.key of OpenSSH); null for the other forms.</summary>
    public static byte[]? OfPrivate(string text)
    {
        const string Begin = "-----BEGIN OPENSSH PRIVATE KEY-----", End = "-----END OPENSSH PRIVATE KEY-----";
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from) return null;
        try
        {
            var bytes = Convert.FromBase64String(text[(from + Begin.Length)..to]);
            if (!bytes.AsSpan().StartsWith(Magic)) return null;
            var read = new WireReader(bytes.AsSpan(Magic.Length));
            read.Bytes();
            read.Bytes();
            read.Bytes();
            return read.Number() == 1 ? read.Bytes().ToArray() : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The certificate is for this key: behind type and nonce it holds the key's own fields (PROTOCOL.certkeys of OpenSSH).</summary>
    public static bool Certifies(ReadOnlySpan<byte> certificate, ReadOnlySpan<byte> key)
    {
        if (WireText.FirstString(certificate) is not { } type || WireText.FirstString(key) is not { } plain || type != plain.Replace("@openssh.com", "", StringComparison.Ordinal) + LoginKey.CertificateSuffix) return false;
        try
        {
            var read = new WireReader(certificate);
            read.Bytes();
            var nonce = read.Bytes();
            var fields = certificate[(4 + Encoding.ASCII.GetByteCount(type) + 4 + nonce.Length)..];
            return fields.StartsWith(key[(4 + Encoding.ASCII.GetByteCount(plain))..]);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
