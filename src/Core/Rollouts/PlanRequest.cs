using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What a person asks a plan to be.</summary>
/// <param name="Scope">The expression that chose the hosts, as typed.</param>
/// <param name="Window">"always", the name of a window, or null: the windows of each host's policy, and refused where the file has no policy.</param>
/// <param name="Reboot">Null is what each host's policy says, and if required where the file has no policy.</param>
/// <param name="Limits">Where policies give limits, what a person names can only be stricter.</param>
public sealed record PlanRequest(string Scope, bool SecurityOnly, string? Window, RebootSetting? Reboot, PlanLimits Limits)
{
    /// <summary>A host is planned although something else updates it within a day: a person took that on.</summary>
    public bool AllowForeignUpdaters { get; init; }
}

/// <summary>The limits of each ring. The plan prints them, also those that are defaults.</summary>
/// <param name="MaxFailures">Of each ring, and of the whole rollout.</param>
public sealed record PlanLimits(Share MaxParallel, Share MaxFailures, int BakeSeconds)
{
    public static PlanLimits Default { get; } = new(
        Share.Percent(RolloutLimits.DefaultMaxParallelPercent), Share.Hosts(RolloutLimits.DefaultMaxFailures), RolloutLimits.DefaultBakeSeconds);
}

/// <summary>A host of the file with what is known of it.</summary>
/// <param name="LastStatus">How its last scan ended; null when it was never scanned.</param>
/// <param name="LastFault">Why that one failed.</param>
/// <param name="Inventory">What its last good scan read; null when there was none.</param>
/// <param name="InventoryAt">When that scan was.</param>
public sealed record PlanCandidate(Host Host, ScanStatus? LastStatus, Fault? LastFault, Inventory? Inventory, Instant? InventoryAt)
{
    /// <summary>The packages, by name and architecture, that are planned at most; null is all that are pending.</summary>
    public IReadOnlySet<(string Name, string Architecture)>? Only { get; init; }

    /// <summary>What it is planned under; null where the file has no policy.</summary>
    public PlanTerms? Terms { get; init; }

    /// <summary>Why no policy counts on it although the file has some; null otherwise.</summary>
    public Fault? NoPolicy { get; init; }

    /// <summary>When the versions that are pending were first offered to any host of the file, by name and architecture; those that are not known are missing.</summary>
    public IReadOnlyDictionary<(string Name, string Architecture), Instant> FirstSeen { get; init; } = ImmutableDictionary<(string Name, string Architecture), Instant>.Empty;

    /// <summary>Why a person keeps the whole host out of plans; null where nobody does.</summary>
    public Fault? Held { get; init; }

    /// <summary>Packages that a person's word keeps out, by name, with who and why. One that comes along with another update keeps the host out.</summary>
    public IReadOnlyDictionary<string, Fault> Barred { get; init; } = ImmutableDictionary<string, Fault>.Empty;

    /// <summary>Why nothing that is pending does what the plan is for; null where something does.</summary>
    public Fault? NoFix { get; init; }
}

/// <summary>The hosts that can be planned, and those that cannot with the reason. Their installs are to be simulated next.</summary>
public sealed record PlanSelection(ImmutableArray<SelectedHost> Hosts, ImmutableArray<ExcludedHost> Excluded);

/// <summary>A host with the exact updates that its plan would hold.</summary>
public sealed record SelectedHost(Host Host, string MachineId, IReadOnlyList<PlanUpdate> Updates)
{
    /// <summary>See <see cref="PlanCandidate.Terms"/>.</summary>
    public PlanTerms? Terms { get; init; }

    /// <summary>See <see cref="PlanCandidate.Barred"/>.</summary>
    public IReadOnlyDictionary<string, Fault> Barred { get; init; } = ImmutableDictionary<string, Fault>.Empty;
}

/// <summary>What the host's package manager said that it would do for exactly those updates, or why it said nothing.</summary>
/// <param name="Transaction">The whole of it; null when there is a fault.</param>
public sealed record SimulatedInstall(IReadOnlyList<PackageChange>? Transaction, Fault? Fault);

/// <summary>A frozen plan: its content, its bytes, their hash, and who was left out.</summary>
public sealed record PlanMade(Plan Plan, byte[] Bytes, PlanHash Hash, ImmutableArray<ExcludedHost> Excluded);
