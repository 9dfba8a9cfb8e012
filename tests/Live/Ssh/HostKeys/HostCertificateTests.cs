using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh.HostKeys;

public sealed class HostCertificateTests
{
    private const string Trusted = "@cert-authority [127.0.0.*]:* {0}\n";

    [Theory]
    [InlineData("ed25519")]
    [InlineData("ecdsa")]
    [InlineData("rsa")]
    public void A_certificate_of_a_trusted_authority_is_as_good_as_a_known_key(string authority)
    {
        using var sshd = CertifiedSshd.Start(Trusted, authority, "-h", "-n", "other,127.0.0.11");
        Assert.Equal("hello\n", Hello(sshd, sshd.Host(1)));
    }

    [Fact]
    public void Its_names_may_be_patterns_and_the_hosts_own_name_counts()
    {
        using var sshd = CertifiedSshd.Start("@cert-authority [127.0.0.*]:*,[host-*]:* {0}\n", "ed25519", "-h", "-n", "HOST-0?");
        Assert.Equal("hello\n", Hello(sshd, sshd.Host(1)));
        Assert.Contains("is for HOST-0?", Fails(sshd, sshd.Host(1) with { Name = "db-01" }).What, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_names_it_is_for_any_host_as_in_ssh()
    {
        using var sshd = CertifiedSshd.Start(Trusted, "ed25519", "-h");
        Assert.Equal("hello\n", Hello(sshd, sshd.Host(2)));
    }

    [Theory]
    [InlineData("expired at", "-h", "-n", "127.0.0.11", "-V", "20200101:20200201")]
    [InlineData("is not valid before", "-h", "-n", "127.0.0.11", "-V", "20900101:20900201")]
    [InlineData("is for web-99", "-h", "-n", "web-99")]
    public void One_that_does_not_hold_is_refused_with_the_reason(string why, params string[] options)
    {
        using var sshd = CertifiedSshd.Start(Trusted, "ed25519", options);
        var fault = Fails(sshd, sshd.Host(1));
        Assert.Equal("HOST_KEY_UNKNOWN", fault.Code.Name);
        Assert.Contains(why, fault.What, StringComparison.Ordinal);
        Assert.Contains(Ssh.Keygen.FingerprintOf(sshd.Home.HostKey), fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_authority_that_is_not_known_for_this_host_is_not_asked_and_the_plain_key_counts()
    {
        using var sshd = CertifiedSshd.Start("@cert-authority *.example.com {0}\n", "ed25519", "-h", "-n", "127.0.0.11");
        Assert.Equal("HOST_KEY_UNKNOWN", Fails(sshd, sshd.Host(1)).Code.Name);
        File.AppendAllText(sshd.Home.KnownHosts, $"[127.0.0.11]:{sshd.Port} {sshd.Home.HostPublicKey}\n");
        Assert.Equal("hello\n", Hello(sshd, sshd.Host(1)));
    }

    [Fact]
    public void Another_authority_is_named()
    {
        using var sshd = CertifiedSshd.Start(Trusted, "ed25519", "-h", "-n", "127.0.0.11");
        var other = CertifiedSshd.NewAuthority(sshd.Home);
        File.WriteAllText(sshd.Home.KnownHosts, $"@cert-authority * {Ssh.Keygen.PublicKeyOf(other)}\n");
        var fault = Fails(sshd, sshd.Host(1));
        Assert.Equal("HOST_KEY_UNKNOWN", fault.Code.Name);
        Assert.Contains("no authority for this host", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_hold_is_still_a_key_that_may_be_known()
    {
        using var sshd = CertifiedSshd.Start(Trusted, "ed25519", "-h", "-n", "web-99");
        File.AppendAllText(sshd.Home.KnownHosts, $"[127.0.0.11]:{sshd.Port} {sshd.Home.HostPublicKey}\n");
        Assert.Equal("hello\n", Hello(sshd, sshd.Host(1)));
    }

    [Fact]
    public void A_revoked_key_a_revoked_authority_and_a_list_of_revoked_keys_each_end_it()
    {
        using var sshd = CertifiedSshd.Start(Trusted, "ed25519", "-h", "-n", "127.0.0.11");
        var trusted = File.ReadAllText(sshd.Home.KnownHosts);
        var authority = trusted.Split(' ', 3)[2];
        Assert.Equal("hello\n", Hello(sshd, sshd.Host(1)));
        foreach (var key in (string[])[sshd.Home.HostPublicKey, authority])
        {
            File.WriteAllText(sshd.Home.KnownHosts, trusted + $"@revoked * {key}\n");
            Assert.Equal("HOST_KEY_REVOKED", Fails(sshd, sshd.Host(1)).Code.Name);

            File.WriteAllText(sshd.Home.KnownHosts, trusted);
            var list = Path.Combine(sshd.Home.Folder, "revoked");
            File.WriteAllText(list, $"# gone\n{key}\n");
            File.WriteAllText(Path.Combine(sshd.Home.Folder, ".ssh", "config"), $"RevokedHostKeys {list}\n");
            Assert.Equal("HOST_KEY_REVOKED", Fails(sshd, sshd.Host(1)).Code.Name);
            File.Delete(list);
            Assert.Equal("HOST_KEY_REVOKED", Fails(sshd, sshd.Host(1)).Code.Name);
            File.Delete(Path.Combine(sshd.Home.Folder, ".ssh", "config"));
        }

        Assert.Equal("hello\n", Hello(sshd, sshd.Host(1)));
    }

    private static string Hello(Sshd sshd, Host host)
    {
        using var connector = sshd.Connector();
        using var session = connector.Open(host, TestContext.Current.CancellationToken);
        return session.Run("echo hello", new RunOptions(Duration.FromSeconds(10)), TestContext.Current.CancellationToken).OutputText;
    }

    private static Fault Fails(Sshd sshd, Host host)
    {
        using var connector = sshd.Connector();
        return Assert.Throws<CockpitException>(() => connector.Open(host, TestContext.Current.CancellationToken)).Fault;
    }
}
