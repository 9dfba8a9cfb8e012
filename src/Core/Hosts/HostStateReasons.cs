using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>One step of the way to a host's fleet state.</summary>
/// <param name="Fits">This is the state: the first that fits counts.</param>
/// <param name="Reached">False behind the first that fits, where nothing is decided any more.</param>
/// <param name="Says">Why it fits or does not.</param>
public sealed record StateReason(HostFleetState State, bool Fits, bool Reached, string Says);

/// <summary>Why a host has the fleet state that it has: every state, worst first, as <see cref="HostFleetStates.Of"/> goes through them.</summary>
public static class HostStateReasons
{
    public static IReadOnlyList<StateReason> Of(ScanStatus? last, string? code, Instant? lastGoodAt, HostFigures? read, HostFleetState state, Instant now)
    {
        return [.. Enum.GetValues<HostFleetState>().Select(s => new StateReason(s, s == state, s <= state, s <= state ? Says(s) : "a worse one fits"))];

        string Says(HostFleetState s) => s switch
        {
            HostFleetState.Conflict => s == state ? "two policies tie on it" : "no two policies tie on it",
            HostFleetState.ScanFailed => last is null ? "it was never scanned" : last is ScanStatus.Ok ? "the last scan went well" : $"the last scan ended with {code ?? ScanStatuses.Word(last.Value)}",
            HostFleetState.NeverScanned => lastGoodAt is null ? "no scan ever read it" : "a scan has read it",
            HostFleetState.ScanStale => Stale(s == state),
            HostFleetState.SlaBreached => s == state ? "a finding is past its due date" : "no finding is past its due date",
            HostFleetState.SecurityPending => Pending(read?.SecurityUpdates ?? 0, "security update"),
            HostFleetState.OtherUpdates => Pending(read?.Updates ?? 0, "update"),
            HostFleetState.RebootOwed => read?.RebootRequired == true ? "a reboot is owed" : "no reboot is owed",
            HostFleetState.Unmanaged => s == state ? "no policy says what should be" : "a policy wins on it",
            _ => "nothing is pending or owed, and that is proven",
        };

        static string Pending(int count, string what) => count == 1 ? $"1 {what} is pending" : $"{count} {what}s are pending";

        string Stale(bool fits)
        {
            double hours = lastGoodAt is { } at ? Math.Floor((now - at).TotalHours) : 0;
            if (!fits) return $"the last good scan is {hours:0} h old, up to {HostFleetStates.MaxScanAge.TotalHours:0} h count";
            return now - lastGoodAt > HostFleetStates.MaxScanAge ? $"the last good scan is {hours:0} h old; {HostFleetStates.MaxScanAge.TotalHours:0} h count" : "that nothing is pending is not proven: see Facts";
        }
    }
}
