using System.Diagnostics;
using System.Text;
using Cockpit.Core.Credentials;
using Cockpit.Core.Errors;
using Cockpit.Remote;
using Cockpit.Remote.Secrets;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Logging in to a real sshd with keys, certificates and a real ssh-agent.</summary>
public sealed class SshLoginTests : IDisposable
{
    private const string Passphrase = "a phrase with spaces";

    private static readonly RunOptions Soon = new(Duration.FromSeconds(30));

    private readonly Sshd _sshd = Sshd.Start("MaxAuthTries 3");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _sshd.Dispose();

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void A_key_of_each_type_logs_in(string type) => LogsIn(identity: Authorized(_sshd.Home.NewKey(File("key"), type: type)));

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    public void An_encrypted_key_is_opened_once_for_all_connections(string type)
    {
        var key = Authorized(_sshd.Home.NewKey(File("key"), Passphrase, type));
        var asked = new List<string>();
        using var connector = _sshd.Connector(s => s with { Ask = Answering(asked, Passphrase) });
        Threads(8, i => connector.Open(_sshd.Host(i + 1, identity: key), Cancellation).Dispose());
        Assert.Equal([$"passphrase of {key}"], asked);
    }

    [Fact]
    public void A_wrong_passphrase_is_asked_for_three_times_and_reaches_no_host()
    {
        var key = Authorized(_sshd.Home.NewKey(File("key"), Passphrase));
        var asked = new List<string>();
        using var connector = _sshd.Connector(s => s with { Ask = Answering(asked, "wrong") });
        var fault = Fault(() => connector.Open(_sshd.Host(1, identity: key), Cancellation));
        Assert.Equal(("KEY_FILE_UNUSABLE", 3), (fault.Code.Name, asked.Count));
        Assert.DoesNotContain("wrong", fault.ToString());
    }

    [Fact]
    public void Where_nobody_can_be_asked_an_encrypted_key_says_so()
    {
        var key = Authorized(_sshd.Home.NewKey(File("key"), Passphrase));
        using var connector = _sshd.Connector();
        var fault = Fault(() => connector.Open(_sshd.Host(1, identity: key), Cancellation));
        Assert.Equal("KEY_FILE_UNUSABLE", fault.Code.Name);
        Assert.Contains("is encrypted", fault.What);
    }

    [Fact]
    public void A_passphrase_comes_from_a_command_without_a_shell()
    {
        var key = Authorized(_sshd.Home.NewKey(File("key"), Passphrase));
        System.IO.File.WriteAllText(File("$(phrase)"), Passphrase + "\nsecond line\n");
        var credential = Credential(new() { ["key"] = key, ["passphrase"] = $"command:cat {File("$(phrase)")}" });
        LogsIn(credential);
    }

    [Fact]
    public void A_command_that_fails_is_named_and_what_it_said_is_not_repeated()
    {
        var key = Authorized(_sshd.Home.NewKey(File("key"), Passphrase));
        var credential = Credential(new() { ["key"] = key, ["passphrase"] = "command:[\"sh\",\"-c\",\"echo the-secret >&2; exit 3\"]" });
        using var connector = Connector(credential);
        var fault = Fault(() => connector.Open(_sshd.Host(1) with { Credential = "c" }, Cancellation));
        Assert.Equal("SECRET_UNAVAILABLE", fault.Code.Name);
        Assert.Contains("exit code 3", fault.What);
        Assert.DoesNotContain("the-secret", fault.ToString());
    }

