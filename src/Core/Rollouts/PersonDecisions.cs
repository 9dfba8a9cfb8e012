using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What a person may do to a rollout, and why not. Each act is one event; the worker sees it and goes on from there.</summary>
internal static class PersonDecisions
{
    public static Decision Decide(RolloutState s, FleetState f, PersonInput input, Instant now) => input switch
    {
        Submit x => (Decision?)Only(s, "submitted", [RolloutPhase.Draft]) ?? Accept(new RolloutSubmitted(x.Ticket)),
        Approve x => Approving(s, f, x, now),
        Reject x => (Decision?)Only(s, "rejected", [RolloutPhase.Draft, RolloutPhase.AwaitingApproval, RolloutPhase.Approved]) ?? Accept(new RolloutRejected(x.Reason)),
        Start x => Starting(s, f, x, now),
        Pause x => Pausing(s, x),
        Resume x => Resuming(s, x),
        Abort x => s.IsEnded ? WrongState(s, "aborted") : Accept(new RolloutAborted(x.Reason)),
        Retry x => Retrying(s, f, x),
        Skip x => Skipping(s, x),
        Resolve x => Resolving(s, x),
        Promote x => Promoting(s, x),
        _ => WrongState(s, "changed so"),
    };

    private static Decision Approving(RolloutState s, FleetState f, Approve input, Instant now)
    {
        if (s.IsEnded) return WrongState(s, "approved");
        // What broken glass passes is no approval, so one may still be given.
        if (!input.BreakGlass && s.Glass is null && s.ApprovedUntil is { } until && StartRules.ApprovalHolds(s, now))
            return new Refused(RolloutErrors.WrongState.Because($"{s.Id} is approved until {Words.At(until)} already."));
        if (!s.Hash.StartsWith(input.Hash))
            return new Refused(RolloutErrors.HashMismatch.Because($"The plan of {s.Id} has the hash {s.Hash.ForPeople}, which does not begin with \"{Words.Plain(input.Hash)}\"."));
        if (input.BreakGlass && string.IsNullOrWhiteSpace(input.Reason)) return new Refused(RolloutErrors.NoteNeeded.Because($"Letting another person break the glass of {s.Id} wants a reason."));
        if (PlanApprovals.Counting(s, now, input.BreakGlass).FirstOrDefault(a => PlanApprovals.SamePerson(a.By, input.By)) is { } earlier)
            return new Refused(RolloutErrors.OtherPersonNeeded.Because(input.BreakGlass
                ? $"You have let others break the glass of {s.Id} until {Words.At(earlier.Until)} already."
                : $"You approved {s.Id} already, and it wants {PlanApprovals.Needed(s.Plan)} persons."));
        // Who breaks the glass must be another person than who lets them: that is looked at when it is done.
        if (!input.BreakGlass && f.Shared && PlanApprovals.SamePerson(s.Author, input.By))
            return new Refused(RolloutErrors.OtherPersonNeeded.Because($"You made {s.Id}, and in a shared file its author cannot approve it."));
        if (!input.BreakGlass && s.Plan.Approval is { NotAuthor: true } && !PlanApprovals.IsAnother(s.Author, input.By, f.Shared))
            return new Refused(RolloutErrors.OtherPersonNeeded.Because($"You made {s.Id}, and its policy wants another person than the author."));
        if (!input.BreakGlass && input.Signature is null && s.Plan.Approval is { Signed: true })
            return new Refused(SignatureErrors.SignatureNeeded.Because($"The policy of {s.Id} wants approvals that are signed with the person's SSH key.", $"cockpit rollout approve {s.Id} --sign."));
        Duration lasts = input.BreakGlass ? RolloutLimits.BreakGlassLasts : PlanApprovals.Lasts(s.Plan);
        if (input.Until is { } signed && (signed > now + lasts || signed <= now)) return new Refused(SignatureErrors.SignatureInvalid.Because("The clock moved while you signed: the end that you signed is not the one that would be written down.") with { Meaning = "Nothing was approved.", Hint = "Do it again." });
        var approved = new RolloutApproved(s.Hash.Hex, input.Ticket, input.Until ?? now + lasts) { BreakGlass = input.BreakGlass, Reason = input.Reason, Signature = input.Signature };
        return input.BreakGlass || s.Plan.Approval is not { AutoStart: true } ? Accept(approved) : AndStart(s, f, approved, input.By, now);
    }

    /// <summary>
    /// The plan says that its last approval starts it. What would refuse a person's start leaves it approved, for a person to start: a
    /// credential that asks somebody, a host in another rollout, no window ahead.
    /// </summary>
    private static Accepted AndStart(RolloutState s, FleetState f, RolloutApproved approved, Actor by, Instant now) =>
        Starting(Evolution.Evolve(s, approved, now, by), f, new Start(by, Now: false), now) is Accepted start ? new Accepted([approved, .. start.Events], []) : Accept(approved);

