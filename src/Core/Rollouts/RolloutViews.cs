using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>Makes the view of a rollout. Pure.</summary>
public static class RolloutViews
{
    /// <summary>The reason of a rollout that only the file's latch holds.</summary>
    public const string HaltAllCause = "haltAll";

    /// <param name="haltAll">The file's latch.</param>
    public static RolloutView Of(RolloutState s, bool haltAll, Instant now)
    {
        bool latched = haltAll && s.Phase is (RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused);
        RingView[] rings = [.. s.Rings.Select(r => Ring(s, r))];
        return new RolloutView(
            s.Id.ToString(), s.Name, latched ? RolloutPhase.Paused : s.Phase, [.. Reasons(s, latched)], s.Hash.Hex, s.StreamSeq, s.Ticket,
            s.Author.Name, s.PlannedAt, s.ApprovedBy?.Name, s.ApprovedAt, s.ApprovedUntil, s.StartedAt, s.EndedAt,
            [.. Waits.Of(s, latched, now)], null, new BudgetView(s.Plan.MaxFailures, s.Lost), Counts(s.Hosts.Values), rings, s.Excluded)
        {
            Approvals = [.. s.Approvals.Select(a => new ApprovalView(a.By.Name, a.At, a.Until, a.BreakGlass, a.Reason, a.Signature is not null))],
            ApprovalsNeeded = PlanApprovals.Needed(s.Plan),
            BrokenGlass = s.Glass is { } g ? new GlassView(g.By.Name, g.At, g.Reason, g.SecondOwedUntil) : null,
        };
    }

    private static IEnumerable<ReasonView> Reasons(RolloutState s, bool latched)
    {
        if (latched) yield return new ReasonView(HaltAllCause, "Every rollout of this file is held.", null, null);
        if (s.HaltCode is { } code) yield return new ReasonView(code, $"Ring {Words.Plain(s.HaltRing ?? "")} lost more than its budget.", null, null);
        foreach (PauseCause pause in s.Pauses) yield return new ReasonView(pause.Cause, pause.Reason, pause.By.Name, pause.At);
    }

    private static RingView Ring(RolloutState s, RingState ring)
    {
        HostState[] hosts = [.. ring.Plan.Hosts.Select(h => s.Hosts[h.Id])];
        CountsView c = Counts(hosts);
        return new RingView(
            ring.Plan.Name, ring.Phase, new BudgetView(ring.Plan.MaxFailures, hosts.Count(h => h.Lost)), Gate(s, ring, c), ring.Plan.MaxParallel, ring.Plan.BakeSeconds,
            c.Succeeded, c.Failed, c.Unreachable, c.Skipped, c.InDoubt, c.Running, c.Waiting, c.Pending, [.. hosts.Select(Host)]);
    }

    private static GateView Gate(RolloutState s, RingState ring, CountsView c)
    {
        int lost = StartRules.LostIn(s, ring);
        bool ended = c.Ended == c.Total, ahead = ring.Phase is RingPhase.Ahead, within = lost <= ring.Plan.MaxFailures;
        var conditions = new List<ConditionView>
        {
            new("finished", ahead ? GateState.Ahead : ended ? GateState.Passed : GateState.Counting, $"{c.Ended} of {c.Total} hosts have ended", null),
            new("budget", !within ? GateState.Failed : ahead ? GateState.Ahead : ended ? GateState.Passed : GateState.Counting, $"lost {lost} of {ring.Plan.MaxFailures}", null),
        };
        if (ring.Plan.BakeSeconds > 0)
            conditions.Add(new("bake", ahead ? GateState.Ahead : ended ? GateState.Inconclusive : GateState.Counting, $"{ring.Plan.BakeSeconds} s, and no health check is defined: a person decides", null));
        GateState state = ring.Phase is RingPhase.Passed ? GateState.Passed
            : ahead ? GateState.Ahead
            : conditions.Any(g => g.State is GateState.Failed) ? GateState.Failed
            : conditions.Any(g => g.State is GateState.Inconclusive) ? GateState.Inconclusive : GateState.Counting;
        return new GateView(state, ring.PromotedNote, ring.PassedAt, conditions);
    }

    private static CountsView Counts(IEnumerable<HostState> hosts)
    {
        int succeeded = 0, failed = 0, unreachable = 0, skipped = 0, inDoubt = 0, running = 0, waiting = 0, pending = 0;
        foreach (HostState h in hosts)
        {
            switch (h.Phase)
            {
                case HostPhase.Succeeded: succeeded++; break;
                case HostPhase.Failed when h.Code is { } code && RemoteErrors.Has(code): unreachable++; break;
                case HostPhase.Failed: failed++; break;
                case HostPhase.Skipped: skipped++; break;
                case HostPhase.InDoubt: inDoubt++; break;
                case HostPhase.Waiting: waiting++; break;
                case HostPhase.Pending: pending++; break;
                default: running++; break;
            }
        }
        return new CountsView(succeeded, failed, unreachable, skipped, inDoubt, running, waiting, pending);
    }

    private static HostView Host(HostState h) => new(
        h.Plan.Id, h.Plan.Name, h.Phase, h.Step, h.StepStatus, h.Code, h.Message ?? WhyWaiting(h), h.Attempt, h.Lost, h.NeedsPerson,
        h.ResolvedBy?.Name, h.WaitingUntil, h.StartedAt, h.EndedAt, h.ChangedAt);

    /// <summary>A waiting host says what it waits for; its event keeps the code alone.</summary>
    private static string? WhyWaiting(HostState h) =>
        h.Phase is HostPhase.Waiting && h.Code is { } code ? $"It waits for {Words.OfWait(code)}." : null;
}
