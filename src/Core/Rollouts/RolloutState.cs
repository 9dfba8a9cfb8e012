using System.Collections.Immutable;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

public enum RolloutPhase { Draft, AwaitingApproval, Rejected, Approved, Scheduled, Running, Paused, Halted, Completed, Aborted, Expired, Superseded }

public enum HostPhase { Pending, Waiting, Preflight, PreHook, Patching, Rebooting, Verifying, PostHook, Succeeded, Failed, Skipped, InDoubt }

public enum RingPhase { Ahead, Running, Passed }

/// <summary>A rollout as its events make it. Only <c>Evolve</c> makes a new one from an old one.</summary>
/// <param name="StreamSeq">The stream's last event that is in here.</param>
/// <param name="PauseCauses">Why it is paused; a pause ends when a person resumes.</param>
/// <param name="LostWhenResumed">Losses that a person has seen and resumed over: only a further one halts again.</param>
public sealed record RolloutState(
    RolloutId Id, FileId File, string Name, Plan Plan, PlanHash Hash, Instant PlannedAt, long AuthorUid,
    ImmutableArray<ExcludedHost> Excluded, long StreamSeq, RolloutPhase Phase,
    ImmutableArray<string> PauseCauses, string? HaltCode, string? HaltRing, int LostWhenResumed,
    long? ApprovedByUid, Instant? ApprovedAt, Instant? ApprovedUntil, string? Ticket,
    Instant? StartedAt, Instant? EndedAt,
    ImmutableArray<RingState> Rings, ImmutableDictionary<HostId, HostState> Hosts)
{
    /// <summary>The journal stream of a rollout.</summary>
    public string Stream => Id.ToString();
}

public sealed record RingState(PlanRing Plan, RingPhase Phase, Instant? StartedAt, Instant? PassedAt, string? PromotedNote);

/// <param name="Step">The step that is under way or was the last.</param>
/// <param name="Attempt">1 for the first try of this host; 0 before it.</param>
/// <param name="Code">Why it failed, is in doubt or waits, from the error table.</param>
/// <param name="BootId">As last read in this rollout.</param>
public sealed record HostState(
    PlanHost Plan, string Ring, HostPhase Phase, Step? Step, StepStatus StepStatus, int Attempt,
    string? Code, string? Message, bool NeedsPerson, string? BootId, bool RebootRequired, bool AlreadyDone, Instant? WaitingUntil,
    Instant? StartedAt, Instant? EndedAt, Instant? ChangedAt);
