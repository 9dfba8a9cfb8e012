using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Scripts over a connection that stands, and how it ends.</summary>
public sealed class SshSessionTests(SshdFixture fixture) : IClassFixture<SshdFixture>
{
    private static readonly RunOptions Soon = new(Duration.FromSeconds(30));

    /// <summary>So long that a script has begun before, also where the machine has much else to do.</summary>
    private static readonly Duration Begun = Duration.FromSeconds(3);

    private readonly Sshd _sshd = fixture.Sshd;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_script_gives_its_output_its_errors_and_its_exit_code()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        var result = session.Run("echo out; echo err >&2; exit 7", Soon, Cancellation);
        Assert.Equal((7, null, "out\n", "err\n"), (result.ExitCode, result.Signal, result.OutputText, result.ErrorText));
        Assert.Equal($"{Environment.UserName}@127.0.0.11:{_sshd.Port}", session.Peer);
    }

    [Fact]
    public void Several_scripts_share_a_connection()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        var processes = Enumerable.Range(0, 20).Select(_ => session.Run("echo $PPID", Soon, Cancellation).OutputText).Distinct();
        Assert.Single(processes);
    }

    [Fact]
    public void A_long_script_and_a_long_answer_arrive_whole()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        var lines = string.Join('\n', Enumerable.Range(0, 60_000).Select(i => $"line {i} of a long text"));
        Assert.Equal(lines + "\n", session.Run($"cat <<'END'\n{lines}\nEND", Soon, Cancellation).OutputText);
    }

    [Fact]
    public void A_command_that_a_signal_ends_says_which()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        var result = session.Run("kill -TERM $$", Soon, Cancellation);
        Assert.Equal((null, "TERM"), (result.ExitCode, result.Signal));
    }

    [Fact]
    public void What_login_files_print_is_no_answer()
    {
        using var sshd = Sshd.Start("PermitUserEnvironment yes", "ForceCommand echo \"Last login: never\"; echo noise >&2; eval \"$SSH_ORIGINAL_COMMAND\"");
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(1), Cancellation);
        Assert.Equal("answer\n", session.Run("echo answer", Soon, Cancellation).OutputText);
    }

    [Fact]
    public void A_user_without_a_shell_is_denied_with_what_was_said()
    {
        using var sshd = Sshd.Start("ForceCommand echo 'This account is currently \u001b[31mnot available.'; exit 1");
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(1), Cancellation);
        var fault = FaultOf(() => session.Run("echo answer", Soon, Cancellation));
        Assert.Equal("AUTH_DENIED", fault.Code.Name);
        Assert.Contains("This account is currently [31mnot available.", fault.What);
    }

    [Fact]
    public void Root_is_root_without_sudo()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can run this.");
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        Assert.Equal("0\n", session.Run("id -u", Soon with { AsRoot = true }, Cancellation).OutputText);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("yes >&2")]
    [InlineData("head -c 5000000 /dev/zero")]
    public void Output_without_end_is_cut(string script)
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        Assert.Equal("OUTPUT_TOO_BIG", FaultOf(() => session.Run(script, Soon, Cancellation)).Code.Name);
        Assert.Equal("This step was not sent.", FaultOf(() => session.Run("echo more", Soon, Cancellation)).Meaning);
    }

    [Fact]
    public void Terminal_escapes_arrive_as_bytes_and_go_into_no_sentence()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        Assert.Equal("\u001b[2J\u0007\n", session.Run("printf '\\033[2J\\007\\n'", Soon, Cancellation).OutputText);
    }

    [Fact]
    public void A_script_that_does_not_end_is_killed_at_its_timeout()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        var mark = $"32{Environment.ProcessId}";
        Assert.Equal("EXEC_TIMEOUT", FaultOf(() => session.Run($"sleep {mark} & sleep {mark}", new RunOptions(Begun) { MayBeKilled = true }, Cancellation)).Code.Name);
        using var after = connector.Open(_sshd.Host(1), Cancellation);
        Assert.Equal("", after.Run($"while pgrep -f '^sleep {mark}$'; do :; done", Soon with { MayBeKilled = true }, Cancellation).ErrorText);
    }

    [Fact]
    public void A_script_that_may_change_something_is_left_to_itself()
    {
        // It waits until a file is there, which is made only after its session was given up; then it leaves a mark of its own.
        var (go, went) = (Path.Combine(_sshd.Home.Folder, "go"), Path.Combine(_sshd.Home.Folder, "went"));
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        Assert.Equal("EXEC_TIMEOUT", FaultOf(() => session.Run($"while [ -d {_sshd.Home.Folder} ] && [ ! -e {go} ]; do :; done; : >{went}", new RunOptions(Begun), Cancellation)).Code.Name);
        File.WriteAllText(go, "");
        using var after = connector.Open(_sshd.Host(1), Cancellation);
        Assert.Equal(0, after.Run($"while [ ! -e {went} ]; do :; done", Soon with { MayBeKilled = true }, Cancellation).ExitCode);
    }

    [Fact]
    public void A_cancelled_script_is_ended()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        Assert.Throws<OperationCanceledException>(() => session.Run("sleep 600", Soon with { MayBeKilled = true }, source.Token));
    }

    [Fact]
    public void A_connection_that_dies_in_a_script_is_lost_at_once()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        var fault = FaultOf(() => session.Run("kill -9 $PPID", Soon, Cancellation));
        Assert.Equal(("DISCONNECTED", "What the host did after that is unknown."), (fault.Code.Name, fault.Meaning));
    }

    [Fact]
    public void A_connection_that_died_between_scripts_is_lost_at_the_next()
    {
        using var connector = _sshd.Connector();
        using var session = connector.Open(_sshd.Host(1), Cancellation);
        var server = int.Parse(session.Run("echo $PPID", Soon, Cancellation).OutputText);
        using (var process = Process.GetProcessById(server))
        {
            process.Kill();
            process.WaitForExit();
        }

        Assert.Equal("DISCONNECTED", FaultOf(() => session.Run("echo never", Soon, Cancellation)).Code.Name);
    }

    [Fact]
    public void A_stopped_sshd_ends_a_script_at_its_timeout_and_closing_does_not_hang()
    {
        using var connector = _sshd.Connector();
        var session = connector.Open(_sshd.Host(1), Cancellation);
        var server = session.Run("echo $PPID", Soon, Cancellation).OutputText.Trim();
        Signal("STOP", server);
        try
        {
            Assert.Equal("EXEC_TIMEOUT", FaultOf(() => session.Run("echo never", new RunOptions(Duration.FromSeconds(1)), Cancellation)).Code.Name);
            session.Dispose();
        }
        finally
        {
            Signal("KILL", server);
        }
    }

    private static void Signal(string signal, string process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process]);
        kill.WaitForExit();
    }

    private static Fault FaultOf(Action act) => Assert.Throws<CockpitException>(act).Fault;
}
