using NodaTime;

namespace Cockpit.Simulation;

/// <summary>Drives a simulated port in real time, on a thread of its own, until it is disposed.</summary>
public sealed class PortThread : IDisposable
{
    /// <summary>Between two looks at what is due; short beside the shortest simulated wait.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly ManualResetEventSlim stopped = new();
    private readonly Thread thread;

    public PortThread(SimulatedPort port, IClock clock)
    {
        thread = new Thread(() =>
        {
            while (!stopped.Wait(LookEvery)) port.Pump(clock.GetCurrentInstant());
        })
        { IsBackground = true, Name = "simulated-hosts" };
        thread.Start();
    }

    public void Dispose()
    {
        stopped.Set();
        thread.Join();
        stopped.Dispose();
    }
}
