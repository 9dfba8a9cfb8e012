using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>Makes the view of a rollout. Pure.</summary>
public static class RolloutViews
{
    /// <summary>The reason of a rollout that only the file's latch holds.</summary>
    public const string HaltAllCause = "haltAll";

    /// <param name="haltAll">The file's latch.</param>
    /// <param name="fleet">What windows and freezes say now; null where nothing of it is shown.</param>
    public static RolloutView Of(RolloutState s, bool haltAll, Instant now, FleetState? fleet = null)
    {
        FleetState f = fleet ?? FleetState.Quiet;
        HostGate[] gates = s.IsEnded ? [] : [.. s.Hosts.Values.Where(h => !h.IsEnded).Select(h => f.GateOf(h.Plan.Id))];
        bool latched = haltAll && s.Phase is (RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused);
        RingView[] rings = [.. s.Rings.Select(r => Ring(s, r))];
        return new RolloutView(
            s.Id.ToString(), s.Name, latched ? RolloutPhase.Paused : s.Phase, [.. Reasons(s, latched)], s.Hash.Hex, s.StreamSeq, s.Ticket,
            s.Author.Name, s.PlannedAt, s.ApprovedBy?.Name, s.ApprovedAt, s.ApprovedUntil, s.StartedAt, s.EndedAt,
            [.. Waits.Of(s, f, latched, now)], gates.Select(g => g.EndsAt).Min(), new BudgetView(s.Plan.MaxFailures, s.Lost), Counts(s.Hosts.Values), rings, s.Excluded)
        {
            Approvals = [.. s.Approvals.Select(a => new ApprovalView(a.By.Name, a.At, a.Until, a.BreakGlass, a.Reason, a.Signature is not null))],
            ApprovalsNeeded = PlanApprovals.Needed(s.Plan),
            SignaturesNeeded = s.Plan.Approval is { Signed: true },
            BrokenGlass = s.Glass is { } g ? new GlassView(g.By.Name, g.At, g.Reason, g.SecondOwedUntil) : null,
            LastSafeStartAt = s.IsEnded ? null : s.Hosts.Values.Where(h => !h.IsEnded && h.Step is null).Select(h => f.GateOf(h.Plan.Id).LastSafeStartAt(s.Plan.RebootOf(h.Plan))).Min(),
            OpensAt = gates.Length == 0 || gates.Any(g => g.Open) ? null : gates.Select(g => g.OpensAt).Min(),
            Forecast = s.IsEnded ? null : RolloutForecast.Of(s, f, gates.Any(g => g.Open) ? now : gates.Select(g => g.OpensAt).Min() ?? now),
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
        if (ring.Plan.SignOff) conditions.Add(new("sign-off", ahead ? GateState.Ahead : ended ? GateState.SignOff : GateState.Counting, "a person signs it off, with a note", null));
        GateState state = ring.Phase is RingPhase.Passed ? GateState.Passed
            : ahead ? GateState.Ahead
            : conditions.Any(g => g.State is GateState.Failed) ? GateState.Failed
            : conditions.Any(g => g.State is GateState.Inconclusive) ? GateState.Inconclusive
            : conditions.Any(g => g.State is GateState.SignOff) ? GateState.SignOff : GateState.Counting;
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
