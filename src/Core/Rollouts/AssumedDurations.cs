using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What each step is assumed to take on a host that has no history; shown as assumed wherever it counts, and never 0.</summary>
public static class AssumedDurations
{
    public static Duration Patch { get; } = Duration.FromMinutes(30);

    public static Duration Reboot { get; } = Duration.FromMinutes(15);

    public static Duration Verify { get; } = Duration.FromMinutes(5);

    /// <summary>A host's whole work. A reboot that may be needed counts.</summary>
    public static Duration OfHost(RebootSetting reboot) => Patch + Verify + (reboot == RebootSetting.Never ? Duration.Zero : Reboot);
}
