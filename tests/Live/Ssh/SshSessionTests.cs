using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

public sealed class SshSessionTests
{
    private static readonly RunOptions Soon = new(Duration.FromSeconds(30));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_script_gives_its_output_its_errors_and_its_exit_code()
    {
        using var sshd = Sshd.Start();
        using var connector = sshd.Connector();
        using var session = connector.Open(sshd.Host(1), Cancellation);
        var result = session.Run("echo out; echo err >&2; exit 7", Soon, Cancellation);
        Assert.Equal((7, "out\n", "err\n"), (result.ExitCode, result.OutputText, result.ErrorText));
        Assert.Equal("again\n", session.Run("echo again", Soon, Cancellation).OutputText);
    }
}
