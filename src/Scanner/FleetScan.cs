using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Cockpit.Core.Hosts;

namespace Cockpit.Scanner;

/// <summary>Scans many hosts at once on a fixed number of threads of its own: a slow host keeps one of them and delays nobody.</summary>
/// <param name="scan">Scans one host and returns every failure as a result: <see cref="HostScanner.Scan"/>, or a simulated one.</param>
public sealed class FleetScan(Func<Host, CancellationToken, ScanResult> scan)
{
    public const int LeastParallel = 1;

    /// <summary>Some 400 threads and 160 MB over SSH; more gained nothing where it was measured.</summary>
    public const int MostParallel = 200;

    public const int DefaultParallel = 50;

    /// <summary>How long threads may take to notice a cancellation. One that closes a connection to a peer that is stopped may take longer, and is left behind.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Blocks until every host has its result, handed over in the order in which they end.</summary>
    /// <param name="parallel">1 to 200.</param>
    /// <param name="onResult">Called for one host at a time, on a scan's own thread.</param>
    /// <exception cref="OperationCanceledException">Cancelled; the results so far were handed over, and none comes after this.</exception>
    public void Run(IReadOnlyCollection<Host> hosts, int parallel, Action<Host, ScanResult> onResult, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, LeastParallel);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parallel, MostParallel);
        cancellation.ThrowIfCancellationRequested();
        if (hosts.Count == 0)
        {
            return;
        }

        // It outlives this call where a thread is left behind, so it is not disposed.
        var threads = Math.Min(parallel, hosts.Count);
        var run = new Round(new ConcurrentQueue<Host>(hosts), threads);
        for (var i = 0; i < threads; i++)
        {
            new Thread(() => Work(run, onResult, cancellation), maxStackSize: 512 * 1024) { IsBackground = true, Name = $"scan-{i}" }.Start();
        }

        run.Wait(Grace, cancellation);
        run.Failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
    }

    private void Work(Round run, Action<Host, ScanResult> onResult, CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested && run.Failure is null && run.Next() is { } host)
            {
                var result = scan(host, cancellation);
                run.HandOver(() => onResult(host, result));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Whoever cancelled hears of it from Run.
        }
#pragma warning disable CA1031 // An error of ours must reach the caller's thread, not end the process from this one.
        catch (Exception e)
#pragma warning restore CA1031
        {
            run.Fail(e);
        }
        finally
        {
            run.ThreadEnded();
        }
    }

    /// <summary>What the threads of one call share.</summary>
    private sealed class Round(ConcurrentQueue<Host> hosts, int threads)
    {
        private readonly object _gate = new();
        private int _running = threads;
        private bool _over;
        private volatile ExceptionDispatchInfo? _failure;

        public ExceptionDispatchInfo? Failure => _failure;

        public Host? Next() => hosts.TryDequeue(out var host) ? host : null;

        public void HandOver(Action result)
        {
            lock (_gate)
            {
                if (!_over)
                {
                    result();
                }
            }
        }

        public void Fail(Exception e)
        {
            lock (_gate)
            {
                _failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        public void ThreadEnded()
        {
            lock (_gate)
            {
                _running--;
                Monitor.PulseAll(_gate);
            }
        }

        /// <summary>Until all threads have ended, or for <paramref name="grace"/> after a cancellation.</summary>
        public void Wait(TimeSpan grace, CancellationToken cancellation)
        {
            using var wake = cancellation.Register(() =>
            {
                lock (_gate)
                {
                    Monitor.PulseAll(_gate);
                }
            });
            lock (_gate)
            {
                while (_running > 0 && !cancellation.IsCancellationRequested)
                {
                    Monitor.Wait(_gate);
                }

                var until = Environment.TickCount64 + (long)grace.TotalMilliseconds;
                for (var left = grace; _running > 0 && left > TimeSpan.Zero; left = TimeSpan.FromMilliseconds(until - Environment.TickCount64))
                {
                    Monitor.Wait(_gate, left);
                }

                _over = true;
            }
        }
    }
}
