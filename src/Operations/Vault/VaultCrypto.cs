using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Remote.Secrets;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace Cockpit.Operations.Vault;

/// <summary>
/// How the vault seals and opens: AES-256-GCM (NIST SP 800-38D) with a random nonce each time, and what the bytes are for as associated data, so that a
/// row cannot stand in for another one. Passphrases are stretched by Argon2id (RFC 9106). Pure but for randomness.
/// </summary>
internal static class VaultCrypto
{
    public const int KeyBytes = 32, SaltBytes = 32;

    private const int NonceBytes = 12, TagBytes = 16;

    /// <summary>RFC 9106 section 4, the second recommended choice: 64 MiB, three passes, four lanes.</summary>
    private const int MemoryKib = 65_536, Passes = 3, Lanes = 4;

    /// <summary>A file from elsewhere may ask for more work, not for all the memory of this machine.</summary>
    private const int MostMemoryKib = 1_048_576, MostPasses = 16, MostLanes = 16;

    /// <summary>How a passphrase is stretched, as it stands in the file.</summary>
    public static string Stretching { get; } = string.Create(CultureInfo.InvariantCulture, $"argon2id m={MemoryKib} t={Passes} p={Lanes}");

    public static Secret NewKey()
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        RandomNumberGenerator.Fill(key);
        var secret = new Secret(key);
        CryptographicOperations.ZeroMemory(key);
        return secret;
    }

    /// <returns>Nonce, ciphertext, tag.</returns>
    public static byte[] Seal(Secret key, ReadOnlySpan<byte> plain, string purpose)
    {
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        Span<byte> all = bytes;
        RandomNumberGenerator.Fill(all[..NonceBytes]);
        using var aes = new AesGcm(key.Bytes, TagBytes);
        aes.Encrypt(all[..NonceBytes], plain, all[NonceBytes..^TagBytes], all[^TagBytes..], Encoding.UTF8.GetBytes(purpose));
        return bytes;
    }

    /// <returns>Null where the key or the purpose is another one, or the bytes were changed.</returns>
    public static Secret? Open(Secret key, ReadOnlySpan<byte> bytes, string purpose)
    {
        if (bytes.Length < NonceBytes + TagBytes) return null;
        byte[] plain = GC.AllocateUninitializedArray<byte>(bytes.Length - NonceBytes - TagBytes, pinned: true);
        try
        {
            using var aes = new AesGcm(key.Bytes, TagBytes);
            aes.Decrypt(bytes[..NonceBytes], bytes[NonceBytes..^TagBytes], bytes[^TagBytes..], plain, Encoding.UTF8.GetBytes(purpose));
            return new Secret(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>The key of a passphrase. Costs half a second and 64 MiB, each time: that is its purpose.</summary>
    /// <param name="stretching">As <see cref="Stretching"/>; bounded, for it comes from a file.</param>
    /// <exception cref="CockpitException">VAULT_DAMAGED.</exception>
    public static Secret Stretch(Secret passphrase, byte[] salt, string stretching)
    {
        string[] words = stretching.Split(' ');
        if (words.Length != 4 || words[0] != "argon2id" || Number(words[1], "m=", MostMemoryKib) is not { } memory || Number(words[2], "t=", MostPasses) is not { } passes || Number(words[3], "p=", MostLanes) is not { } lanes)
            throw new CockpitException(CredentialErrors.VaultDamaged.Because("The file says that a passphrase is stretched in a way that this version does not know."));
        var argon = new Argon2BytesGenerator();
        argon.Init(new Argon2Parameters.Builder(Argon2Parameters.Argon2id).WithVersion(Argon2Parameters.Version13).WithMemoryAsKB(memory).WithIterations(passes).WithParallelism(lanes).WithSalt(salt).Build());
        byte[] given = GC.AllocateUninitializedArray<byte>(passphrase.Bytes.Length, pinned: true), key = GC.AllocateUninitializedArray<byte>(KeyBytes, pinned: true);
        try
        {
            passphrase.Bytes.CopyTo(given);
            argon.GenerateBytes(given, key);
            return new Secret(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(given);
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The key of a signature that only one private key can make (HKDF, RFC 5869).</summary>
    public static Secret OfSignature(byte[] signature, byte[] salt)
    {
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, signature, KeyBytes, salt, "cockpit vault agent"u8.ToArray());
        CryptographicOperations.ZeroMemory(signature);
        var secret = new Secret(key);
        CryptographicOperations.ZeroMemory(key);
        return secret;
    }

    public static string PurposeOfDoor(FileId file, string kind, string detail) => $"cockpit vault 1 door {file} {kind} {detail}";

    public static string PurposeOfSecret(FileId file, string name) => $"cockpit vault 1 secret {file} {name}";

    private static int? Number(string word, string name, int most) =>
        word.StartsWith(name, StringComparison.Ordinal) && int.TryParse(word.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most ? number : null;
}
