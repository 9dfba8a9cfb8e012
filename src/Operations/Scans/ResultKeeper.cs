using System.Runtime.ExceptionServices;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using Cockpit.Store.Rollouts;

namespace Cockpit.Operations.Scans;

/// <summary>
/// Writes results into the file as they arrive, on a thread of its own. A result that comes while others are being written waits for the
/// next transaction, with all that came meanwhile: one host at a time pays for one commit, a thousand a second share a hundred.
/// A crash loses at most what is being written, and those hosts count as not scanned.
/// </summary>
internal sealed class ResultKeeper
{
    /// <summary>
    /// Results that wait, and so the most in one transaction, which then writes for some 20 ms. One of 800 packages takes 200 KB. Who scans faster than they
    /// are written is slowed down: on a busy machine fifty threads that scan leave the one that writes a fiftieth of the processors, and all
    /// results of a fleet would come to wait here.
    /// </summary>
    private const int MostWaiting = 16;

    private readonly CockpitFile file;
    private readonly ScanId id;
    private readonly Action<Host, ScanResult> onKept;
    private readonly object gate = new();
    private readonly Queue<(Host Host, ScanResult Result)> waiting = new();
    private readonly OwnWorkReader own = new();
    private readonly Thread thread;
    private ExceptionDispatchInfo? failure;
    private bool ended;

    /// <param name="file">Belongs to this until <see cref="End"/>.</param>
    /// <param name="onKept">Called for each result once it is kept, in their order, on the writing thread.</param>
    public ResultKeeper(CockpitFile file, ScanId id, Action<Host, ScanResult> onKept)
    {
        (this.file, this.id, this.onKept) = (file, id, onKept);
        thread = new Thread(Write) { IsBackground = true, Name = "scan-results" };
        thread.Start();
    }

    /// <summary>Hands a result over. Any thread.</summary>
    /// <exception cref="Core.Errors.CockpitException">An earlier result could not be written.</exception>
    public void Keep(Host host, ScanResult result)
    {
        lock (gate)
        {
            while (waiting.Count >= MostWaiting && failure is null) Monitor.Wait(gate);
            failure?.Throw();
            waiting.Enqueue((host, result));
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Returns when all that was handed over is kept.</summary>
    /// <exception cref="Core.Errors.CockpitException">A result could not be written; those before it are kept.</exception>
    public void End()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }
        thread.Join();
        failure?.Throw();
    }

    private void Write()
    {
        try
        {
            while (Take() is { Count: > 0 } some)
            {
                file.Write(t =>
                {
                    foreach ((Host host, ScanResult result) in some) t.AddScanResult(id, host.Id, result, own);
                });
                foreach ((Host host, ScanResult result) in some) onKept(host, result);
            }
        }
#pragma warning disable CA1031 // It reaches whoever hands over the next result, or waits for the end.
        catch (Exception e)
#pragma warning restore CA1031
        {
            lock (gate)
            {
                failure = ExceptionDispatchInfo.Capture(e);
                Monitor.PulseAll(gate);
            }
        }
    }

    /// <summary>What waits; nothing after the end.</summary>
    private List<(Host Host, ScanResult Result)> Take()
    {
        var some = new List<(Host, ScanResult)>();
        lock (gate)
        {
            while (waiting.Count == 0 && !ended) Monitor.Wait(gate);
            while (waiting.TryDequeue(out var next)) some.Add(next);
            Monitor.PulseAll(gate);
        }
        return some;
    }
}
