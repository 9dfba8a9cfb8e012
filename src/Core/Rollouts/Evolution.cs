using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// Turns events into a rollout's state. It decides nothing and refuses nothing: an event is what happened, and any event in any state
/// gives a state, so that a journal always replays. Only an end is kept: no later event makes an aborted rollout run.
/// Pure; safe from any thread.
/// </summary>
public static class Evolution
{
    /// <summary>The state that a rollout's first event makes, with the plan whose hash stands in it.</summary>
    public static RolloutState Begin(RolloutId id, FileId file, Plan plan, RolloutPlanned first, Instant at, Actor by) => new(
        id, file, first.Name, plan, PlanHash.Parse(first.PlanHash), at, by, first.MadeFrom, [.. first.Excluded], 1, RolloutPhase.Draft,
        [], null, null, 0, null, null, null, null, null, null, null,
        [.. plan.Rings.Select(r => new RingState(r, RingPhase.Ahead, 0, null, null, null))],
        plan.Rings.SelectMany(r => r.Hosts.Select(h => NotBegun(h, r.Name))).ToImmutableDictionary(h => h.Plan.Id));

    /// <summary>The state after one more event of the rollout's stream.</summary>
    public static RolloutState Evolve(RolloutState s, RolloutEvent e, Instant at, Actor by)
    {
        RolloutState next = e switch
        {
            // A stream begins once; a second beginning is no news.
            RolloutPlanned => s,
            RolloutSubmitted x => To(s, RolloutPhase.AwaitingApproval) with { Ticket = x.Ticket ?? s.Ticket },
            RolloutApproved x => Approved(s, x, at, by),
            RolloutGlassBroken x => s with { Glass = new BrokenGlass(by, at, x.Reason, x.Until, x.SecondOwedUntil), ApprovedHash = x.PlanHash, ApprovedUntil = s.ApprovedUntil is { } until ? Instant.Max(until, x.Until) : x.Until },
            RolloutRejected => To(s, RolloutPhase.Rejected) with { EndedAt = at },
            RolloutExpired => To(s, RolloutPhase.Expired) with { EndedAt = at },
            RolloutScheduled => To(s, RolloutPhase.Scheduled) with { StartedBy = by },
            RolloutStarted => To(s, RolloutPhase.Running) with { StartedAt = s.StartedAt ?? at },
            RolloutPaused x => Paused(s, x, at, by),
            RolloutResumed => Resumed(s),
            RolloutPauseLifted x => Lifted(s, x),
            RolloutHalted x => To(s, RolloutPhase.Halted) with { HaltCode = x.Code, HaltRing = x.Ring },
            RolloutAborted => To(s, RolloutPhase.Aborted) with { EndedAt = s.EndedAt ?? at },
            RolloutCompleted => To(s, RolloutPhase.Completed) with { EndedAt = s.EndedAt ?? at },
            RingStarted x => Ring(s, x.Ring, r => r with { Phase = RingPhase.Running, StartedAt = r.StartedAt ?? at }),
            RingPassed x => Ring(s, x.Ring, r => r with { Phase = RingPhase.Passed, PassedAt = at, PromotedNote = x.PromotedNote }),
            HostRetried x => Host(s, x.Host, at, h => NotBegun(h.Plan, h.Ring) with { Attempt = h.Attempt + 1, Lost = h.Lost, BootId = h.BootId }),
            HostSkipped x => Host(s, x.Host, at, h => h with { Phase = HostPhase.Skipped, StepStatus = StepStatus.None, Code = StepErrors.SkippedByPerson.Name, Message = x.Reason, NeedsPerson = false, WaitingUntil = null, EndedAt = at }),
            HostResolved x => Host(s, x.Host, at, h => Resolved(h, x, at, by)),
            HostWaiting x => Host(s, x.Host, at, h => h with { Phase = HostPhase.Waiting, Code = x.Reason, Message = x.Why, WaitingUntil = x.Until }),
            StepPlanned x => Host(s, x.Host, at, h => At(h, x.Step, StepStatus.Planned) with { Attempt = x.Attempt, BootIdBefore = x.BootIdBefore, StartedAt = h.StartedAt ?? at, EndedAt = null }),
            StepWithdrawn x => Host(s, x.Host, at, h => Withdrawn(h, x.Step)),
            StepSent x => Host(s, x.Host, at, h => At(h, x.Step, StepStatus.Sent)),
            StepAtWork x => Host(s, x.Host, at, h => At(h, x.Step, StepStatus.Running)),
            StepDone x => Host(s, x.Host, at, h => Done(h, x, at)),
            StepFailed x => Host(s, x.Host, at, h => Failed(h, x, at)),
            StepInDoubt x => Host(s, x.Host, at, h => At(h, x.Step, StepStatus.InDoubt) with { Phase = HostPhase.InDoubt, Code = x.Code, Message = x.Message, NeedsPerson = x.NeedsPerson, Lost = true }),
            _ => s,
        };
        return KeepTolerance(next) with { StreamSeq = s.StreamSeq + 1 };
    }

