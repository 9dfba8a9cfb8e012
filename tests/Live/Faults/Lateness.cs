using System.Diagnostics;

namespace Cockpit.Live.Faults;

/// <summary>
/// How late this machine is: the most by which a thread that does nothing else woke up after its time. A limit of the program can be kept to no better than
/// that, so it is what a bound on one allows for, however busy the machine is.
/// </summary>
internal sealed class Lateness : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly ManualResetEvent _over = new(false);
    private readonly Thread _thread;
    private TimeSpan _most;

    public Lateness()
    {
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends the watching.</summary>
    public TimeSpan Most()
    {
        _over.Set();
        _thread.Join();
        return _most;
    }

    public void Dispose()
    {
        Most();
        _over.Dispose();
    }

    private void Watch()
    {
        for (var began = Stopwatch.GetTimestamp(); !_over.WaitOne(Step); began = Stopwatch.GetTimestamp())
        {
            var late = Stopwatch.GetElapsedTime(began) - Step;
            _most = late > _most ? late : _most;
        }
    }
}
