using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Cockpit.Operations;

/// <summary>Blocking work on many hosts at once, on threads of its own: the pool would add them one a second.</summary>
internal static class Threads
{
    private const int StackBytes = 512 * 1024;

    /// <exception cref="OperationCanceledException">Cancelled; items that had begun are waited for.</exception>
    public static void ForEach<T>(IReadOnlyCollection<T> items, int parallel, Action<T> body, CancellationToken cancellation)
    {
        var queue = new ConcurrentQueue<T>(items);
        ExceptionDispatchInfo? failure = null;
        var threads = Enumerable.Range(0, Math.Min(parallel, items.Count)).Select(i => new Thread(Work, StackBytes) { IsBackground = true, Name = $"hosts-{i}" }).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        failure?.Throw();
        cancellation.ThrowIfCancellationRequested();

        void Work()
        {
            try
            {
                while (failure is null && !cancellation.IsCancellationRequested && queue.TryDequeue(out T? item)) body(item);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // The caller's thread throws it.
            }
#pragma warning disable CA1031 // An error of ours goes to the caller's thread instead of ending the process.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failure ??= ExceptionDispatchInfo.Capture(e);
            }
        }
    }
}