    /// <summary>
    /// Past windows, freezes and missing approvals, and nothing else. In a shared file a second person has said so before; in a file of one user the
    /// second person's signature is owed.
    /// </summary>
    private static Decision BreakingGlass(RolloutState s, FleetState f, Start input, Instant now)
    {
        if (s.Phase is not (RolloutPhase.Draft or RolloutPhase.AwaitingApproval or RolloutPhase.Approved or RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused)) return WrongState(s, "started past its rules");
        if (s.Glass is { } broken && now < broken.Until) return new Refused(RolloutErrors.WrongState.Because($"{Words.Plain(broken.By.Name)} broke the glass of {s.Id} already; that counts until {Words.At(broken.Until)}."));
        if (string.IsNullOrWhiteSpace(input.Reason)) return new Refused(RolloutErrors.NoteNeeded.Because($"Breaking the glass of {s.Id} wants a reason."));
        GivenApproval? second = PlanApprovals.Counting(s, now, breakGlass: true).FirstOrDefault(a => PlanApprovals.IsAnother(input.By, a.By, f.Shared));
        if (f.Shared && second is null)
            return new Refused(RolloutErrors.SecondPersonNeeded.Because($"No second person has let {s.Id} be started past its rules.", $"Another person runs it first: cockpit rollout approve {s.Id} --break-glass --reason R."));
        bool begun = s.Phase is RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused;
        if (!begun && s.Plan.Hosts.FirstOrDefault(h => f.HostsInActiveRollouts.ContainsKey(h.Id)) is { } shared) return InOther(shared, f);
        if (!begun && WhyAttended(s, f, input) is { } attended) return attended;
        var broke = new RolloutGlassBroken(s.Hash.Hex, input.Reason, now + RolloutLimits.BreakGlassLasts, second is null ? now + RolloutLimits.SecondSignatureWithin : null);
        return begun ? Accept(broke) : new Accepted([broke, new RolloutScheduled()], []);
    }

    private static Decision Starting(RolloutState s, FleetState f, Start input, Instant now)
    {
        if (input.BreakGlass) return BreakingGlass(s, f, input, now);
        if (s.Phase is RolloutPhase.Draft or RolloutPhase.AwaitingApproval)
            return new Refused(RolloutErrors.NotApproved.Because($"{s.Id} is not approved."));
        if (s.Phase is not RolloutPhase.Approved) return WrongState(s, "started");
        if (s.ApprovedHash != s.Hash.Hex)
            return new Refused(RolloutErrors.PlanTampered.Because($"{s.Id} was approved with another hash than its plan has."));
        if (!StartRules.ApprovalHolds(s, now))
            return new Refused(RolloutErrors.ApprovalExpired.Because($"The approval of {s.Id} ended at {Words.At(s.ApprovedUntil!.Value)}."));

        // Two live rollouts that share a host would wait for each other, so the second does not begin.
        if (s.Plan.Hosts.FirstOrDefault(h => f.HostsInActiveRollouts.ContainsKey(h.Id)) is { } shared)
            return InOther(shared, f);

        if (WhyAttended(s, f, input) is { } attended) return attended;
        if (StartWindows.WhyNot(s, f, input.Now, now) is { } shut) return new Refused(shut);

        // A start under halt-all is taken: the latch keeps it from beginning, and it begins when the latch is cleared.
        return Accept(new RolloutScheduled());
    }

    /// <summary>What hangs on a person works while that person is there: not in a slot that comes later, and a one-time code not at all.</summary>
    private static Refused? WhyAttended(RolloutState s, FleetState f, Start input)
    {
        bool later = s.Plan.Window != PlanBuilder.AlwaysWindow && !input.Now;
        foreach (PlanHost host in s.Plan.Hosts)
        {
            if (host.Credential is { } name && f.Attended.TryGetValue(name, out Attended? attended) && (later || attended.AlsoNow))
                return new Refused(CredentialErrors.CredentialsNotUnattended.Because($"The credential {Words.Plain(name)} of {Words.Plain(host.Name)} {attended.Why}, and the worker has nobody to ask."));
        }
        return null;
    }

    private static Decision Pausing(RolloutState s, Pause input)
    {
        if (s.Phase is RolloutPhase.Halted)
            return new Refused(RolloutErrors.WrongState.Because($"{s.Id} is halted, which starts less than a pause would."));
        if (s.Phase is not (RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused)) return WrongState(s, "paused");
        if (s.Pauses.FirstOrDefault(p => p.Cause == PauseCauses.Person) is { } earlier)
            return new Refused(RolloutErrors.WrongState.Because($"{s.Id} is paused by {Words.Plain(earlier.By.Name)} already."));
        return Accept(new RolloutPaused(PauseCauses.Person, input.Reason));
    }

    private static Decision Resuming(RolloutState s, Resume input)
    {
        if (s.Phase is not (RolloutPhase.Paused or RolloutPhase.Halted)) return WrongState(s, "resumed");
        if (s.Phase is RolloutPhase.Halted && string.IsNullOrWhiteSpace(input.Note))
            return new Refused(RolloutErrors.NoteNeeded.Because($"{s.Id} was halted by {s.HaltCode}; going on over it wants a note."));
        return Accept(new RolloutResumed(input.Note));
    }

