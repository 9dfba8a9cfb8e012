using System.Collections.Immutable;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>A decision in the making: each event is applied at once, so that what follows is chosen on the state that it makes.</summary>
internal sealed class DecisionDraft(RolloutState state, FleetState fleet, Instant now, Actor by)
{
    private readonly ImmutableArray<RolloutEvent>.Builder events = ImmutableArray.CreateBuilder<RolloutEvent>();
    private readonly ImmutableArray<PortCommand>.Builder commands = ImmutableArray.CreateBuilder<PortCommand>();

    public RolloutState State { get; private set; } = state;

    public FleetState Fleet => fleet;

    public Instant Now => now;

    public int Count => events.Count;

    public void Emit(RolloutEvent e)
    {
        events.Add(e);
        State = Evolution.Evolve(State, e, now, by);
    }

    public void Command(PortCommand command) => commands.Add(command);

    public Accepted Done() => new(events.ToImmutable(), commands.ToImmutable()) { LookAgainAt = StartRules.LookAgainAt(State, fleet, now) };
}
