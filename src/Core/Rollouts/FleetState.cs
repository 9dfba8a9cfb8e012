using System.Collections.Immutable;
using Cockpit.Core.Ids;

namespace Cockpit.Core.Rollouts;

/// <summary>What Decide must know of the file beyond the one rollout. Freezes, HA slots and forecasts join it with windows and HA groups.</summary>
/// <param name="HaltAll">The latch: nothing new starts in any rollout.</param>
/// <param name="Shared">More than one person writes the file, so author and approver must differ.</param>
/// <param name="HostsInActiveRollouts">Which other rollout has each host under way.</param>
/// <param name="Vetoes">Hosts that may not start now, with the code and the sentence.</param>
public sealed record FleetState(
    bool HaltAll, bool Shared,
    ImmutableDictionary<HostId, RolloutId> HostsInActiveRollouts,
    ImmutableDictionary<HostId, Veto> Vetoes)
{
    public static FleetState Quiet { get; } = new(false, false, ImmutableDictionary<HostId, RolloutId>.Empty, ImmutableDictionary<HostId, Veto>.Empty);
}

public sealed record Veto(string Code, string Sentence);
