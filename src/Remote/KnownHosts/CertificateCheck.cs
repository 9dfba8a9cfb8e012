namespace Cockpit.Remote.KnownHosts;

/// <summary>The rules of OpenSSH for a host's certificate whose authority is trusted for that host (sshkey_cert_check_host). Pure.</summary>
internal static class CertificateCheck
{
    /// <summary>Signature algorithms of authorities; SHA-1 is none of them (CASignatureAlgorithms in ssh_config(5)).</summary>
    private static readonly string[] Algorithms = ["ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "rsa-sha2-512", "rsa-sha2-256"];

    /// <param name="names">What the host is called, without port, in lower case; one has to be among the principals.</param>
    /// <returns>Why it counts for nothing, as the end of a sentence that begins with "its certificate"; null when it is good.</returns>
    public static string? Problem(HostCertificate certificate, IReadOnlyList<string> names, DateTimeOffset now)
    {
        var second = (ulong)Math.Max(0, now.ToUnixTimeSeconds());
        return certificate switch
        {
            { IsForHosts: false } => "is one for users, not for hosts",
            _ when second < certificate.ValidFrom => $"is not valid before {Moment(certificate.ValidFrom)}",
            _ when second >= certificate.ValidUntil => $"expired at {Moment(certificate.ValidUntil)}",
            { Principals.Count: > 0 } when !names.Any(name => certificate.Principals.Any(p => Wildcard.Like(p.ToLowerInvariant(), name))) =>
                $"is for {HostText.OneLine(string.Join(", ", certificate.Principals))}",
            { CriticalOptions.Count: > 0 } => $"has the critical option {HostText.OneLine(certificate.CriticalOptions[0])}, which is not known",
            _ when !Algorithms.Contains(certificate.SignatureAlgorithm) => $"is signed with {HostText.OneLine(certificate.SignatureAlgorithm)}, which is not safe",
            _ when !KeySignature.Holds(certificate) => "has a signature that does not hold",
            _ => null,
        };
    }

    private static string Moment(ulong seconds) => seconds > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? "the end of time"
        : DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString("yyyy-MM-dd HH:mm:ssK", System.Globalization.CultureInfo.InvariantCulture);
}
