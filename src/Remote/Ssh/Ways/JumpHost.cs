using Cockpit.Core.Errors;
using Cockpit.Remote.Watching;

namespace Cockpit.Remote.Ssh.Ways;

/// <summary>One jump host: opens its session for the first who needs it, shares it, opens another when it is lost, closes it some time after the last. Thread-safe.</summary>
internal sealed class JumpHost(Watchdog watchdog, TimeProvider time) : IDisposable
{
    /// <summary>A scan comes back to a jump host within this time, and a rollout's looks are no further apart; a session that nobody uses is not kept longer.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(60);

    /// <summary>
    /// A failure counts for everybody who comes within this time: a thousand hosts behind a jump host that is off must not wait for it one after
    /// the other, nor offer it a refused key a thousand times.
    /// </summary>
    private static readonly TimeSpan FailureLasts = TimeSpan.FromSeconds(10);

    private readonly object _gate = new();
    private Shared? _now;
    private Watch? _idle;
    private Fault? _failure;
    private long _failedAt;
    private bool _opening;
    private bool _disposed;

    /// <param name="open">Opens a session; blocks.</param>
    public JumpLease Take(Func<CancellationToken, JumpSession> open, CancellationToken cancellation)
    {
        using var wake = cancellation.Register(Wake);
        lock (_gate)
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                if (_now is { Session.Lost: null } there)
                {
                    return Share(there);
                }

                if (_failure is { } failed && time.GetElapsedTime(_failedAt) < FailureLasts)
                {
                    throw new CockpitException(failed);
                }

                if (!_opening)
                {
                    break;
                }

                Monitor.Wait(_gate);
            }

            _opening = true;
        }

        Fault? failure = null;
        try
        {
            return Begin(new Shared(open(cancellation)));
        }
        catch (CockpitException e)
        {
            failure = e.Fault;
            throw;
        }
        finally
        {
            lock (_gate)
            {
                // A cancellation is the trouble of one; the next who waits tries for himself.
                _opening = false;
                (_failure, _failedAt) = (failure, time.GetTimestamp());
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>Closes the session if nobody uses it; its last user closes it otherwise.</summary>
    public void Dispose()
    {
        Shared? unused;
        lock (_gate)
        {
            _disposed = true;
            unused = Unused();
        }

        unused?.Session.Dispose();
    }

    private JumpLease Begin(Shared opened)
    {
        lock (_gate)
        {
            // A lost one that is still held is closed by its last user.
            if (Unused() is { } lost)
            {
                CloseAside(lost);
            }

            _now = opened;
            return Share(opened);
        }
    }

    private JumpLease Share(Shared shared)
    {
        _idle?.Dispose();
        _idle = null;
        shared.Users++;
        return new JumpLease(shared.Session, () => Again(shared), () => Release(shared));
    }

    private JumpLease Again(Shared shared)
    {
        lock (_gate)
        {
            return Share(shared);
        }
    }

    private void Release(Shared shared)
    {
        lock (_gate)
        {
            if (--shared.Users > 0)
            {
                return;
            }

            if (_now == shared && shared.Session.Lost is null && !_disposed)
            {
                _idle = watchdog.Start(Linger, tooMuch: null, CloseIdle, CancellationToken.None);
                return;
            }

            if (_now == shared)
            {
                _now = null;
            }
        }

        shared.Session.Dispose();
    }

    /// <summary>On the watchdog's thread.</summary>
    private void CloseIdle()
    {
        lock (_gate)
        {
            if (Unused() is { } idle)
            {
                CloseAside(idle);
            }
        }
    }

    /// <summary>Takes the session out where nobody holds it, so that nobody can take it any more.</summary>
    private Shared? Unused()
    {
        if (_now is not { Users: 0 } unused)
        {
            return null;
        }

        _idle?.Dispose();
        (_idle, _now) = (null, null);
        return unused;
    }

    /// <summary>Closing can take seconds where the peer is stopped, and nobody waits for it.</summary>
    private static void CloseAside(Shared shared) =>
        new Thread(shared.Session.Dispose, maxStackSize: 256 * 1024) { IsBackground = true, Name = "ssh-jump-close" }.Start();

    private void Wake()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    private sealed class Shared(JumpSession session)
    {
        public JumpSession Session => session;

        /// <summary>Guarded by the gate.</summary>
        public int Users { get; set; }
    }
}
