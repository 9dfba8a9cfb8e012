using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>What a host's key is held against, each on a real sshd.</summary>
public sealed class SshHostKeyTests(SshdFixture fixture) : IClassFixture<SshdFixture>
{
    private Sshd Sshd => fixture.Sshd;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void An_unknown_key_is_named_with_its_fingerprint()
    {
        File.WriteAllText(Path.Combine(Sshd.Home.Folder, "empty"), "");
        var fault = Sshd.Fails(Sshd.Host(1), s => s with { KnownHosts = [Path.Combine(Sshd.Home.Folder, "empty"), "/nonexistent"] });
        Assert.Equal(("HOST_KEY_UNKNOWN", "No command was sent."), (fault.Code.Name, fault.Meaning));
        Assert.Contains(Ssh.Keygen.FingerprintOf(Sshd.Home.HostKey), fault.What);
    }

    [Fact]
    public void A_changed_key_is_named_with_both_fingerprints()
    {
        var other = Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "other_host"));
        var file = Sshd.KnownHostsWith($"[127.0.0.11]:{Sshd.Port} {Ssh.Keygen.PublicKeyOf(other)}");
        var fault = Sshd.Fails(Sshd.Host(1), s => s with { KnownHosts = [file] });
        Assert.Equal("HOST_KEY_CHANGED", fault.Code.Name);
        Assert.Contains(Ssh.Keygen.FingerprintOf(Sshd.Home.HostKey), fault.What);
        Assert.Contains(Ssh.Keygen.FingerprintOf(other), fault.What);
        Assert.Contains($"line 1 of {file}", fault.What);
    }

    [Fact]
    public void A_revoked_key_beats_the_line_that_knows_it()
    {
        var file = Sshd.KnownHostsWith($"[127.0.0.11]:{Sshd.Port} {Sshd.Home.HostPublicKey}\n@revoked * {Sshd.Home.HostPublicKey}");
        Assert.Equal("HOST_KEY_REVOKED", Sshd.Fails(Sshd.Host(1), s => s with { KnownHosts = [file] }).Code.Name);
    }

    [Fact]
    public void A_key_known_under_the_hosts_name_counts()
    {
        var file = Sshd.KnownHostsWith($"[host-01]:{Sshd.Port} {Sshd.Home.HostPublicKey}");
        using var connector = Sshd.Connector(s => s with { KnownHosts = [file] });
        connector.Open(Sshd.Host(1), Cancellation).Dispose();
    }

    [Fact]
    public void A_hashed_name_counts()
    {
        var file = Sshd.KnownHostsWith($"[127.0.0.11]:{Sshd.Port} {Sshd.Home.HostPublicKey}");
        Ssh.Keygen.HashNames(file);
        Assert.StartsWith("|1|", File.ReadAllText(file));
        using var connector = Sshd.Connector(s => s with { KnownHosts = [file] });
        connector.Open(Sshd.Host(1), Cancellation).Dispose();
        Assert.Equal("HOST_KEY_UNKNOWN", Sshd.Fails(Sshd.Host(2), s => s with { KnownHosts = [file] }).Code.Name);
    }

    [Fact]
    public void The_key_type_that_is_known_is_asked_for()
    {
        // The server has two keys and would show the ed25519 one; only its RSA key is known.
        var rsa = Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "host_rsa"), type: "rsa");
        using var sshd = Sshd.Start($"HostKey {rsa}");
        File.WriteAllText(sshd.Home.KnownHosts, $"[127.0.0.11]:{sshd.Port} {Ssh.Keygen.PublicKeyOf(rsa)}\n");
        using var connector = sshd.Connector();
        connector.Open(sshd.Host(1), Cancellation).Dispose();
    }

    [Fact]
    public void A_host_known_by_another_type_of_key_stays_unknown()
    {
        var rsa = Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "another_rsa"), type: "rsa");
        var fault = Sshd.Fails(Sshd.Host(1), s => s with { KnownHosts = [Sshd.KnownHostsWith($"[127.0.0.11]:{Sshd.Port} {Ssh.Keygen.PublicKeyOf(rsa)}")] });
        Assert.Equal("HOST_KEY_UNKNOWN", fault.Code.Name);
        Assert.Contains("another type of key", fault.What);
    }
}
