using System.Security.Cryptography;
using Renci.SshNet.Security;
using Renci.SshNet.Security.Cryptography;

namespace Cockpit.Remote.KnownHosts;

/// <summary>Checks signatures of host keys and of authorities.</summary>
internal static class KeySignature
{
    /// <summary>Whether its authority really signed a certificate.</summary>
    public static bool Holds(HostCertificate certificate)
    {
        try
        {
            return Verifier(certificate.Authority, certificate.SignatureAlgorithm) is { } authority && authority.VerifySignature(certificate.Signed, certificate.Signature);
        }
#pragma warning disable CA1031 // The library throws whatever its parsers trip over; a signature that cannot be checked does not hold.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    /// <summary>What checks signatures of a plain key; null where the key does not sign in that way.</summary>
    /// <param name="algorithm">As signatures name it, such as "rsa-sha2-512". SHA-1 is none.</param>
    /// <exception cref="Exception">Whatever the library throws for a key that is none.</exception>
    public static KeyHostAlgorithm? Verifier(HostKey key, string algorithm)
    {
        var data = new SshKeyData(key.Blob.ToArray());
        return (key.Type, algorithm) switch
        {
            ("ssh-ed25519", "ssh-ed25519") => new KeyHostAlgorithm(algorithm, new ED25519Key(data)),
            ("ssh-rsa", "rsa-sha2-512") => Rsa(new RsaKey(data), algorithm, HashAlgorithmName.SHA512),
            ("ssh-rsa", "rsa-sha2-256") => Rsa(new RsaKey(data), algorithm, HashAlgorithmName.SHA256),
            var (type, _) when type == algorithm && type.StartsWith("ecdsa-sha2-", StringComparison.Ordinal) => new KeyHostAlgorithm(algorithm, new EcdsaKey(data)),
            _ => null,
        };
    }

    private static KeyHostAlgorithm Rsa(RsaKey key, string algorithm, HashAlgorithmName hash) => new(algorithm, key, new RsaDigitalSignature(key, hash));
}
