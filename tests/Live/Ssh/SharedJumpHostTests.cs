using Cockpit.Remote;
using NodaTime;
using Xunit;

namespace Cockpit.Live.Ssh;

/// <summary>Tests that look at all of this process stand here, for none other may run beside them.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;

/// <summary>Many hosts behind one jump host at once.</summary>
[Collection("alone")]
public sealed class SharedJumpHostTests
{
    private static readonly RunOptions Soon = new(Duration.FromMinutes(1));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Thirty_hosts_share_one_session_and_no_port_is_opened_meanwhile()
    {
        using var hops = new Hops();
        using var connector = hops.Connector(s => s with { ConnectTimeout = Duration.FromMinutes(1) });
        var before = Listening.OfThisProcess();
        using var all = new Barrier(31);
        var failures = new List<Exception>();
        var threads = Enumerable.Range(1, 30).Select(n => new Thread(() =>
        {
            var failure = Record.Exception(() =>
            {
                using var session = connector.Open(hops.Host(n, hops.ViaBoth), Cancellation);
                Assert.Equal($"{n}\n", session.Run($"echo {n}", Soon, Cancellation).OutputText);
                all.SignalAndWait(Cancellation);
                all.SignalAndWait(Cancellation);
            });
            if (failure is not null)
            {
                all.RemoveParticipant();
                lock (failures)
                {
                    failures.Add(failure);
                }
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        all.SignalAndWait(Cancellation);
        Assert.Single(hops.First.Serving);
        Assert.Single(hops.Second.Serving);
        Assert.Equal(30 - failures.Count, hops.Target.Serving.Count);
        Assert.Equal(before, Listening.OfThisProcess());
        all.SignalAndWait(Cancellation);
        threads.ForEach(t => t.Join());
        Assert.Empty(failures);
    }
}
