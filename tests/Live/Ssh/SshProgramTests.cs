using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Hosts that are reached by the machine's own ssh program, over a real sshd.</summary>
public sealed class SshProgramTests(SshdFixture fixture) : IClassFixture<SshdFixture>
{
    private static readonly RunOptions Soon = new(Duration.FromSeconds(60));

    private Sshd Sshd => fixture.Sshd;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_script_gives_its_output_its_errors_and_its_exit_code()
    {
        using var connector = Connector(Sshd);
        using var session = connector.Open(By(Sshd.Host(1)), Cancellation);
        var result = session.Run("echo out; echo err >&2; exit 7", Soon, Cancellation);
        Assert.Equal((7, "out\n", "err\n"), (result.ExitCode, result.OutputText, result.ErrorText));
        Assert.EndsWith("by the ssh program", session.Peer);
        Assert.Equal(255, session.Run("exit 255", Soon, Cancellation).ExitCode);
        Assert.Equal("still\n", session.Run("echo still", Soon with { AsRoot = Environment.UserName == "root" }, Cancellation).OutputText);
    }

    [Fact]
    public void Several_scripts_share_a_connection_whose_socket_only_its_owner_can_reach()
    {
        using var sshd = Sshd.Start();
        using var connector = Connector(sshd);
        var before = Folders();
        string folder;
        using (var session = connector.Open(By(sshd.Host(1)), Cancellation))
        {
            for (var i = 0; i < 3; i++)
            {
                session.Run(":", Soon, Cancellation);
                Assert.Single(sshd.Serving);
            }

            folder = Assert.Single(Folders().Except(before), f => File.Exists(Path.Combine(f, "s")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }

        Assert.False(Directory.Exists(folder));
        Hops.UntilFree(sshd);
    }

    [Fact]
    public void A_long_script_and_a_long_answer_arrive_whole()
    {
        using var connector = Connector(Sshd);
        using var session = connector.Open(By(Sshd.Host(1)), Cancellation);
        var lines = string.Join('\n', Enumerable.Range(0, 60_000).Select(i => $"line {i} of a long text"));
        Assert.Equal(lines + "\n", session.Run($"cat <<'END'\n{lines}\nEND", Soon, Cancellation).OutputText);
    }

    [Theory]
    [InlineData("yes", "OUTPUT_TOO_BIG")]
    [InlineData("sleep 600", "EXEC_TIMEOUT")]
    [InlineData("kill -9 $PPID; sleep 600", "DISCONNECTED")]
    public void How_a_script_fails_has_its_name_and_closes_the_session(string script, string code)
    {
        using var connector = Connector(Sshd);
        using var session = connector.Open(By(Sshd.Host(1)), Cancellation);
        var options = new RunOptions(Duration.FromSeconds(code == "EXEC_TIMEOUT" ? 2 : 60)) { MayBeKilled = true };
        Assert.Equal(code, FaultOf(() => session.Run(script, options, Cancellation)).Code.Name);
        Assert.Equal("This step was not sent.", FaultOf(() => session.Run("echo more", Soon, Cancellation)).Meaning);
    }

    [Fact]
    public void A_script_that_does_not_end_is_killed_at_its_timeout()
    {
        using var connector = Connector(Sshd);
        using var session = connector.Open(By(Sshd.Host(1)), Cancellation);
        var mark = $"33{Environment.ProcessId}";
        Assert.Equal("EXEC_TIMEOUT", FaultOf(() => session.Run($"sleep {mark} & sleep {mark}", new RunOptions(Duration.FromSeconds(2)) { MayBeKilled = true }, Cancellation)).Code.Name);
        using var after = connector.Open(By(Sshd.Host(1)), Cancellation);
        Assert.Equal("", after.Run($"while pgrep -f '^sleep {mark}$'; do :; done", Soon, Cancellation).ErrorText);
    }

    [Fact]
    public void How_a_connection_fails_has_its_name()
    {
        using var old = Sshd.Start("KexAlgorithms diffie-hellman-group14-sha1");
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var full = new FullBacklog();
        using var closing = new ServingListener(_ => { });
        var stranger = Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "program-stranger"));
        var changed = Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "program-changed"));
        using var connector = Connector(Sshd, s => s with { ConnectTimeout = Duration.FromSeconds(2), Jitter = () => 0 });
        File.AppendAllText(Sshd.Home.KnownHosts, $"[127.0.0.24]:{Sshd.Port} {Keygen.PublicKeyOf(changed)}\n@revoked [127.0.0.23]:{Sshd.Port} {Sshd.Home.HostPublicKey}\n");
        File.WriteAllLines(Sshd.Home.KnownHosts, File.ReadAllLines(Sshd.Home.KnownHosts).Where(l => !l.StartsWith($"[127.0.0.24]:{Sshd.Port} {Sshd.Home.HostPublicKey}", StringComparison.Ordinal)));
        Assert.Equal("DNS", Ends(Sshd.Host(1, address: "no-such-host.invalid")));
        Assert.Equal("REFUSED", Ends(Sshd.Host(1, port: 1)));
        Assert.Equal("CONNECT_TIMEOUT", Ends(Sshd.Host(1, address: "127.0.0.1", port: full.Port)));
        Assert.Equal("NO_BANNER", Ends(Sshd.Host(1, address: "127.0.0.1", port: ((IPEndPoint)silent.LocalEndpoint).Port)));
        Assert.Equal("THROTTLED", Ends(Sshd.Host(1, address: "127.0.0.1", port: ((IPEndPoint)closing.Listener.LocalEndpoint).Port)));
        using var unknown = Sshd.Start();
        Assert.Equal("HOST_KEY_UNKNOWN", Ends(unknown.Host(1)));
        Assert.Equal("HOST_KEY_CHANGED", Ends(Sshd.Host(14)));
        Assert.Equal("HOST_KEY_REVOKED", Ends(Sshd.Host(13)));
        Assert.Equal("AUTH_DENIED", Ends(Sshd.Host(1, identity: stranger)));
        File.AppendAllText(Sshd.Home.KnownHosts, File.ReadAllText(old.Home.KnownHosts));
        Assert.Equal("KEX_MISMATCH", Ends(old.Host(1)));

        string Ends(Host host) => FaultOf(() => connector.Open(By(host), Cancellation).Dispose()).Code.Name;
    }

    [Fact]
    public void No_configuration_makes_ssh_trust_run_or_forward_anything()
    {
        using var sshd = Sshd.Start();
        var mark = Path.Combine(sshd.Home.Folder, "mark");
        using var connector = Connector(sshd, config: $"Host *\n StrictHostKeyChecking no\n PermitLocalCommand yes\n LocalCommand touch {mark}\n ForwardAgent yes\n RemoteForward 127.0.0.1:9 127.0.0.1:9\n RequestTTY force\n BatchMode no\n");
        using (var session = connector.Open(By(sshd.Host(1)), Cancellation))
        {
            Assert.Equal("not a tty\n-\n", session.Run("tty; echo \"${SSH_AUTH_SOCK:--}\"", Soon, Cancellation).OutputText);
        }

        Assert.False(File.Exists(mark));
        File.WriteAllText(sshd.Home.KnownHosts, "");
        Assert.Equal("HOST_KEY_UNKNOWN", FaultOf(() => connector.Open(By(sshd.Host(1)), Cancellation)).Code.Name);
        Assert.Equal("", File.ReadAllText(sshd.Home.KnownHosts));
    }

    [Fact]
    public void A_proxy_command_takes_the_ssh_program_by_itself()
    {
        using var hops = new Hops();
        var key = Path.Combine(hops.Target.Home.Folder, ".ssh", "id_ed25519");
        using var connector = Connector(hops.Target, config: $"Host {Sshd.AddressOf(1)}\n ProxyCommand ssh -F none -i {key} -o UserKnownHostsFile={hops.Target.Home.KnownHosts} -o BatchMode=yes -p {hops.First.Port} -W [%h]:%p 127.0.0.11\n");
        using var session = connector.Open(hops.Target.Host(1), Cancellation);
        Assert.EndsWith("by the ssh program", session.Peer);
        Assert.Equal("ok\n", session.Run("echo ok", Soon, Cancellation).OutputText);
        Assert.Single(hops.First.Serving);
        var fault = FaultOf(() => connector.Open(hops.Target.Host(1) with { Ssh = SshChoice.Builtin }, Cancellation));
        Assert.Equal("TRANSPORT_UNSUPPORTED", fault.Code.Name);
        Assert.Contains("ProxyCommand", fault.What);
    }

    [Fact]
    public void A_key_on_a_token_takes_the_ssh_program_by_itself()
    {
        // No token is here: that ssh is asked, and fails at the login with its own words, is what shows it.
        var key = Path.Combine(Sshd.Home.Folder, "token");
        File.Copy(Sshd.Home.NewKey(Path.Combine(Sshd.Home.Folder, "token-like")), key);
        File.WriteAllText(key + ".pub", "sk-ssh-ed25519@openssh.com AAAA token\n");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var connector = Connector(Sshd);
        var fault = FaultOf(() => connector.Open(Sshd.Host(1, identity: key), Cancellation));
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.Contains("ssh said: ", fault.What);
    }

    [Fact]
    public void A_jump_host_of_the_inventory_is_taken_by_the_ssh_program_too()
    {
        using var hops = new Hops();
        var key = Path.Combine(hops.Target.Home.Folder, ".ssh", "id_ed25519");
        using var connector = Connector(hops.Target, config: $"Host *\n IdentityFile {key}\n UserKnownHostsFile {hops.Target.Home.KnownHosts}\n");
        using var session = connector.Open(By(hops.Host(1)), Cancellation);
        Assert.Equal("ok\n", session.Run("echo ok", Soon, Cancellation).OutputText);
        Assert.Single(hops.First.Serving);
    }

    [Fact]
    public void A_cancelled_opening_ends_and_leaves_no_ssh_behind()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        using var connector = Connector(Sshd, s => s with { ConnectTimeout = Duration.FromMinutes(10) });
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        Assert.Throws<OperationCanceledException>(() => connector.Open(By(Sshd.Host(1, address: "127.0.0.1", port: port)), source.Token));
        using var left = Process.Start("pgrep", ["-f", $"ssh .*-p {port} "]);
        left.WaitForExit();
        Assert.Equal(1, left.ExitCode);
    }

    private static HostConnector Connector(Sshd sshd, Func<RemoteSettings, RemoteSettings>? change = null, string config = "")
    {
        Assert.SkipUnless(File.Exists("/usr/bin/ssh"), "/usr/bin/ssh is missing: install openssh-client.");
        File.WriteAllText(Path.Combine(sshd.Home.Folder, ".ssh", "config"), config);
        File.SetUnixFileMode(Path.Combine(sshd.Home.Folder, ".ssh", "config"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return sshd.Connector(change);
    }

    private static Host By(Host host) => host with { Ssh = SshChoice.Program };

    private static IReadOnlyList<string> Folders() => [.. Directory.GetDirectories(Path.GetTempPath(), "cockpit-*").Where(d => Path.GetFileName(d).Length <= "cockpit-".Length + 6)];

    private static Fault FaultOf(Action act) => Assert.Throws<CockpitException>(act).Fault;
}