    [Fact]
    public void A_systemd_credential_holds_a_whole_key()
    {
        var folder = Directory.CreateDirectory(File("credentials")).FullName;
        System.IO.File.Copy(Authorized(_sshd.Home.NewKey(File("key"))), Path.Combine(folder, "web-key"));
        using var connector = _sshd.Connector(s => s with
        {
            Credentials = _ => Credential(new() { ["key"] = "systemd:web-key" }), Secrets = new SecretReader(_ => throw new InvalidOperationException(), folder), Identities = [],
        });
        connector.Open(_sshd.Host(1) with { Credential = "c" }, Cancellation).Dispose();
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void A_certificate_beside_the_key_logs_in(string type)
    {
        var key = _sshd.Home.NewKey(File("key"), type: type);
        using var sshd = WithAuthority(out var ca);
        Certify(ca, key, Environment.UserName);
        using var connector = sshd.Connector();
        connector.Open(sshd.Host(1, identity: key), Cancellation).Dispose();
    }

    [Fact]
    public void A_certificate_named_by_a_credential_logs_in_and_the_bare_key_is_not_offered()
    {
        var key = _sshd.Home.NewKey(File("key"), Passphrase);
        using var sshd = WithAuthority(out var ca);
        Certify(ca, key, Environment.UserName);
        System.IO.File.Move(key + "-cert.pub", File("elsewhere"));
        System.IO.File.WriteAllText(File("phrase"), Passphrase);
        var credential = Credential(new() { ["key"] = key, ["certificate"] = File("elsewhere"), ["passphrase"] = $"command:cat {File("phrase")}" });
        using var connector = sshd.Connector(s => s with { Credentials = _ => credential, Identities = [] });
        connector.Open(sshd.Host(1) with { Credential = "c" }, Cancellation).Dispose();
    }

    [Fact]
    public void A_certificate_for_another_user_is_denied()
    {
        var key = _sshd.Home.NewKey(File("key"));
        using var sshd = WithAuthority(out var ca);
        Certify(ca, key, "somebody-else");
        using var connector = sshd.Connector();
        Assert.Equal("AUTH_DENIED", Fault(() => connector.Open(sshd.Host(1, identity: key), Cancellation)).Code.Name);
    }

    [Theory]
    [InlineData("ed25519")]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    public void A_key_in_the_agent_logs_in(string type)
    {
        var key = Authorized(_sshd.Home.NewKey(File("key"), type: type));
        using var agent = new SshAgent(_sshd.Home.Folder).Add(key);
        System.IO.File.Delete(key);
        using var connector = _sshd.Connector(s => s with { AgentSocket = agent.Socket, Identities = [] });
        connector.Open(_sshd.Host(1), Cancellation).Dispose();
    }

    [Fact]
    public void A_certificate_in_the_agent_logs_in()
    {
        var key = _sshd.Home.NewKey(File("key"));
        using var sshd = WithAuthority(out var ca);
        Certify(ca, key, Environment.UserName);
        using var agent = new SshAgent(_sshd.Home.Folder).Add(key);
        System.IO.File.Delete(key);
        System.IO.File.Delete(key + "-cert.pub");
        using var connector = sshd.Connector(s => s with { AgentSocket = agent.Socket, Identities = [] });
        connector.Open(sshd.Host(1), Cancellation).Dispose();
    }

    [Fact]
    public void An_encrypted_key_that_the_agent_holds_asks_nobody()
    {
        var plain = _sshd.Home.NewKey(File("key"));
        using var agent = new SshAgent(_sshd.Home.Folder).Add(plain);
        Encrypt(plain);
        Authorized(plain);
        using var connector = _sshd.Connector(s => s with { AgentSocket = agent.Socket, Ask = (q, _) => throw new InvalidOperationException(q.Text) });
        connector.Open(_sshd.Host(1, identity: plain), Cancellation).Dispose();
    }

    [Fact]
    public void The_key_that_is_named_as_a_file_comes_first_so_an_agent_full_of_keys_does_not_use_up_the_tries()
    {
        // Three tries are allowed; the agent holds five strangers before the right one.
        using var agent = new SshAgent(_sshd.Home.Folder);
        for (var i = 0; i < 5; i++) agent.Add(_sshd.Home.NewKey(File($"stranger{i}")));
        var right = Authorized(_sshd.Home.NewKey(File("right")));
        agent.Add(right);
        using (var named = _sshd.Connector(s => s with { AgentSocket = agent.Socket, Identities = [right] })) named.Open(_sshd.Host(1), Cancellation).Dispose();
        using var unnamed = _sshd.Connector(s => s with { AgentSocket = agent.Socket, Identities = [] });
        var fault = Fault(() => unnamed.Open(_sshd.Host(1), Cancellation));
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.Contains("Too many authentication failures", fault.What);
    }

    [Fact]
    public void A_public_key_file_chooses_one_key_of_the_agent()
    {
        using var agent = new SshAgent(_sshd.Home.Folder);
        for (var i = 0; i < 5; i++) agent.Add(_sshd.Home.NewKey(File($"stranger{i}")));
        var right = Authorized(_sshd.Home.NewKey(File("right")));
        agent.Add(right);
        System.IO.File.Delete(right);
        LogsIn(Credential(new() { ["login"] = "agent", ["agent"] = agent.Socket, ["key"] = right + ".pub" }));
    }

    [Fact]
    public void An_agent_that_is_gone_leaves_the_key_files()
    {
        var key = Authorized(_sshd.Home.NewKey(File("key")));
        using var connector = _sshd.Connector(s => s with { AgentSocket = File("no-agent"), Identities = [key] });
        connector.Open(_sshd.Host(1), Cancellation).Dispose();
    }

    [Fact]
    public void An_agent_that_a_credential_needs_and_that_is_gone_is_named()
    {
        using var connector = Connector(Credential(new() { ["login"] = "agent", ["agent"] = File("no-agent") }));
        Assert.Equal("AGENT_UNAVAILABLE", Fault(() => connector.Open(_sshd.Host(1) with { Credential = "c" }, Cancellation)).Code.Name);
    }

    [Fact]
    public void An_agent_that_refuses_to_sign_is_named()
    {
        // A key that wants confirmation, and no program to confirm with.
        var key = Authorized(_sshd.Home.NewKey(File("key")));
        using var agent = new SshAgent(_sshd.Home.Folder).Add(key, "-c");
        using var connector = Connector(Credential(new() { ["login"] = "agent", ["agent"] = agent.Socket }));
        var fault = Fault(() => connector.Open(_sshd.Host(1) with { Credential = "c" }, Cancellation));
        Assert.Equal("AGENT_UNAVAILABLE", fault.Code.Name);
        Assert.Contains("refuses to sign", fault.What);
    }

    [Fact]
    public void A_credential_that_is_not_there_is_named()
    {
        using var connector = _sshd.Connector();
        Assert.Equal("CREDENTIAL_UNKNOWN", Fault(() => connector.Open(_sshd.Host(1) with { Credential = "nobody" }, Cancellation)).Code.Name);
    }

    [Fact]
    public void A_credentials_user_counts_where_the_host_names_none()
    {
        var key = Authorized(_sshd.Home.NewKey(File("key")));
        using var connector = Connector(Credential(new() { ["key"] = key, ["user"] = "nobody-like-this" }));
        var fault = Fault(() => connector.Open(_sshd.Host(1) with { Credential = "c" }, Cancellation));
        Assert.Equal($"host-01 does not let nobody-like-this in with {key}.", fault.What);
        connector.Open(_sshd.Host(1, user: Environment.UserName) with { Credential = "c" }, Cancellation).Dispose();
    }

    private string File(string name) => Path.Combine(_sshd.Home.Folder, name);

    private string Authorized(string key)
    {
        System.IO.File.AppendAllText(_sshd.Home.AuthorizedKeys, System.IO.File.ReadAllText(key + ".pub"));
        return key;
    }

    private void LogsIn(Credential? credential = null, string? identity = null)
    {
        using var connector = Connector(credential);
        using var session = connector.Open(_sshd.Host(1, identity: identity) with { Credential = credential is null ? null : "c" }, Cancellation);
        Assert.Equal("ok\n", session.Run("echo ok", Soon, Cancellation).OutputText);
    }

    private HostConnector Connector(Credential? credential) => _sshd.Connector(s => s with { Credentials = _ => credential, Identities = [], Secrets = new SecretReader(_ => throw new InvalidOperationException(), null) });

    private static Credential Credential(Dictionary<string, string> fields) =>
        CredentialEdit.Apply(null, "c", new CredentialFields(fields), out string problem) ?? throw new InvalidOperationException(problem);

    private static AskPerson Answering(List<string> asked, string answer) => (question, _) =>
    {
        asked.Add(question.Text);
        return new Secret(Encoding.UTF8.GetBytes(answer));
    };

    private Sshd WithAuthority(out string ca)
    {
        var authority = ca = _sshd.Home.NewKey(File("ca"));
        return Sshd.Start($"TrustedUserCAKeys {authority}.pub", "AuthorizedKeysFile none");
    }

    private static void Certify(string ca, string key, string principal) => Keygen("-q", "-s", ca, "-I", "test", "-n", principal, "-V", "-1m:+1h", key + ".pub");

    private static void Encrypt(string key) => Keygen("-q", "-p", "-P", "", "-N", Passphrase, "-f", key);

    private static void Keygen(params string[] arguments)
    {
        using var keygen = Process.Start(new ProcessStartInfo("ssh-keygen", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        keygen.WaitForExit();
        Assert.Equal(0, keygen.ExitCode);
    }

    private static Fault Fault(Action action) => Assert.Throws<CockpitException>(action).Fault;

    private static void Threads(int count, Action<int> work)
    {
        var failures = new List<Exception>();
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            try
            {
                work(i);
            }
            catch (CockpitException e)
            {
                lock (failures) failures.Add(e);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Empty(failures);
    }
}
