using NodaTime;

namespace Cockpit.Executor.Port;

/// <summary>Pauses between two looks at a host, and how long nothing was heard. Monotonic: a step of the wall clock does not count.</summary>
internal sealed class Patience(PortLimits limits, TimeProvider time, CancellationToken stop)
{
    private long _heardAt = time.GetTimestamp();
    private int _looks;

    /// <summary>The host answered: the next silence counts from here.</summary>
    public void Heard() => _heardAt = time.GetTimestamp();

    /// <summary>Nothing was heard for so long.</summary>
    public bool SilentFor(Duration most) => Duration.FromTimeSpan(time.GetElapsedTime(_heardAt)) > most;

    /// <summary>Waits before the next look.</summary>
    /// <exception cref="OperationCanceledException">The port lets go.</exception>
    public void Wait()
    {
        Duration pause = limits.Pauses[Math.Min(_looks++, limits.Pauses.Count - 1)];
        stop.WaitHandle.WaitOne(pause.ToTimeSpan());
        stop.ThrowIfCancellationRequested();
    }
}
