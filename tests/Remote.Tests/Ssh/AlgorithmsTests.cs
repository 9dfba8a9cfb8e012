using Cockpit.Remote.KnownHosts;
using Cockpit.Remote.Ssh;
using Cockpit.Remote.Ssh.Config;
using Renci.SshNet;
using Xunit;

namespace Cockpit.Remote.Tests.Ssh;

public sealed class AlgorithmsTests
{
    [Fact]
    public void The_fast_and_the_quantum_safe_come_first_and_the_slow_one_last()
    {
        var info = Restricted();
        Assert.Equal(
            [
                "mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org",
                "ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521",
                "diffie-hellman-group-exchange-sha256", "diffie-hellman-group16-sha512", "diffie-hellman-group18-sha512", "diffie-hellman-group14-sha256",
                "sntrup761x25519-sha512", "sntrup761x25519-sha512@openssh.com",
            ],
            info.KeyExchangeAlgorithms.Keys);
    }

    [Fact]
    public void Nothing_old_is_offered()
    {
        var info = Restricted();
        var all = info.KeyExchangeAlgorithms.Keys.Concat(info.Encryptions.Keys).Concat(info.HmacAlgorithms.Keys).Concat(info.HostKeyAlgorithms.Keys).ToList();
        Assert.All(all, name => Assert.False(name.EndsWith("sha1", StringComparison.Ordinal) || name.Contains("sha1-", StringComparison.Ordinal) || name.Contains("cbc", StringComparison.Ordinal) || name is "ssh-rsa" or "ssh-dss" || name.Contains("cert", StringComparison.Ordinal), name));
        Assert.Equal(6, info.Encryptions.Count);
        Assert.Equal(4, info.HmacAlgorithms.Count);
        Assert.Equal(["none"], info.CompressionAlgorithms.Keys);
    }

    [Fact]
    public void The_types_of_known_keys_are_asked_for_first() => Assert.Equal(
        ["rsa-sha2-512", "rsa-sha2-256", "ecdsa-sha2-nistp384", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp521"],
        Restricted("ssh-rsa", "ecdsa-sha2-nistp384", "sk-ssh-ed25519@openssh.com").HostKeyAlgorithms.Keys);

    [Fact]
    public void Certificates_are_asked_for_where_an_authority_is_known_and_nowhere_else()
    {
        var info = new ConnectionInfo("host", "user", new NoneAuthenticationMethod("user"));
        Algorithms.Restrict(info, new SshTarget("host", "host", 22, "user"), KnownBy($"@cert-authority h* {KnownHosts.Keys.Ed25519}"));
        Assert.Equal([.. Algorithms.Certificates, .. Algorithms.HostKeys], info.HostKeyAlgorithms.Keys);
        Algorithms.Restrict(info, new SshTarget("host", "host", 22, "user"), KnownBy($"@cert-authority other {KnownHosts.Keys.Ed25519}"));
        Assert.Equal(Algorithms.HostKeys, info.HostKeyAlgorithms.Keys);
    }

    private static KnownKeys KnownBy(string text) => new(KnownHostsFile.Parse("file", text), new HostKeyNames(["host"], 22, false), [], () => DateTimeOffset.UnixEpoch);

    /// <summary>Lines of a file that know keys of these types.</summary>
    private static KnownKeys Known(string[] types) => KnownBy(string.Join('\n', types.Select(t => $"host {t} {Convert.ToBase64String([0, 0, 0, (byte)t.Length, .. System.Text.Encoding.ASCII.GetBytes(t)])}")));

    private static ConnectionInfo Restricted(params string[] knownTypes) => RestrictedFor(null, knownTypes);

    private static ConnectionInfo RestrictedFor(SshTarget? target, params string[] knownTypes)
    {
        var info = new ConnectionInfo("host", "user", new NoneAuthenticationMethod("user"));
        Algorithms.Restrict(info, target ?? new SshTarget("host", "host", 22, "user"), Known(knownTypes));
        return info;
    }
}