    /// <summary>What a host is at while this step is under way.</summary>
    internal static HostPhase PhaseOf(Step step) => step switch
    {
        Step.Preflight => HostPhase.Preflight,
        Step.Patch => HostPhase.Patching,
        Step.Reboot => HostPhase.Rebooting,
        _ => HostPhase.Verifying,
    };

    private static HostState NotBegun(PlanHost host, string ring) => new(
        host, ring, HostPhase.Pending, null, StepStatus.None, 0, null, null, false, false, null, null, false, false, null, null, null, null, null);

    private static RolloutState To(RolloutState s, RolloutPhase phase) => s.IsEnded ? s : s with { Phase = phase };

    /// <summary>
    /// The approval of as many persons as the plan wants moves the rollout on; a renewed one, for an approval that ran out on the way, only counts
    /// anew. It holds as long as each of those that count does. One for a break-glass start moves nothing.
    /// </summary>
    private static RolloutState Approved(RolloutState s, RolloutApproved e, Instant at, Actor by)
    {
        RolloutState given = s with { Approvals = s.Approvals.Add(new GivenApproval(by, at, e.Until, e.PlanHash, e.BreakGlass, e.Reason, e.Signature)), Ticket = e.Ticket ?? s.Ticket };
        if (e.BreakGlass) return given;
        // Another hash than the plan's is kept as it was written down: before anything starts both are compared.
        given = given with { ApprovedBy = by, ApprovedAt = at, ApprovedHash = e.PlanHash };
        int needed = PlanApprovals.Needed(s.Plan);
        IReadOnlyList<GivenApproval> counting = PlanApprovals.Counting(given, at);
        if (needed > 1 && counting.Count < needed) return given.Phase is RolloutPhase.Draft ? To(given, RolloutPhase.AwaitingApproval) : given;
        Instant until = needed > 1 ? counting.Take(needed).Min(a => a.Until) : e.Until;
        return (given.Phase is RolloutPhase.Draft or RolloutPhase.AwaitingApproval ? given with { Phase = RolloutPhase.Approved } : given) with { ApprovedUntil = until };
    }

    /// <summary>A halt starts less than a pause, so a halted rollout stays halted and only keeps the cause.</summary>
    private static RolloutState Paused(RolloutState s, RolloutPaused e, Instant at, Actor by) =>
        (s.Phase is RolloutPhase.Halted ? s : To(s, RolloutPhase.Paused)) with
        {
            Pauses = s.Pauses.RemoveAll(p => p.Cause == e.Cause).Add(new PauseCause(e.Cause, e.Reason, by, at)),
        };

    /// <summary>Without any other cause it goes on; a halt stays a halt.</summary>
    private static RolloutState Lifted(RolloutState s, RolloutPauseLifted e)
    {
        RolloutState left = s with { Pauses = s.Pauses.RemoveAll(p => p.Cause == e.Cause) };
        return left.Phase is RolloutPhase.Paused && left.Pauses.IsEmpty ? To(left, GoesOnAs(left)) : left;
    }

    private static RolloutPhase GoesOnAs(RolloutState s) => s.StartedAt is null ? RolloutPhase.Scheduled : RolloutPhase.Running;

