using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <summary>One host with everything that is known of it at one moment.</summary>
internal sealed record FleetHost(HostKnowledge Known, HostFleetState State, long OpenFindings, long Risk)
{
    public Host Host => Known.Host;

    public ScopeSubject Subject => new(Known.Host, Known.LastGood?.Inventory, State);
}

/// <summary>Reads the fleet: every query about hosts begins here, so that all of them agree on each host's state.</summary>
internal static class Fleet
{
    public static List<FleetHost> Read(ReadTransaction t, Instant now)
    {
        Dictionary<HostId, HostRisk> risks = t.HostRisks();
        return t.Knowledge().ConvertAll(k => new FleetHost(k, StateOf(k, now), risks.GetValueOrDefault(k.Host.Id)?.Open ?? 0, risks.GetValueOrDefault(k.Host.Id)?.Points ?? 0));
    }

    /// <summary>The members of a scope; hosts of which the answer is unknown are none.</summary>
    public static List<FleetHost> Members(ReadTransaction t, Scope scope, Instant now) =>
        [.. Read(t, now).Where(h => scope.Of(h.Subject).Verdict == Truth.Yes)];

    private static HostFleetState StateOf(HostKnowledge k, Instant now) =>
        HostFleetStates.Of(k.Last?.Status, k.LastGood?.At, k.LastGood?.Inventory, conflict: false, slaBreached: false, managed: false, now);

    public static HostSummary Summary(FleetHost h, Instant now)
    {
        Inventory? read = h.Known.LastGood?.Inventory;
        return new HostSummary
        {
            Id = h.Host.Id,
            Name = h.Host.Name,
            State = h.State,
            Address = h.Host.Address,
            Port = h.Host.Port,
            Transport = h.Host.Transport,
            Environment = h.Host.Environment,
            Role = h.Host.Role,
            Tags = h.Host.Tags,
            Os = read is null ? null : new HostOs(read.OsFamily, read.OsName, read.OsVersion),
            Kernel = read?.Kernel,
            LastScanAt = h.Known.LastGood?.At,
            ScanAgeSeconds = h.Known.LastGood is { } good ? (long)(now - good.At).TotalSeconds : null,
            ScanStatus = h.Known.Last is { } last ? ScanStatuses.Word(last.Status) : "never",
            ScanCode = h.Known.Last?.Code,
            MetadataAt = read?.MetadataAt,
            PendingUpdates = read?.Updates.Count,
            PendingSecurity = read?.Updates.Count(u => u.Class == UpdateClass.Security),
            RebootStatus = read is null ? RebootStatus.Unknown : read.RebootRequired ? RebootStatus.Required : RebootStatus.None,
            OpenFindings = h.OpenFindings,
            Risk = h.Risk,
            LastScan = h.Known.Last?.Status,
        };
    }
}