    private static Decision Retrying(RolloutState s, FleetState f, Retry input)
    {
        if (NotUnderWay(s, "retried in") is { } refused) return refused;
        if (!s.Hosts.TryGetValue(input.Host, out HostState? h)) return Unknown(s, input.Host);
        if (h.Phase is HostPhase.InDoubt) return Doubt(h, "retried");
        if (h.Phase is not HostPhase.Failed) return WrongHostState(h, "retried: it has not failed");
        return f.HostsInActiveRollouts.ContainsKey(input.Host) ? InOther(h.Plan, f) : Accept(new HostRetried(input.Host, input.Reason));
    }

    private static Decision Skipping(RolloutState s, Skip input)
    {
        if (NotUnderWay(s, "changed so") is { } refused) return refused;
        if (!s.Hosts.TryGetValue(input.Host, out HostState? h)) return Unknown(s, input.Host);
        if (h.Phase is HostPhase.InDoubt) return Doubt(h, "skipped");
        if (string.IsNullOrWhiteSpace(input.Reason)) return new Refused(RolloutErrors.NoteNeeded.Because($"Skipping {Words.Plain(h.Plan.Name)} wants a reason."));
        bool notBegun = h.Phase is HostPhase.Pending || (h.Phase is HostPhase.Waiting && h.Step is null);
        return notBegun || h.Phase is HostPhase.Failed
            ? Accept(new HostSkipped(input.Host, input.Reason))
            : WrongHostState(h, h.IsEnded ? "skipped: it has ended" : "skipped: it has begun");
    }

    /// <summary>Also after an abort: a doubt that is left over is a doubt about a server.</summary>
    private static Decision Resolving(RolloutState s, Resolve input)
    {
        if (!s.Hosts.TryGetValue(input.Host, out HostState? h)) return Unknown(s, input.Host);
        if (h.Phase is not HostPhase.InDoubt) return WrongHostState(h, "resolved: it is not in doubt");
        if (string.IsNullOrWhiteSpace(input.Note)) return new Refused(RolloutErrors.NoteNeeded.Because($"A verdict on {Words.Plain(h.Plan.Name)} wants a note."));
        return Accept(new HostResolved(input.Host, input.Succeeded, input.Note));
    }

    private static Decision Promoting(RolloutState s, Promote input)
    {
        if (s.Phase is not (RolloutPhase.Running or RolloutPhase.Paused)) return WrongState(s, "promoted");
        RingState? ring = s.Rings.FirstOrDefault(r => r.Plan.Name == input.Ring);
        if (ring is null) return new Refused(RolloutErrors.RingUnknown.Because($"{s.Id} has no ring \"{Words.Plain(input.Ring)}\"."));
        if (string.IsNullOrWhiteSpace(input.Note)) return new Refused(RolloutErrors.NoteNeeded.Because($"Passing the gate of ring {Words.Plain(input.Ring)} wants a note."));
        if (ring.Phase is not RingPhase.Running)
            return new Refused(RolloutErrors.WrongState.Because($"Ring {Words.Plain(input.Ring)} {(ring.Phase is RingPhase.Passed ? "has passed its gate already" : "has not begun")}."));
        if (ring.Plan.Hosts.Select(h => s.Hosts[h.Id]).FirstOrDefault(h => h.Phase is HostPhase.InDoubt) is { } doubt) return Doubt(doubt, "passed over");
        if (!StartRules.AllEnded(s, ring)) return new Refused(RolloutErrors.WrongState.Because($"Ring {Words.Plain(input.Ring)} still runs; its gate is decided when every host has ended."));
        return Accept(new RingPassed(input.Ring, input.Note));
    }

    private static Refused? Only(RolloutState s, string what, ReadOnlySpan<RolloutPhase> phases) => phases.Contains(s.Phase) ? null : WrongState(s, what);

    private static Refused? NotUnderWay(RolloutState s, string what) =>
        s.Phase is RolloutPhase.Running or RolloutPhase.Paused or RolloutPhase.Halted or RolloutPhase.Scheduled ? null : WrongState(s, what);

    private static Accepted Accept(RolloutEvent e) => new([e], []);

    private static Refused WrongState(RolloutState s, string what) =>
        new(RolloutErrors.WrongState.Because($"{s.Id} is {Words.Of(s.Phase)} and cannot be {what}."));

    private static Refused WrongHostState(HostState h, string what) =>
        new(RolloutErrors.WrongState.Because($"{Words.Plain(h.Plan.Name)} is {Words.Of(h.Phase)} and cannot be {what}."));

    private static Refused Doubt(HostState h, string what) =>
        new(RolloutErrors.InDoubt.Because($"{Words.Plain(h.Plan.Name)} is in doubt after {Words.Of(h.Step ?? Step.Patch)} and cannot be {what} until a person has settled it."));

    private static Refused InOther(PlanHost host, FleetState f) =>
        new(RolloutErrors.InOtherRollout.Because($"{Words.Plain(host.Name)} is in {f.HostsInActiveRollouts[host.Id]}, which is not done with it."));

    private static Refused Unknown(RolloutState s, HostId host) =>
        new(RolloutErrors.HostNotInRollout.Because($"{s.Id} has no host with the number {host}."));
}