    /// <summary>Every pause and the halt are lifted together. What was lost until now is tolerated from here on, one more is not.</summary>
    private static RolloutState Resumed(RolloutState s) =>
        To(s, GoesOnAs(s)) with
        {
            Pauses = [], HaltCode = null, HaltRing = null, LostWhenResumed = s.Lost,
            Rings = [.. s.Rings.Select(r => r with { LostWhenResumed = LostIn(s, r) })],
        };

    private static int LostIn(RolloutState s, RingState ring) => ring.Plan.Hosts.Count(h => s.Hosts[h.Id].Lost);

    /// <summary>A loss that was given back (a retry that verified) is no longer tolerated in the next host's favour.</summary>
    private static RolloutState KeepTolerance(RolloutState s) => s.LostWhenResumed == 0 ? s : s with
    {
        LostWhenResumed = Math.Min(s.LostWhenResumed, s.Lost),
        Rings = [.. s.Rings.Select(r => r.LostWhenResumed == 0 ? r : r with { LostWhenResumed = Math.Min(r.LostWhenResumed, LostIn(s, r)) })],
    };

    private static RolloutState Ring(RolloutState s, string name, Func<RingState, RingState> change) =>
        s with { Rings = [.. s.Rings.Select(r => r.Plan.Name == name ? change(r) : r)] };

    private static RolloutState Host(RolloutState s, HostId id, Instant at, Func<HostState, HostState> change) =>
        s.Hosts.TryGetValue(id, out HostState? h) ? s with { Hosts = s.Hosts.SetItem(id, change(h) with { ChangedAt = at }) } : s;

    /// <summary>The step is what the host is at now, and what was said about an earlier moment no longer holds.</summary>
    private static HostState At(HostState h, Step step, StepStatus status) => h with
    {
        Phase = PhaseOf(step), Step = step, StepStatus = status, Code = null, Message = null, NeedsPerson = false, WaitingUntil = null,
    };

    /// <summary>A host whose preflight is taken back has not begun. Of a later step, the step alone is taken back.</summary>
    private static HostState Withdrawn(HostState h, Step step) => step == Step.Preflight
        ? At(h, step, StepStatus.None) with { Phase = HostPhase.Pending, Step = null, StartedAt = h.Attempt > 1 ? h.StartedAt : null }
        : At(h, step, StepStatus.None) with { BootIdBefore = step == Step.Reboot ? null : h.BootIdBefore };

    private static HostState Done(HostState h, StepDone e, Instant at)
    {
        HostState done = At(h, e.Step, StepStatus.Confirmed) with
        {
            BootId = e.BootId ?? h.BootId, RebootRequired = e.RebootRequired, AlreadyDone = h.AlreadyDone || e.AlreadyDone,
        };
        if (e.Step != Step.Verify) return done;

        // Updates that wait for a reboot are installed and not in effect: that is success of the steps, and not "verified".
        return e.RebootRequired
            ? done with { Phase = HostPhase.Succeeded, Code = StepErrors.RebootOwed.Name, Message = StepErrors.RebootOwed.Meaning, Lost = false, EndedAt = at }
            : done with { Phase = HostPhase.Succeeded, StepStatus = StepStatus.Verified, Lost = false, EndedAt = at };
    }

    /// <summary>"Confirmed" only where the host itself said how it ended; a host that was never asked or gave no answer confirmed nothing.</summary>
    private static HostState Failed(HostState h, StepFailed e, Instant at) =>
        At(h, e.Step, h.StepStatus is StepStatus.Planned || RemoteErrors.Has(e.Code) ? StepStatus.None : StepStatus.Confirmed) with
        {
            Phase = HostPhase.Failed, Code = e.Code, Message = e.Message, Lost = true, EndedAt = at,
        };

    /// <summary>A person's word confirms and never verifies, and it gives nothing back to the budget.</summary>
    private static HostState Resolved(HostState h, HostResolved e, Instant at, Actor by) => h with
    {
        Phase = e.Succeeded ? HostPhase.Succeeded : HostPhase.Failed, StepStatus = StepStatus.Confirmed,
        Code = e.Succeeded ? null : h.Code, Message = e.Note, NeedsPerson = false, ResolvedBy = by, WaitingUntil = null, EndedAt = at,
    };
}
