using System.Security.Cryptography;
using System.Text;

namespace Cockpit.Core.Credentials;

/// <summary>
/// The bytes of one secret, in memory that the collector does not move, so that disposing leaves no copy of it. What a library wants as a
/// string is a copy that cannot be wiped; such copies are made as late as possible and kept nowhere. Thread-safe but for disposal.
/// </summary>
public sealed class Secret : IDisposable
{
    /// <summary>More is no password and no private key: a key of 16,384 bits has 13 KB as text.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly byte[] _bytes;

    public Secret(ReadOnlySpan<byte> bytes)
    {
        _bytes = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(_bytes);
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A copy as a string, for libraries that take nothing else.</summary>
    public string Reveal() => Encoding.UTF8.GetString(_bytes);

    public Secret Copy() => new(_bytes);

    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>Never the secret.</summary>
    public override string ToString() => "(secret)";
}
