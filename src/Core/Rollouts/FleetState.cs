using System.Collections.Immutable;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What Decide must know of the file beyond the one rollout. HA slots join it with HA groups.</summary>
/// <param name="HaltAll">The latch: nothing new starts in any rollout.</param>
/// <param name="Shared">More than one person writes the file, so author and approver must differ.</param>
/// <param name="HostsInActiveRollouts">Which other rollout has each host under way.</param>
/// <param name="Vetoes">Hosts that may not start now, with the code and the sentence.</param>
public sealed record FleetState(
    bool HaltAll, bool Shared,
    ImmutableDictionary<HostId, RolloutId> HostsInActiveRollouts,
    ImmutableDictionary<HostId, Veto> Vetoes)
{
    /// <summary>Credentials that cannot log in without a person, by name. The default one is not among them: it is judged where it is used.</summary>
    public ImmutableDictionary<string, Attended> Attended { get; init; } = ImmutableDictionary<string, Attended>.Empty;

    /// <summary>What windows and freezes say of hosts now; a host that is missing is bound by nothing.</summary>
    public ImmutableDictionary<HostId, HostGate> Gates { get; init; } = ImmutableDictionary<HostId, HostGate>.Empty;

    /// <summary>The gate of a host.</summary>
    public HostGate GateOf(HostId host) => Gates.GetValueOrDefault(host, HostGate.Free);

    /// <summary>Why the worker lacks a secret that this rollout's hosts need; null when it lacks none, and for whoever is no worker.</summary>
    public string? CredentialsLocked { get; init; }

    /// <summary>Why signatures that this rollout's plan wants do not hold; null where they do or none is wanted, and for whoever is no worker.</summary>
    public string? Unsigned { get; init; }

    public static FleetState Quiet { get; } = new(false, false, ImmutableDictionary<HostId, RolloutId>.Empty, ImmutableDictionary<HostId, Veto>.Empty);
}

/// <param name="Why">The end of a sentence: "asks a person for a secret".</param>
/// <param name="AlsoNow">Not even a person who starts it now can give what is needed beforehand: one-time codes.</param>
public sealed record Attended(string Why, bool AlsoNow);

/// <param name="Sentence">Who keeps it from starting, and why; a waiting host shows it.</param>
public sealed record Veto(string Code, string Sentence)
{
    /// <summary>When it ends by itself; null where only a person ends it.</summary>
    public Instant? Until { get; init; }
}
