using System.Diagnostics;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Rollouts;

namespace Cockpit.Operations.Findings;

/// <summary>
/// Compares findings with the pending updates of their hosts, so that lists, plans and reports know what fixes what and what an
/// update removes. Called after whatever changes findings, scores, scans or advisories; a few hosts in each transaction, so that nobody else waits long.
/// </summary>
public static class AlignHosts
{
    /// <summary>A transaction ends after so long; one host takes a few milliseconds, so others wait far less than the 250 ms that they may.</summary>
    private const long MostMilliseconds = 80;

    /// <summary>The same beside a worker.</summary>
    private const long BesideWorkerMilliseconds = 20;

    /// <summary>
    /// How long the lock is then free in between. Who waits for it asks again after 1 to 100 ms, so a loop that took it at once again
    /// would keep a heartbeat or a pause out for seconds.
    /// </summary>
    private const int FreeMilliseconds = 40;

    /// <summary>The most hosts in one transaction.</summary>
    private const int Batch = 32;

    /// <summary>Brings these hosts up to date, and all others that are due.</summary>
    /// <param name="hosts">Null is every host with findings.</param>
    /// <param name="cancellation">Stops between two transactions; the hosts that are left stay due.</param>
    /// <returns>Whether none is left.</returns>
    /// <exception cref="CockpitException">The file codes; hosts done so far stay done, the others stay due.</exception>
    public static bool Run(Session session, IReadOnlyCollection<HostId>? hosts, CancellationToken cancellation)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        file.Write(t =>
        {
            if (hosts is null) t.MarkAll();
            else t.Mark(hosts);
        });
        return Due(session, file, cancellation);
    }

    /// <summary>Brings the hosts up to date that some change marked as due: all of an import, a scan, a rescoring.</summary>
    /// <inheritdoc cref="Run"/>
    public static bool RunDue(Session session, CancellationToken cancellation)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        return Due(session, file, cancellation);
    }

    /// <summary>The same on a file that is open.</summary>
    internal static bool Due(Session session, CockpitFile file, CancellationToken cancellation)
    {
        var cache = new AlignmentCache();
        while (file.Read(t => t.HostsToAlign(1)).Count > 0)
        {
            if (cancellation.IsCancellationRequested) return false;
            Some(session, file, cache);
            if (file.Read(t => t.Lease()) is { Held: true }) cancellation.WaitHandle.WaitOne(FreeMilliseconds);
        }
        return true;
    }

    /// <summary>One transaction's worth of the hosts that are due.</summary>
    internal static void Some(Session session, CockpitFile file, AlignmentCache cache)
    {
        if (file.Read(t => t.HostsToAlign(1)).Count == 0) return;
        file.Write(t =>
        {
            long begun = Stopwatch.GetTimestamp(), most = t.Lease() is { Held: true } ? BesideWorkerMilliseconds : MostMilliseconds;
            foreach (HostId host in t.HostsToAlign(Batch))
            {
                t.AlignHost(host, cache, session.Now);
                if (Stopwatch.GetElapsedTime(begun).TotalMilliseconds > most) break;
            }
        });
    }
}
