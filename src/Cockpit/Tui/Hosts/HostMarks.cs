using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Hosts;

/// <summary>The marks of hosts, scans and updates.</summary>
public static class HostMarks
{
    /// <summary>The state of a host in the fleet; a failed scan shows its own cause.</summary>
    public static Mark Of(HostSummary host) => host.State switch
    {
        HostFleetState.Conflict => Mark.Look('C'),
        HostFleetState.ScanFailed => Of(host.LastScan),
        HostFleetState.NeverScanned => Mark.NotBegun,
        HostFleetState.ScanStale => Mark.Old,
        HostFleetState.SlaBreached => Mark.Look('B'),
        HostFleetState.SecurityPending => Mark.Look('S'),
        HostFleetState.OtherUpdates => new Mark(MarkClass.Parked, 'u'),
        HostFleetState.RebootOwed => Mark.Look('R'),
        HostFleetState.Unmanaged => Mark.EndedWithout,
        _ => Mark.Good,
    };

    /// <summary>How the last scan ended.</summary>
    public static Mark Of(ScanStatus? scan) => scan switch
    {
        null => Mark.NotBegun,
        ScanStatus.Ok => Mark.Good,
        ScanStatus.Unreachable => Mark.Look('U'),
        ScanStatus.Timeout => Mark.Look('O'),
        ScanStatus.AuthFailed => Mark.Look('L'),
        ScanStatus.HostKeyChanged => Mark.Look('K'),
        ScanStatus.HostKeyUnknown => Mark.Look('T'),
        ScanStatus.Unsupported => Mark.Look('N'),
        _ => Mark.Look('E'),
    };

    /// <summary>Why a host was not scanned, in a few words.</summary>
    public static string Words(ScanStatus scan) => scan switch
    {
        ScanStatus.Unreachable => "no answer",
        ScanStatus.Timeout => "too slow",
        ScanStatus.AuthFailed => "login refused",
        ScanStatus.HostKeyChanged => "key changed",
        ScanStatus.HostKeyUnknown => "key unknown",
        ScanStatus.Unsupported => "system unknown",
        ScanStatus.Ok => "scanned",
        _ => "error",
    };

    public static Mark Of(PendingUpdate update) => update.Held ? Mark.Held : update.Class == UpdateClass.Security ? Mark.Look('S') : new Mark(MarkClass.Parked, 'u');

    /// <summary>Whether figures of this host rest on a scan that is too old or has failed since.</summary>
    public static bool IsOld(HostSummary host) => host.State is HostFleetState.ScanFailed or HostFleetState.ScanStale;
}
