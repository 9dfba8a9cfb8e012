using System.Diagnostics;

namespace Cockpit.Remote.Watching;

/// <summary>One watched piece of work; disposing it ends the watching.</summary>
internal sealed class Watch(Watchdog owner, long since, TimeSpan limit, Func<bool>? tooMuch, Action cut, CancellationToken cancellation) : IDisposable
{
    private volatile Cut _reason;

    /// <summary>Why it was cut; None while it was not.</summary>
    public Cut Reason => _reason;

    /// <summary>How much of the limit is left, never negative.</summary>
    public TimeSpan Left
    {
        get
        {
            var left = limit - Stopwatch.GetElapsedTime(since);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void Dispose() => owner.Remove(this);

    internal bool IsDue()
    {
        if (_reason != Cut.None)
        {
            return false;
        }

        _reason = cancellation.IsCancellationRequested ? Cut.Cancelled
            : tooMuch?.Invoke() == true ? Cut.TooMuch
            : Left == TimeSpan.Zero ? Cut.Deadline
            : Cut.None;
        return _reason != Cut.None;
    }

    internal void Carry() => cut();
}
