using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulator.Mutants;

/// <summary>A deliberately broken variant: the product's code is as it is, and what goes into it or comes out of it is changed.</summary>
/// <param name="Rule">The checker's rule that must notice it.</param>
/// <param name="Name">What is broken.</param>
internal sealed record Mutant(string Rule, string Name)
{
    /// <summary>What Decide is made to believe of the rollout.</summary>
    public Func<RolloutState, RolloutState> State { get; init; } = s => s;

    /// <summary>What Decide is made to believe of the file.</summary>
    public Func<FleetState, FleetState> Fleet { get; init; } = f => f;

    /// <summary>What is made of its decision.</summary>
    public Func<RolloutState, Accepted, Accepted> Decision { get; init; } = (_, d) => d;

    /// <summary>The worker commits without its lease's epoch.</summary>
    public bool WithoutFence { get; init; }

    /// <summary>The worker is told that it has every secret.</summary>
    public bool SeesNoLock { get; init; }

    /// <summary>People's acts are changed as well; otherwise only the worker's.</summary>
    public bool AlsoPeople { get; init; }
}

/// <summary>Puts a mutant between a process and the file.</summary>
internal sealed class MutantJournal(IRolloutJournal inner, Mutant mutant) : IRolloutJournal
{
    public IReadOnlyList<RolloutId> Live() => inner.Live();

    public (Decision Decision, RolloutState State) Transact(RolloutId id, Actor by, Instant now, long? fence, Func<RolloutState, FleetState, Decision> decide)
    {
        if (fence is null && !mutant.AlsoPeople) return inner.Transact(id, by, now, fence, decide);
        return inner.Transact(id, by, now, mutant.WithoutFence ? null : fence, (s, f) =>
            decide(mutant.State(s), mutant.Fleet(f)) is Accepted accepted ? mutant.Decision(s, accepted) : decide(mutant.State(s), mutant.Fleet(f)));
    }

    public void AppendLog(EffectId id, Instant at, string text) => inner.AppendLog(id, at, text);
}
