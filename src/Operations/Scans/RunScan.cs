using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Operations.Advisories;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Scanner;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Scans;

/// <summary>Reads system, packages and pending updates of hosts. Changes nothing on them but, where it is asked to, their package lists. Each result is kept as it arrives, those that arrive together in one transaction.</summary>
public static class RunScan
{
    /// <param name="onHost">Called for one host at a time, once its result is kept, on a thread of the scan's own.</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN: a host that is not there, or a scope that selects none.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the results so far are kept.</exception>
    public static ScanReport Run(Session session, ScanRequest request, Action<ScanProgress>? onHost, CancellationToken cancellation)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        Instant startedAt = session.Now;
        List<Host> hosts = file.Read(t => Chosen(t, request, startedAt));
        ScanId id = file.Write(t => t.BeginScan(hosts.Count, session.Actor, startedAt, request.AsRoot, request.Refresh));
        var options = new ScanOptions { Timeout = request.Timeout, AsRoot = request.AsRoot, Refresh = request.Refresh };
        var done = new List<ScannedHost>(hosts.Count);
        var read = new List<HostId>(hosts.Count);
        InventoryComparison? compared = null;
        string? notCompared = null;
        var meter = new ScanMeter(hosts.Count, startedAt);
        using var access = new HostAccess(session);
        var keeper = new ResultKeeper(file, id, (host, result) =>
        {
            ScannedHost row = Row(host, result);
            done.Add(row);
            if (result.Inventory is not null) read.Add(host.Id);
            ScanProgress progress = meter.Count(row, session.Now);
            onHost?.Invoke(progress);
        });
        try
        {
            new FleetScan((host, stop) => access.Scan(host, options, stop)).Run(hosts, request.Parallel, keeper.Keep, cancellation);
        }
        finally
        {
            // Whatever ended it, the results that arrived are kept, and the journal says how many they are.
            try
            {
                keeper.End();
            }
            finally
            {
                file.Write(t => t.EndScan(id, meter.Done - meter.Failed, meter.Failed, session.Actor, session.Now));
                if (read.Count > 0 && !cancellation.IsCancellationRequested) (compared, notCompared) = Compare(session, read, id, cancellation);
                AlignHosts.Due(session, file, cancellation);
            }
        }
        return new ScanReport(id.ToString(), startedAt, Seconds(session.Now - startedAt), [.. done.OrderBy(h => h.Name, StringComparer.Ordinal)], meter.Done - meter.Failed, meter.Failed) { Compared = compared, NotCompared = notCompared };
    }

    /// <summary>What was read is kept whether it can be compared now or not: another import may be under way.</summary>
    private static (InventoryComparison? Compared, string? Why) Compare(Session session, List<HostId> hosts, ScanId scan, CancellationToken cancellation)
    {
        try
        {
            return (CompareInventories.Run(session, hosts, $"scan {scan}", cancellation), null);
        }
        catch (CockpitException e)
        {
            return (null, e.Fault.What);
        }
    }

    private static List<Host> Chosen(ReadTransaction t, ScanRequest request, Instant now)
    {
        List<Host> members = request.Scope == Core.Scopes.Scope.Everything ? t.Hosts() : Fleet.Members(t, request.Scope, now).ConvertAll(m => m.Host);
        List<Host> chosen = request.Names.Count == 0 ? members : Named(t, request.Names, members);
        if (chosen.Count > 0) return chosen;
        throw new CockpitException(t.Hosts().Count == 0
            ? HostErrors.HostUnknown.Because("There are no hosts in this file.", "cockpit host add NAME adds one.")
            : HostErrors.HostUnknown.Because("The scope selects no host."));
    }

    /// <summary>Those of the members that were named, each once. Thousands may be named, so they are not looked up one by one.</summary>
    private static List<Host> Named(ReadTransaction t, IReadOnlyList<string> names, List<Host> members)
    {
        var byName = members.ToDictionary(m => m.Name, StringComparer.OrdinalIgnoreCase);
        var chosen = new List<Host>(names.Count);
        foreach (string name in names.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (byName.TryGetValue(name, out Host? host)) chosen.Add(host);
            // It is there and no member, or the error names the nearest one.
            else FindHost.Named(t, name);
        }
        return chosen;
    }

    private static ScannedHost Row(Host host, ScanResult result)
    {
        Inventory? read = result.Inventory;
        return new ScannedHost(host.Name, result.Status, result.Fault?.Code.Name, result.Fault?.Message, Seconds(result.Took),
            read?.Packages.Count, read?.Updates.Count, read?.Updates.Count(u => u.Class == UpdateClass.Security),
            read is null ? RebootStatus.Unknown : read.RebootRequired ? RebootStatus.Required : RebootStatus.None)
        {
            RefreshProblems = read?.Facts.Refresh?.Problems,
        };
    }

    private static double Seconds(Duration d) => Math.Round(d.TotalSeconds, 3);
}
