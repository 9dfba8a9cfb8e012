using NodaTime;

namespace Cockpit.Core.Hosts;

/// <summary>Whether something else would update a host around the time when we do. Pure.</summary>
public static class ForeignUpdaters
{
    /// <summary>How near is too near: two package managers on one host wait for each other, and what ours was to install is no longer what is there.</summary>
    public static readonly Duration Near = Duration.FromHours(24);

    /// <summary>The first one that is due within <see cref="Near"/> of the slot, before or after it; null where none is known to be.</summary>
    public static ForeignUpdater? DueNear(SystemFacts facts, Instant slot) =>
        facts.ForeignUpdaters?.Where(u => u.NextAt is { } at && at - slot <= Near && slot - at <= Near).MinBy(u => u.NextAt!.Value);

    /// <summary>Those of which nobody knows when they run.</summary>
    public static IEnumerable<ForeignUpdater> WithoutTime(SystemFacts facts) => (facts.ForeignUpdaters ?? []).Where(u => u.NextAt is null);
}
