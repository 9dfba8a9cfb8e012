using System.Diagnostics;
using Cockpit.Remote.KnownHosts;
using CsCheck;
using Xunit;

namespace Cockpit.Remote.Tests.KnownHosts;

/// <summary>Certificates that the real ssh-keygen made, and bytes that nobody made.</summary>
public sealed class HostCertificateTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("cockpit-cert-").FullName;

    [Theory]
    [InlineData("ed25519", "ed25519")]
    [InlineData("ecdsa", "ecdsa")]
    [InlineData("rsa", "rsa")]
    [InlineData("ed25519", "rsa")]
    public void All_fields_are_read_and_the_signature_holds(string key, string authority)
    {
        var certificate = Sign(key, authority, "-h", "-n", "web-07,*.example.com", "-V", "20260101Z:20270101Z", "-z", "42");
        Assert.Equal(HostKeyOf("key").Fingerprint, certificate.Key.Fingerprint);
        Assert.Equal(HostKeyOf("ca").Fingerprint, certificate.Authority.Fingerprint);
        Assert.Equal(("test", 42UL), (certificate.KeyId, certificate.Serial));
        Assert.Equal(["web-07", "*.example.com"], certificate.Principals);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), (long)certificate.ValidFrom);
        Assert.Null(CertificateCheck.Problem(certificate, ["a.example.com"], Now));
        Assert.Contains("expired at 2027-01-01", CertificateCheck.Problem(certificate, ["web-07"], Now.AddYears(1)), StringComparison.Ordinal);
        Assert.Contains("not valid before 2026-01-01", CertificateCheck.Problem(certificate, ["web-07"], Now.AddYears(-1)), StringComparison.Ordinal);
        Assert.Contains("is for web-07", CertificateCheck.Problem(certificate, ["web-08"], Now), StringComparison.Ordinal);
    }

    [Fact]
    public void One_for_users_is_none_for_hosts() =>
        Assert.Equal("is one for users, not for hosts", CertificateCheck.Problem(Sign("ed25519", "ed25519", "-n", "web-07"), ["web-07"], Now));

    [Fact]
    public void A_critical_option_is_never_passed_over() =>
        Assert.Contains("critical option verify-me", CertificateCheck.Problem(Sign("ed25519", "ed25519", "-h", "-O", "critical:verify-me=1"), ["web-07"], Now), StringComparison.Ordinal);

    [Fact]
    public void A_signature_with_SHA_1_is_not_safe() =>
        Assert.Contains("ssh-rsa, which is not safe", CertificateCheck.Problem(Sign("ed25519", "rsa", "-h", "-t", "ssh-rsa"), ["web-07"], Now), StringComparison.Ordinal);

    [Fact]
    public void Not_one_byte_of_it_can_be_changed()
    {
        var blob = SignedBlob("ed25519", "ed25519", "-h", "-n", "web-07");
        for (var at = 0; at < blob.Length; at++)
        {
            var other = (byte[])blob.Clone();
            other[at] ^= 1;
            Assert.True(HostCertificate.Parse(other) is not { } read || CertificateCheck.Problem(read, ["web-07"], Now) is not null, $"byte {at}");
        }
    }

    [Fact]
    public void Cut_or_made_up_bytes_are_no_certificate()
    {
        var blob = SignedBlob("ecdsa", "rsa", "-h", "-n", "web-07,web-08");
        Assert.NotNull(HostCertificate.Parse(blob));
        Assert.All(Enumerable.Range(0, blob.Length), length => Assert.Null(HostCertificate.Parse(blob[..length])));
        Assert.Null(HostCertificate.Parse([.. blob, 0]));
        Gen.Select(Gen.Int[0, blob.Length - 1], Gen.Byte).Array[1, 5].Sample(changes =>
        {
            var other = (byte[])blob.Clone();
            foreach (var (at, value) in changes)
            {
                other[at] = value;
            }

            _ = HostCertificate.Parse(other);
        });
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private HostCertificate Sign(string key, string authority, params string[] options) => HostCertificate.Parse(SignedBlob(key, authority, options))!;

    private byte[] SignedBlob(string key, string authority, params string[] options)
    {
        Keygen("-t", key, "-N", "", "-f", Path.Combine(_folder, "key"));
        Keygen("-t", authority, "-N", "", "-f", Path.Combine(_folder, "ca"));
        Keygen(["-s", Path.Combine(_folder, "ca"), "-I", "test", .. options, Path.Combine(_folder, "key.pub")]);
        return Convert.FromBase64String(File.ReadAllText(Path.Combine(_folder, "key-cert.pub")).Split(' ')[1]);
    }

    private HostKey HostKeyOf(string name) => new(Convert.FromBase64String(File.ReadAllText(Path.Combine(_folder, name + ".pub")).Split(' ')[1]));

    private static void Keygen(params string[] arguments)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh-keygen"), "/usr/bin/ssh-keygen is missing: install openssh-client.");
        using var made = Process.Start(new ProcessStartInfo("/usr/bin/ssh-keygen", ["-q", .. arguments]))!;
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }
}
