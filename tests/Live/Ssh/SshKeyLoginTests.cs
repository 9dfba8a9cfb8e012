using System.Collections.Concurrent;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Which keys let in, and what is said when none does, each on a real sshd.</summary>
public sealed class SshKeyLoginTests(SshdFixture fixture) : IClassFixture<SshdFixture>
{
    private Sshd Sshd => fixture.Sshd;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_key_that_the_host_does_not_know_is_denied()
    {
        var stranger = Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "stranger"));
        var fault = Sshd.Fails(Sshd.Host(1, identity: stranger));
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.Equal($"host-01 does not let {Environment.UserName} in with {stranger}.", fault.What);
    }

    [Fact]
    public void A_user_that_does_not_exist_is_denied() =>
        Assert.Equal("AUTH_DENIED", Sshd.Fails(Sshd.Host(1, user: "nobody-like-this")).Code.Name);

    [Fact]
    public void Too_many_keys_are_denied_with_what_the_server_said()
    {
        using var strict = Sshd.Start("MaxAuthTries 1");
        var keys = Enumerable.Range(0, 3).Select(i => strict.Home.NewKey(Path.Combine(strict.Home.Folder, $"key{i}"))).ToList();
        var fault = strict.Fails(strict.Host(1), s => s with { Identities = keys });
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.Contains("Too many authentication failures", fault.What);
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void Other_types_of_keys_let_in(string type)
    {
        using var sshd = Sshd.Start();
        var key = sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "user_" + type), type: type);
        File.AppendAllText(sshd.Home.AuthorizedKeys, File.ReadAllText(key + ".pub"));
        using var connector = sshd.Connector();
        connector.Open(sshd.Host(1, identity: key), Cancellation).Dispose();
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void One_key_serves_many_connections_at_once(string type)
    {
        using var sshd = Sshd.Start();
        var key = sshd.Home.NewKey(Path.Combine(sshd.Home.Folder, "shared_" + type), type: type);
        File.AppendAllText(sshd.Home.AuthorizedKeys, File.ReadAllText(key + ".pub"));
        using var connector = sshd.Connector(s => s with { ConnectTimeout = Duration.FromMinutes(1) });
        var failures = new ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(1, 30).Select(n => new Thread(() =>
        {
            if (Record.Exception(() => connector.Open(sshd.Host(n, identity: key), Cancellation).Dispose()) is { } failure)
            {
                failures.Enqueue(failure);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Empty(failures);
    }

    [Fact]
    public void An_encrypted_key_is_unusable() =>
        Assert.Contains("is encrypted", KeyFails(Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "encrypted"), passphrase: "secret")).What);

    [Fact]
    public void A_missing_key_is_unusable() => Assert.Contains("does not exist", KeyFails("~/nowhere").What);

    [Fact]
    public void A_file_that_is_no_key_is_unusable() => Assert.Contains("is no private key", KeyFails("/etc/passwd").What);

    [Fact]
    public void Without_any_key_no_connection_is_tried()
    {
        var fault = Sshd.Fails(Sshd.Host(1), s => s with { Identities = ["/nonexistent"] });
        Assert.Equal("KEY_FILE_UNUSABLE", fault.Code.Name);
    }

    private Fault KeyFails(string identity)
    {
        var fault = Sshd.Fails(Sshd.Host(1, identity: identity));
        Assert.Equal("KEY_FILE_UNUSABLE", fault.Code.Name);
        return fault;
    }
}
