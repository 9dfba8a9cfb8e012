using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Simulation;
using NodaTime;

namespace Cockpit.Simulator.World;

/// <summary>One thing that happened, in the order in which it happened. Checkers read nothing else but these and the hosts.</summary>
/// <param name="At">The true time, which no clock jump moves.</param>
internal abstract record Fact(Instant At);

/// <param name="Wall">What the clock of the one who committed showed.</param>
/// <param name="Epoch">The lease epoch of the worker that committed; null for a person.</param>
internal sealed record Committed(Instant At, Instant Wall, RolloutId Rollout, RolloutEvent Event, long? Epoch) : Fact(At);

internal sealed record Began(Instant At, Effect Effect, long Epoch) : Fact(At);

internal sealed record Sent(Instant At, EffectId Effect, long Epoch) : Fact(At);

internal sealed record Latched(Instant At, bool On) : Fact(At);

/// <summary>People made a freeze, or took it back.</summary>
internal sealed record Froze(Instant At, Instant From, Instant Until, bool On) : Fact(At);

internal sealed record Vetoed(Instant At, HostId Host, bool On) : Fact(At);

/// <summary>The worker lost the vault's key, or has it.</summary>
internal sealed record VaultLocked(Instant At, bool On) : Fact(At);

internal sealed record LeaseTaken(Instant At, long Epoch) : Fact(At);

internal sealed record ClockJumped(Instant At, Duration By) : Fact(At);

/// <summary>A trouble that was put in, for the trace.</summary>
internal sealed record Trouble(Instant At, string What) : Fact(At);

/// <summary>All that a run left behind.</summary>
internal sealed class Evidence(IReadOnlyDictionary<RolloutId, Plan> plans, MemoryFleet fleet, Timetable timetable)
{
    public List<Fact> Facts { get; } = [];

    public IReadOnlyDictionary<RolloutId, Plan> Plans => plans;

    public MemoryFleet Fleet => fleet;

    public Timetable Timetable => timetable;

    /// <summary>Each rollout as the journal makes it at the end.</summary>
    public Dictionary<RolloutId, RolloutState> Final { get; } = [];

    /// <summary>Rollouts that were still not at an end long after all trouble had stopped and people had settled what was theirs.</summary>
    public List<RolloutId> Stuck { get; } = [];
}
