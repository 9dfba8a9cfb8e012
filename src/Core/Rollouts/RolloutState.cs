using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

[JsonConverter(typeof(CamelCaseEnum<RolloutPhase>))]
public enum RolloutPhase { Draft, AwaitingApproval, Rejected, Approved, Scheduled, Running, Paused, Halted, Completed, Aborted, Expired, Superseded }

[JsonConverter(typeof(CamelCaseEnum<HostPhase>))]
public enum HostPhase { Pending, Waiting, Preflight, PreHook, Patching, Rebooting, Verifying, PostHook, Succeeded, Failed, Skipped, InDoubt }

[JsonConverter(typeof(CamelCaseEnum<RingPhase>))]
public enum RingPhase { Ahead, Running, Passed }

/// <summary>A rollout as its events make it. Only <see cref="Evolution"/> makes a new one from an old one.</summary>
/// <param name="StreamSeq">The stream's last event that is in here.</param>
/// <param name="Pauses">Why it is paused; they end together when a person resumes.</param>
/// <param name="LostWhenResumed">Losses in the whole rollout that a person has seen and resumed over: only a further one halts again.
/// It falls with the losses, so that a loss given back is not tolerated twice.</param>
/// <param name="ApprovedHash">What was approved. It is compared with <paramref name="Hash"/> before anything starts.</param>
/// <param name="ApprovedUntil">The exclusive end of the approval, checked at each ring; null while not enough persons have approved it.</param>
public sealed record RolloutState(
    RolloutId Id, FileId File, string Name, Plan Plan, PlanHash Hash, Instant PlannedAt, Actor Author, string? MadeFrom,
    ImmutableArray<ExcludedHost> Excluded, long StreamSeq, RolloutPhase Phase,
    ImmutableArray<PauseCause> Pauses, string? HaltCode, string? HaltRing, int LostWhenResumed,
    Actor? ApprovedBy, Instant? ApprovedAt, Instant? ApprovedUntil, string? ApprovedHash, string? Ticket,
    Instant? StartedAt, Instant? EndedAt,
    ImmutableArray<RingState> Rings, ImmutableDictionary<HostId, HostState> Hosts)
{
    /// <summary>Who said start; only this person's own agent is used for it. Null before the start.</summary>
    public Actor? StartedBy { get; init; }

    /// <summary>Every approval that was given, in order; which of them count is <see cref="PlanApprovals.Counting"/>.</summary>
    public ImmutableArray<GivenApproval> Approvals { get; init; } = [];

    /// <summary>Who started it past windows, freezes and missing approvals; null where nobody did.</summary>
    public BrokenGlass? Glass { get; init; }

    /// <summary>Windows, freezes and missing approvals do not keep it from starting.</summary>
    public bool BreakGlass => Glass is not null;

    /// <summary>The journal stream of a rollout.</summary>
    public string Stream => Id.ToString();

    /// <summary>An end: no event leaves it, and nothing new starts in it.</summary>
    public bool IsEnded => Phase is RolloutPhase.Completed or RolloutPhase.Aborted or RolloutPhase.Rejected or RolloutPhase.Expired or RolloutPhase.Superseded;

    /// <summary>A worker has something to do for it now or later, also for an aborted one whose hosts are still under way.</summary>
    public bool IsLive =>
        Phase is RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused or RolloutPhase.Halted
        || (Phase is RolloutPhase.Aborted && Hosts.Values.Any(h => h.IsUnderWay));

    /// <summary>Hosts that count against the failure budgets.</summary>
    public int Lost => Hosts.Values.Count(h => h.Lost);

    /// <summary>Hosts that no other rollout may touch now: a live rollout's that are not done, an aborted one's that are under way.</summary>
    public IEnumerable<HostId> OpenHosts => IsLive
        ? Hosts.Values.Where(h => Phase is RolloutPhase.Aborted ? h.IsUnderWay : !h.IsEnded).Select(h => h.Plan.Id)
        : [];
}

/// <summary>Why a rollout is paused.</summary>
/// <param name="Cause">"person", "restored", "clockStepped" or "credentialsLocked".</param>
public sealed record PauseCause(string Cause, string? Reason, Actor By, Instant At);

/// <param name="LostWhenResumed">As of the rollout, for this ring's own budget.</param>
public sealed record RingState(PlanRing Plan, RingPhase Phase, int LostWhenResumed, Instant? StartedAt, Instant? PassedAt, string? PromotedNote);

/// <param name="Step">The step that is under way or was the last; null before the first.</param>
/// <param name="Attempt">1 for the first try of this host; 0 before it.</param>
/// <param name="Code">Why it failed, is in doubt or waits, from the error table; REBOOT_OWED also on a host that succeeded.</param>
/// <param name="Lost">It failed, was not reached, drifted or was in doubt, and has not verified since. Counts against the budgets.</param>
/// <param name="BootId">As last read in this rollout.</param>
/// <param name="BootIdBefore">The boot id that a reboot in this attempt must change; null when none was asked for.</param>
/// <param name="ResolvedBy">The person whose word settled a doubt. Such a host is confirmed, never verified.</param>
public sealed record HostState(
    PlanHost Plan, string Ring, HostPhase Phase, Step? Step, StepStatus StepStatus, int Attempt,
    string? Code, string? Message, bool NeedsPerson, bool Lost, string? BootId, string? BootIdBefore, bool RebootRequired, bool AlreadyDone,
    Actor? ResolvedBy, Instant? WaitingUntil, Instant? StartedAt, Instant? EndedAt, Instant? ChangedAt)
{
    /// <summary>Nothing more happens to it unless a person asks for it.</summary>
    public bool IsEnded => Phase is HostPhase.Succeeded or HostPhase.Failed or HostPhase.Skipped;

    /// <summary>Something of ours may be at work on it, or its next step is still owed. It takes one of its ring's places.</summary>
    public bool IsUnderWay => !IsEnded && Step is not null;

    /// <summary>A command of this attempt may have changed something there.</summary>
    public bool MayBeChanged => Step switch
    {
        null or Rollouts.Step.Preflight => false,
        Rollouts.Step.Patch => StepStatus is not (StepStatus.None or StepStatus.Planned),
        _ => true,
    };
}
