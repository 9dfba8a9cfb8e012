using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Cockpit.Operations.Tests.Notices;

/// <summary>A certificate that nobody else has signed.</summary>
internal static class OwnCertificate
{
    /// <returns>The paths of both PEM files.</returns>
    public static (string Certificate, string Key) Write(string folder, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        string at = Path.Combine(folder, "server.crt"), keyAt = Path.Combine(folder, "server.key");
        File.WriteAllText(at, certificate.ExportCertificatePem());
        File.WriteAllText(keyAt, key.ExportPkcs8PrivateKeyPem());
        return (at, keyAt);
    }
}
