using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests;

public sealed class FleetScanTests
{
    private static readonly ScanResult Done = new(ScanStatus.Error, null, null, Instant.MinValue, Duration.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_host_gets_one_result()
    {
        var results = new List<long>();
        new FleetScan((_, _) => Done).Run(Hosts(500), 200, (host, _) => results.Add(host.Id.Value), Cancellation);
        Assert.Equal(Enumerable.Range(1, 500).Select(n => (long)n), results.Order());
    }

    [Fact]
    public void Nothing_to_scan_is_done_at_once() => new FleetScan((_, _) => Done).Run([], 1, (_, _) => Assert.Fail("There is no host."), Cancellation);

    [Fact]
    public void No_more_than_allowed_run_at_once()
    {
        var (now, most) = (0, 0);
        var gate = new object();
        new FleetScan((_, _) =>
        {
            lock (gate)
            {
                most = Math.Max(most, ++now);
            }

            Thread.Yield();
            lock (gate)
            {
                now--;
            }

            return Done;
        }).Run(Hosts(200), 7, (_, _) => { }, Cancellation);
        Assert.InRange(most, 1, 7);
    }

    [Fact]
    public void A_slow_host_delays_no_other()
    {
        using var release = new ManualResetEventSlim();
        var results = new List<long>();
        new FleetScan((host, _) =>
        {
            if (host.Id.Value == 1)
            {
                release.Wait(Cancellation);
            }

            return Done;
        }).Run(Hosts(50), 2, (host, _) =>
        {
            results.Add(host.Id.Value);
            if (results.Count == 49)
            {
                release.Set();
            }
        }, Cancellation);
        Assert.Equal(1, results[^1]);
    }

    [Fact]
    public void After_a_cancellation_no_result_comes_even_from_a_host_that_does_not_notice()
    {
        using var deaf = new ManualResetEventSlim();
        using var source = new CancellationTokenSource();
        var results = new List<long>();
        Assert.Throws<OperationCanceledException>(() => new FleetScan((host, _) =>
        {
            if (host.Id.Value == 1)
            {
                deaf.Wait(Cancellation);
            }

            return Done;
        }).Run(Hosts(10), 2, (host, _) =>
        {
            results.Add(host.Id.Value);
            if (results.Count == 5)
            {
                source.Cancel();
            }
        }, source.Token));
        var handed = results.Count;
        deaf.Set();
        Assert.DoesNotContain(1, results);
        Assert.Equal(handed, results.Count);
    }

    [Fact]
    public void An_error_of_ours_reaches_the_caller() =>
        Assert.Throws<InvalidTimeZoneException>(() => new FleetScan((_, _) => throw new InvalidTimeZoneException()).Run(Hosts(10), 3, (_, _) => { }, Cancellation));

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public void Too_few_or_too_many_threads_are_refused(int parallel) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FleetScan((_, _) => Done).Run(Hosts(1), parallel, (_, _) => { }, Cancellation));

    private static List<Host> Hosts(int count) => [.. Enumerable.Range(1, count).Select(n => new Host(
        new HostId(n), $"h{n}", $"h{n}", 22, null, Transport.Simulated, null, null, new Dictionary<string, string>(), null, null, null, null, null, null, null))];
}
