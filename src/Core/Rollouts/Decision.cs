using System.Collections.Immutable;
using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What Decide says: the events to commit, or why not.</summary>
public abstract record Decision;

/// <param name="Events">To be committed in one transaction; may be empty ("we do nothing, because nothing may start").</param>
/// <param name="Commands">What the worker does once they are committed. None of it for a person's input, which the worker picks up by itself.</param>
public sealed record Accepted(ImmutableArray<RolloutEvent> Events, ImmutableArray<PortCommand> Commands) : Decision
{
    /// <summary>When time alone may let something start that may not now; null where it does not.</summary>
    public Instant? LookAgainAt { get; init; }
}

public sealed record Refused(Fault Fault) : Decision;

/// <summary>What the worker tells the host port after the commit.</summary>
public abstract record PortCommand;

public sealed record BeginEffect(Effect Effect) : PortCommand;

public sealed record SendEffect(EffectId Id) : PortCommand;

public sealed record WithdrawEffect(EffectId Id) : PortCommand;

public sealed record ProbeEffect(Effect Effect) : PortCommand;
