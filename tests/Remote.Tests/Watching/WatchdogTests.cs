using Cockpit.Remote.Watching;
using Xunit;

namespace Cockpit.Remote.Tests.Watching;

public sealed class WatchdogTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    private readonly Watchdog _watchdog = new();
    private readonly ManualResetEventSlim _cut = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _watchdog.Dispose();
        _cut.Dispose();
    }

    [Fact]
    public void A_deadline_cuts()
    {
        using var watch = _watchdog.Start(TimeSpan.FromMilliseconds(50), null, _cut.Set, CancellationToken.None);
        _cut.Wait(Cancellation);
        Assert.Equal(Cut.Deadline, watch.Reason);
        Assert.Equal(TimeSpan.Zero, watch.Left);
    }

    [Fact]
    public void Too_much_cuts()
    {
        var much = false;
        using var watch = _watchdog.Start(Long, () => Volatile.Read(ref much), _cut.Set, CancellationToken.None);
        Volatile.Write(ref much, true);
        _cut.Wait(Cancellation);
        Assert.Equal(Cut.TooMuch, watch.Reason);
    }

    [Fact]
    public void A_cancellation_cuts()
    {
        using var source = new CancellationTokenSource();
        using var watch = _watchdog.Start(Long, null, _cut.Set, source.Token);
        source.Cancel();
        _cut.Wait(Cancellation);
        Assert.Equal(Cut.Cancelled, watch.Reason);
    }

    [Fact]
    public void A_restarted_limit_counts_from_then_on()
    {
        using var watch = _watchdog.Start(Long, null, _cut.Set, CancellationToken.None);
        watch.Restart(TimeSpan.FromMilliseconds(50));
        _cut.Wait(Cancellation);
        Assert.Equal(Cut.Deadline, watch.Reason);
    }

    [Fact]
    public void Each_is_cut_once_and_others_go_on()
    {
        var cuts = 0;
        using var kept = _watchdog.Start(Long, null, () => Interlocked.Add(ref cuts, 100), CancellationToken.None);
        using var first = _watchdog.Start(TimeSpan.Zero, null, () => Interlocked.Increment(ref cuts), CancellationToken.None);
        using var last = _watchdog.Start(TimeSpan.FromMilliseconds(150), null, _cut.Set, CancellationToken.None);
        _cut.Wait(Cancellation);
        Assert.Equal(1, Volatile.Read(ref cuts));
        Assert.Equal(Cut.None, kept.Reason);
    }

    [Fact]
    public void What_is_no_longer_watched_is_not_cut()
    {
        var cuts = 0;
        _watchdog.Start(TimeSpan.FromMilliseconds(50), null, () => Interlocked.Increment(ref cuts), CancellationToken.None).Dispose();
        using var last = _watchdog.Start(TimeSpan.FromMilliseconds(150), null, _cut.Set, CancellationToken.None);
        _cut.Wait(Cancellation);
        Assert.Equal(0, Volatile.Read(ref cuts));
    }
}
