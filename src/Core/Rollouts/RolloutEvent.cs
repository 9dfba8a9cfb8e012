using System.Text.Json.Serialization;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What happened in a rollout, as the journal keeps it for good. Names and fields never change; new ones may be added.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RolloutPlanned), "rollout.planned")]
[JsonDerivedType(typeof(RolloutSubmitted), "rollout.submitted")]
[JsonDerivedType(typeof(RolloutApproved), "rollout.approved")]
[JsonDerivedType(typeof(RolloutGlassBroken), "rollout.glassBroken")]
[JsonDerivedType(typeof(RolloutRejected), "rollout.rejected")]
[JsonDerivedType(typeof(RolloutExpired), "rollout.expired")]
[JsonDerivedType(typeof(RolloutScheduled), "rollout.scheduled")]
[JsonDerivedType(typeof(RolloutStarted), "rollout.started")]
[JsonDerivedType(typeof(RolloutPaused), "rollout.paused")]
[JsonDerivedType(typeof(RolloutResumed), "rollout.resumed")]
[JsonDerivedType(typeof(RolloutPauseLifted), "rollout.pauseLifted")]
[JsonDerivedType(typeof(RolloutHalted), "rollout.halted")]
[JsonDerivedType(typeof(RolloutAborted), "rollout.aborted")]
[JsonDerivedType(typeof(RolloutCompleted), "rollout.completed")]
[JsonDerivedType(typeof(RingStarted), "ring.started")]
[JsonDerivedType(typeof(RingPassed), "ring.passed")]
[JsonDerivedType(typeof(HostRetried), "host.retried")]
[JsonDerivedType(typeof(HostSkipped), "host.skipped")]
[JsonDerivedType(typeof(HostResolved), "host.resolved")]
[JsonDerivedType(typeof(HostWaiting), "host.waiting")]
[JsonDerivedType(typeof(StepPlanned), "step.planned")]
[JsonDerivedType(typeof(StepWithdrawn), "step.withdrawn")]
[JsonDerivedType(typeof(StepSent), "step.sent")]
[JsonDerivedType(typeof(StepAtWork), "step.atWork")]
[JsonDerivedType(typeof(StepDone), "step.done")]
[JsonDerivedType(typeof(StepFailed), "step.failed")]
[JsonDerivedType(typeof(StepInDoubt), "step.inDoubt")]
public abstract record RolloutEvent;

/// <summary>A plan was frozen. Its bytes are stored under the hash.</summary>
public sealed record RolloutPlanned(string Name, string PlanHash, IReadOnlyList<ExcludedHost> Excluded, string? MadeFrom) : RolloutEvent;

/// <summary>A host that the scope chose and the plan left out, with the reason: a code of the error table and a sentence.</summary>
public sealed record ExcludedHost(string Host, string Code, string Reason);

public sealed record RolloutSubmitted(string? Ticket) : RolloutEvent;

/// <summary>The opening that it was made for has passed before it began: for the next one it is planned anew.</summary>
public sealed record RolloutExpired(string Reason) : RolloutEvent;

/// <param name="PlanHash">What was approved: the whole hash.</param>
/// <param name="Until">The exclusive end of the approval.</param>
public sealed record RolloutApproved(string PlanHash, string? Ticket, Instant Until) : RolloutEvent
{
    /// <summary>It lets another person break the glass, and counts for nothing else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool BreakGlass { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reason { get; init; }

    /// <summary>The person's SSH signature over what was approved, armored.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Signature { get; init; }
}

/// <summary>A person started it past windows, freezes and missing approvals; never past identity, drift, HA limits and doubts.</summary>
/// <param name="Until">The exclusive end of what that passes.</param>
/// <param name="SecondOwedUntil">By when another person has to have signed it; null where one approved it before.</param>
public sealed record RolloutGlassBroken(string PlanHash, string Reason, Instant Until, Instant? SecondOwedUntil) : RolloutEvent;

public sealed record RolloutRejected(string? Reason) : RolloutEvent;

/// <summary>A person said start. The worker begins when the window is open.</summary>
public sealed record RolloutScheduled : RolloutEvent;

/// <summary>The worker began to run it.</summary>
public sealed record RolloutStarted : RolloutEvent;

/// <summary>One more reason to pause: "person", "restored", "clockStepped", "credentialsLocked". halt-all is the file's latch, not an event here.</summary>
public sealed record RolloutPaused(string Cause, string? Reason) : RolloutEvent;

/// <summary>A person lifted every pause or the halt. Counts are kept.</summary>
public sealed record RolloutResumed(string? Note) : RolloutEvent;

/// <summary>One cause of a pause has gone by itself; the others stay.</summary>
public sealed record RolloutPauseLifted(string Cause) : RolloutEvent;

/// <param name="Code">BUDGET.</param>
/// <param name="Ring">The ring whose loss was one too many.</param>
public sealed record RolloutHalted(string Code, string Ring, int Lost, int Allowed) : RolloutEvent;

public sealed record RolloutAborted(string? Reason) : RolloutEvent;

public sealed record RolloutCompleted : RolloutEvent;

public sealed record RingStarted(string Ring) : RolloutEvent;

/// <summary>The ring's gate passed; promoted by a person where a note stands.</summary>
public sealed record RingPassed(string Ring, string? PromotedNote) : RolloutEvent;

public sealed record HostRetried(HostId Host, string? Reason) : RolloutEvent;

public sealed record HostSkipped(HostId Host, string Reason) : RolloutEvent;

/// <summary>A person's verdict on a host in doubt: "confirmed by", never verified.</summary>
public sealed record HostResolved(HostId Host, bool Succeeded, string Note) : RolloutEvent;

/// <param name="Reason">The code that it waits with.</param>
public sealed record HostWaiting(HostId Host, string Reason, Instant? Until) : RolloutEvent
{
    /// <summary>Who or what keeps it, in a sentence; null where the code says all.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Why { get; init; }
}

/// <summary>The committed intent. Nothing has left this machine yet.</summary>
public sealed record StepPlanned(HostId Host, Step Step, int Attempt, string? BootIdBefore) : RolloutEvent;

/// <summary>The intent is taken back, and its step is yet to be done. Either it is proven that nothing was sent, or the step is one that changes nothing on the host.</summary>
public sealed record StepWithdrawn(HostId Host, Step Step, string Reason) : RolloutEvent;

/// <summary>Committed right before the command goes out.</summary>
public sealed record StepSent(HostId Host, Step Step) : RolloutEvent;

public sealed record StepAtWork(HostId Host, Step Step) : RolloutEvent;

/// <summary>The step did what was asked. After Verify this is "verified", after the others "confirmed".</summary>
public sealed record StepDone(HostId Host, Step Step, string? BootId, bool RebootRequired, bool AlreadyDone) : RolloutEvent;

/// <summary>The step ended otherwise. Unreachable hosts and drift come here too.</summary>
public sealed record StepFailed(HostId Host, Step Step, string Code, string Message) : RolloutEvent;

/// <summary>The step was sent and nobody knows what became of it.</summary>
public sealed record StepInDoubt(HostId Host, Step Step, string Code, string Message, bool NeedsPerson) : RolloutEvent;
