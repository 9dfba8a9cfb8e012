using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Core.Scopes;

/// <summary>What a scope may ask about one host.</summary>
/// <param name="LastGood">What the last scan that went well read; null when there was none, and then the facts of the system are not set.</param>
/// <param name="State">The host's one fleet state.</param>
/// <param name="Now">The moment of the question: ages and times left are counted from it.</param>
public sealed record ScopeSubject(Host Host, HostFigures? LastGood, HostFleetState State, Instant Now)
{
    /// <summary>When the last scan began that read the host; null when there was none.</summary>
    public Instant? LastGoodAt { get; init; }

    /// <summary>How the last scan ended; null when there was none.</summary>
    public ScanStatus? LastScan { get; init; }

    /// <summary>Its open findings; null where they were not counted.</summary>
    public long? OpenFindings { get; init; }

    /// <summary>The points of its open findings; null where they were not counted.</summary>
    public long? Risk { get; init; }

    /// <summary>The earliest due date of its findings; null where nothing sets one.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>The live rollout that it has a part in, such as "R17"; null where it is in none.</summary>
    public string? Rollout { get; init; }

    /// <summary>Whether its machine-id is another host's too; null where none has it.</summary>
    public TwinKind? Twin { get; init; }
}

/// <summary>Whether a host is a member, and which unset facts left it open.</summary>
/// <param name="Unset">The facts that are not set and without which the answer is unknown; empty unless it is.</param>
public sealed record Membership(Truth Verdict, IReadOnlyList<string> Unset);
