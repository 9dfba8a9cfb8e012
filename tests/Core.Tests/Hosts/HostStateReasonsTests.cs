using Cockpit.Core.Hosts;
using NodaTime;
using Xunit;

namespace Cockpit.Core.Tests.Hosts;

public sealed class HostStateReasonsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);

    private static readonly HostFigures Read = new("debian", "debian", "12", "6.1", Now - Duration.FromHours(1), true, RebootRequired: true, Updates: 9, SecurityUpdates: 4, 0, null, null);

    /// <summary>What is said is what was decided: the reasons may never tell another state than the decision.</summary>
    [Theory]
    [InlineData(ScanStatus.Ok, 3, 4, "security-pending", "4 security updates are pending")]
    [InlineData(ScanStatus.Ok, 3, 0, "other-updates", "9 updates are pending")]
    [InlineData(ScanStatus.Ok, 30, 4, "scan-stale", "the last good scan is 30 h old; 24 h count")]
    [InlineData(ScanStatus.Unreachable, 3, 4, "scan-failed", "the last scan ended with CONNECT_TIMEOUT")]
    public void The_first_that_fits_is_the_state(ScanStatus last, int hours, int security, string state, string says)
    {
        Instant at = Now - Duration.FromHours(hours);
        HostFigures read = Read with { SecurityUpdates = security };
        HostFleetState decided = HostFleetStates.Of(last, at, read, conflict: false, slaBreached: false, managed: false, Now);
        IReadOnlyList<StateReason> reasons = HostStateReasons.Of(last, last is ScanStatus.Ok ? null : "CONNECT_TIMEOUT", at, read, decided, Now);
        StateReason fits = Assert.Single(reasons, r => r.Fits);
        Assert.Equal((state, says), (HostFleetStates.Word(fits.State), fits.Says));
        Assert.Equal(reasons.TakeWhile(r => !r.Fits).Count() + 1, reasons.Count(r => r.Reached));
        Assert.Equal(Enum.GetValues<HostFleetState>(), reasons.Select(r => r.State));
    }
}
