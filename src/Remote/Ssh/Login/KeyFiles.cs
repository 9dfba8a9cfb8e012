using System.Collections.Concurrent;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Remote.Secrets;

namespace Cockpit.Remote.Ssh.Login;

/// <summary>Private keys from files and from secret sources, each read once and shared by all connections until it changes. Thread-safe.</summary>
internal sealed class KeyFiles
{
    private readonly ConcurrentDictionary<string, (DateTime At, long Length, PrivateKey Key)> _files = new();
    private readonly ConcurrentDictionary<string, PrivateKey> _texts = new();

    /// <summary>The key of a file, or why there is none.</summary>
    public PrivateKey File(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists) return PrivateKey.Unusable(file, "does not exist");
        if (_files.TryGetValue(file, out var known) && known.At == info.LastWriteTimeUtc && known.Length == info.Length) return known.Key;
        PrivateKey key;
        try
        {
            key = info.Length > Secret.MaxBytes ? PrivateKey.Unusable(file, "is no private key") : PrivateKey.Of(file, System.IO.File.ReadAllBytes(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return PrivateKey.Unusable(file, "cannot be read");
        }
        _files[file] = (info.LastWriteTimeUtc, info.Length, key);
        return key;
    }

    /// <summary>The key whose text a secret source gave; the same text is decrypted once.</summary>
    public PrivateKey Text(string label, Secret text) =>
        _texts.GetOrAdd($"{label} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(text.Bytes))}", _ => PrivateKey.Of(label, text.Bytes.ToArray()));
}
