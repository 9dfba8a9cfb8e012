namespace Cockpit.Remote.Watching;

/// <summary>Why a watched piece of work was cut.</summary>
internal enum Cut { None, Deadline, TooMuch, Cancelled }

/// <summary>
/// One thread that looks after every connection of the process: it cuts what passes its deadline, says too much, or was
/// cancelled. A thread of its own because neither the pool nor the SSH library's own timers can be relied on for this: the
/// library ignores a token in key exchange and login, and buffers whatever a host sends.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    /// <summary>How often it looks: deadlines are kept to within this, and output can pass its cap by what arrives in it.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(25);

    private readonly object _gate = new();
    private readonly List<Watch> _watches = [];
    private Thread? _thread;
    private bool _disposed;

    /// <summary>Watches until the returned <see cref="Watch"/> is disposed.</summary>
    /// <param name="tooMuch">True once there is more output than allowed; called on the watchdog's thread, must not block.</param>
    /// <param name="cut">Ends the work, so that whoever blocks in it returns; called once at most, on the watchdog's thread, must not block.</param>
    public Watch Start(TimeSpan limit, Func<bool>? tooMuch, Action cut, CancellationToken cancellation)
    {
        var watch = new Watch(this, limit, tooMuch, cut, cancellation);
        lock (_gate)
        {
            _watches.Add(watch);
            if (_thread is null)
            {
                _thread = new Thread(Look, maxStackSize: 256 * 1024) { IsBackground = true, Name = "remote-watchdog" };
                _thread.Start();
            }
            else if (_watches.Count == 1)
            {
                Monitor.PulseAll(_gate);
            }
        }

        return watch;
    }

    /// <summary>Lets the thread end once nothing is watched any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            Monitor.PulseAll(_gate);
        }
    }

    internal void Remove(Watch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }

    private void Look()
    {
        var due = new List<Watch>();
        while (true)
        {
            lock (_gate)
            {
                while (_watches.Count == 0 && !_disposed)
                {
                    Monitor.Wait(_gate);
                }

                if (_watches.Count == 0)
                {
                    // What is still open when the connector goes is watched to its end; a later watch starts the thread anew.
                    _thread = null;
                    return;
                }

                due.AddRange(_watches.Where(w => w.IsDue()));
                if (due.Count == 0)
                {
                    Monitor.Wait(_gate, Tick);
                }
            }

            foreach (var watch in due)
            {
                watch.Carry();
            }

            due.Clear();
        }
    }
}
