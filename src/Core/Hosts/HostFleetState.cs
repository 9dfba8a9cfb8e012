using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>A host's one state in the fleet, worst first. Every screen, report and command shows this one.</summary>
public enum HostFleetState
{
    /// <summary>Two policies tie on it, so none counts.</summary>
    Conflict,

    /// <summary>The last scan failed: nothing newer is known than before it.</summary>
    ScanFailed,

    NeverScanned,

    /// <summary>What is known is too old to say more.</summary>
    ScanStale,

    SlaBreached,

    SecurityPending,

    OtherUpdates,

    /// <summary>A reboot, or the restart of services that run deleted libraries.</summary>
    RebootOwed,

    /// <summary>Nothing worse is known, and no policy says what should be.</summary>
    Unmanaged,

    Compliant,
}

/// <summary>Decides the fleet state.</summary>
public static class HostFleetStates
{
    /// <summary>How old a scan may be and still count. A day, because package lists are fetched daily by default.</summary>
    public static readonly Duration MaxScanAge = Duration.FromDays(1);

    /// <summary>The first state that fits, worst first.</summary>
    /// <param name="last">How the last scan ended; null when there was none.</param>
    /// <param name="lastGoodAt">When the last good scan began.</param>
    /// <param name="managed">A policy wins on this host.</param>
    public static HostFleetState Of(ScanStatus? last, Instant? lastGoodAt, HostFigures? lastGood, bool conflict, bool slaBreached, bool managed, Instant now)
    {
        if (conflict) return HostFleetState.Conflict;
        if (last is not null and not ScanStatus.Ok) return HostFleetState.ScanFailed;
        if (lastGood is null || lastGoodAt is null) return HostFleetState.NeverScanned;
        if (now - lastGoodAt.Value > MaxScanAge) return HostFleetState.ScanStale;
        if (slaBreached) return HostFleetState.SlaBreached;
        if (lastGood.SecurityUpdates > 0) return HostFleetState.SecurityPending;
        if (lastGood.Updates > 0) return HostFleetState.OtherUpdates;
        // What runs deleted libraries is installed and not in effect: a restart is owed, by the service or by the machine.
        if (lastGood.RebootRequired || lastGood.StaleServices > 0) return HostFleetState.RebootOwed;
        if (!managed) return HostFleetState.Unmanaged;
        // "No updates" proves nothing where there is any doubt, or the package lists are old.
        bool proven = lastGood.Doubts == 0 && lastGood.MetadataAt is { } fetched && now - fetched <= MaxScanAge;
        return proven ? HostFleetState.Compliant : HostFleetState.ScanStale;
    }

    /// <summary>As scripts and scopes read it: "never-scanned".</summary>
    public static string Word(HostFleetState state) => Words[(int)state];

    /// <summary>Every word, worst first.</summary>
    public static IReadOnlyList<string> Words { get; } =
        ["conflict", "scan-failed", "never-scanned", "scan-stale", "sla-breached", "security-pending", "other-updates", "reboot-owed", "unmanaged", "compliant"];
}
