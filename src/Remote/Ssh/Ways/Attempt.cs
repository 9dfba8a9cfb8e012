using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>
/// One attempt to open one connection, under one watch from its first packet to the login: what has to be cut changes as it comes on.
/// </summary>
internal sealed class Attempt : IDisposable
{
    private readonly object _gate = new();
    private readonly CancellationToken _cancellation;
    private readonly Watch _watch;
    private Action? _cut;
    private bool _isCut;

    public Attempt(Watchdog watchdog, TimeSpan limit, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _watch = watchdog.Start(limit, tooMuch: null, Cut, cancellation);
    }

    /// <summary>Why it was cut; None while it was not.</summary>
    public Cut Reason => _watch.Reason;

    /// <summary>How much of the present limit is left.</summary>
    public TimeSpan Left => _watch.Left;

    /// <summary>From here on this ends the attempt; at once where it was cut meanwhile. It must not block.</summary>
    public void Guard(Action cut)
    {
        lock (_gate)
        {
            _cut = cut;
            if (!_isCut)
            {
                return;
            }
        }

        cut();
    }

    /// <summary>It came a step further, for which it has this long.</summary>
    public void Restart(TimeSpan limit) => _watch.Restart(limit);

    public void ThrowIfCancelled()
    {
        if (_watch.Reason == Watching.Cut.Cancelled)
        {
            throw new OperationCanceledException(_cancellation);
        }
    }

    public void Dispose() => _watch.Dispose();

    private void Cut()
    {
        Action? cut;
        lock (_gate)
        {
            _isCut = true;
            cut = _cut;
        }

        cut?.Invoke();
    }
}
