using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Counts the open files of this whole process, so nothing else runs beside it.</summary>
[Collection("alone")]
public sealed class JumpHostHandlesTests
{
    private static readonly RunOptions Soon = new(Duration.FromMinutes(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Nothing_is_left_of_many_connections_through_a_jump_host()
    {
        using var hops = new Hops();
        using (var connector = hops.Connector())
        {
            connector.Open(hops.Host(1), Cancellation).Dispose();
            Hops.UntilFree(hops.Target);
            var before = Handles();
            for (var i = 0; i < 40; i++)
            {
                using var session = connector.Open(hops.Host(i + 1), Cancellation);
                session.Run(":", Soon, Cancellation);
            }

            Hops.UntilFree(hops.Target);
            Assert.Single(hops.First.Serving);
            Assert.InRange(Handles(), 0, before + 8);
        }

        // The connector closes what nobody uses.
        Hops.UntilFree(hops.First);
    }

    private static int Handles() => Directory.GetFiles("/proc/self/fd").Length;
}
