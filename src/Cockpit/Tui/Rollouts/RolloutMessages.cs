using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Rollouts;

/// <summary>The rollouts as they are now.</summary>
public sealed record RolloutsRead(RolloutList List) : Message;

/// <summary>One rollout as it is now.</summary>
/// <param name="Plan">Read once, for it never changes.</param>
public sealed record RolloutRead(RolloutView View, PlannedRollout? Plan) : Message;

/// <summary>A plan was frozen.</summary>
public sealed record PlanMade(PlannedRollout Plan) : Message;

/// <summary>What a host's jobs printed so far.</summary>
public sealed record LogRead(HostLog Log) : Message;

/// <summary>A rollout's events so far.</summary>
public sealed record EventsRead(RolloutEvents Events) : Message;
