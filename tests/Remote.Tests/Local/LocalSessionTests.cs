using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Remote.Tests.Local;

public sealed class LocalSessionTests : IDisposable
{
    private static readonly RunOptions Soon = new(Duration.FromSeconds(20));

    private readonly HostConnector _connector = new(new RemoteSettings("/nonexistent", "nobody"));

    public void Dispose() => _connector.Dispose();

    [Fact]
    public void A_script_gives_its_output_its_errors_and_its_exit_code()
    {
        using var session = Open();
        var result = session.Run("echo out; echo err >&2; exit 7", Soon, TestContext.Current.CancellationToken);
        Assert.Equal((7, "out\n", "err\n"), (result.ExitCode, result.OutputText, result.ErrorText));
    }

    [Fact]
    public void A_command_in_a_script_cannot_eat_the_rest_of_it()
    {
        using var session = Open();
        Assert.Equal("after\n", session.Run("cat\necho after", Soon, TestContext.Current.CancellationToken).OutputText);
    }

    [Fact]
    public void Bytes_pass_as_they_are()
    {
        using var session = Open();
        Assert.Equal("\0\x1b[2J\xff"u8.Length, session.Run("printf '\\000\\033[2J\\303\\277'", Soon, TestContext.Current.CancellationToken).Output.Length);
    }

    [Fact]
    public void Several_scripts_share_a_session()
    {
        using var session = Open();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal($"{i}\n", session.Run($"echo {i}", Soon, TestContext.Current.CancellationToken).OutputText);
        }
    }

    [Fact]
    public void Output_without_end_is_cut_and_its_processes_are_killed()
    {
        using var session = Open();
        var fault = Assert.Throws<CockpitException>(() => session.Run("yes", Soon with { MaxOutputBytes = 100_000, MayBeKilled = true }, TestContext.Current.CancellationToken)).Fault;
        Assert.Equal("OUTPUT_TOO_BIG", fault.Code.Name);
    }

    [Fact]
    public void Errors_without_end_are_cut_too()
    {
        using var session = Open();
        var fault = Assert.Throws<CockpitException>(() => session.Run("yes >&2", Soon, TestContext.Current.CancellationToken)).Fault;
        Assert.Equal("OUTPUT_TOO_BIG", fault.Code.Name);
    }

    [Fact]
    public void A_script_that_does_not_end_ends_at_its_timeout_with_all_its_children()
    {
        using var session = Open();
        var mark = $"31{Environment.ProcessId}";
        var fault = Assert.Throws<CockpitException>(() => session.Run($"sleep {mark} & sleep {mark}", new RunOptions(Duration.FromMilliseconds(300)) { MayBeKilled = true }, TestContext.Current.CancellationToken)).Fault;
        Assert.Equal("EXEC_TIMEOUT", fault.Code.Name);
        using var after = Open();
        Assert.Equal("", after.Run($"ps -eo args | grep '^sleep {mark}$' || :", Soon, TestContext.Current.CancellationToken).OutputText);
    }

    [Fact]
    public void After_a_failure_the_session_sends_nothing_more()
    {
        using var session = Open();
        Assert.Throws<CockpitException>(() => session.Run("sleep 60", new RunOptions(Duration.FromMilliseconds(100)) { MayBeKilled = true }, TestContext.Current.CancellationToken));
        var fault = Assert.Throws<CockpitException>(() => session.Run("echo again", Soon, TestContext.Current.CancellationToken)).Fault;
        Assert.Equal(("DISCONNECTED", "This step was not sent."), (fault.Code.Name, fault.Meaning));
    }

    [Fact]
    public void A_cancelled_script_is_ended()
    {
        using var session = Open();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => session.Run("sleep 60", Soon with { MayBeKilled = true }, source.Token));
    }

    [Fact]
    public void Root_needs_no_sudo()
    {
        Assert.SkipUnless(Environment.UserName == "root", "Only root can run this.");
        using var session = Open();
        Assert.Equal("0\n", session.Run("id -u", Soon with { AsRoot = true }, TestContext.Current.CancellationToken).OutputText);
    }

    private IHostSession Open() => _connector.Open(
        new Host(new HostId(1), "here", "here", 22, null, Transport.Local, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null),
        TestContext.Current.CancellationToken);
}
