using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cockpit.Operations.Notices;

/// <summary>Judges a server's certificate by the authorities of one file instead of the machine's.</summary>
internal sealed class OwnAuthorities : IDisposable
{
    private readonly X509Certificate2Collection authorities = [];

    /// <param name="file">PEM.</param>
    /// <exception cref="DeliveryFailure">The file cannot be read, or has no certificate.</exception>
    public OwnAuthorities(string file)
    {
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new DeliveryFailure($"the file of authorities {file} cannot be read", e);
        }
        if (authorities.Count == 0) throw new DeliveryFailure($"the file of authorities {file} has no certificate");
    }

    public bool Accepts(X509Certificate? certificate, SslPolicyErrors errors)
    {
        // Another name, or no certificate at all, is no question of who signed it.
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        // A site without internet reaches no list of revoked certificates, and an authority of its own seldom has one.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = new X509Certificate2(certificate);
        return chain.Build(leaf);
    }

    public void Dispose()
    {
        foreach (X509Certificate2 authority in authorities) authority.Dispose();
    }
}
