using System.Diagnostics;

namespace Cockpit.Remote.Watching;

/// <summary>One watched piece of work; disposing it ends the watching. Thread-safe.</summary>
internal sealed class Watch : IDisposable
{
    private readonly Watchdog _owner;
    private readonly Func<bool>? _tooMuch;
    private readonly Action _cut;
    private readonly CancellationToken _cancellation;
    private long _due;
    private volatile Cut _reason;

    internal Watch(Watchdog owner, TimeSpan limit, Func<bool>? tooMuch, Action cut, CancellationToken cancellation)
    {
        _owner = owner;
        _tooMuch = tooMuch;
        _cut = cut;
        _cancellation = cancellation;
        Restart(limit);
    }

    /// <summary>Why it was cut; None while it was not.</summary>
    public Cut Reason => _reason;

    /// <summary>How much of the limit is left, never negative.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), Volatile.Read(ref _due));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>A new limit from now on: the work has come a step further.</summary>
    public void Restart(TimeSpan limit) =>
        Volatile.Write(ref _due, Stopwatch.GetTimestamp() + (long)(limit.TotalSeconds * Stopwatch.Frequency));

    public void Dispose() => _owner.Remove(this);

    internal bool IsDue()
    {
        if (_reason != Cut.None)
        {
            return false;
        }

        _reason = _cancellation.IsCancellationRequested ? Cut.Cancelled
            : _tooMuch?.Invoke() == true ? Cut.TooMuch
            : Left == TimeSpan.Zero ? Cut.Deadline
            : Cut.None;
        return _reason != Cut.None;
    }

    internal void Carry() => _cut();
}
