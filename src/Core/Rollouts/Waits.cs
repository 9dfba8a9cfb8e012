using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>What a rollout waits for, in words; first what a person must do, then what goes on by itself.</summary>
internal static class Waits
{
    public static IEnumerable<WaitView> Of(RolloutState s, FleetState f, bool latched, Instant now)
    {
        if (s.IsEnded && !s.IsLive) yield break;
        switch (s.Phase)
        {
            case RolloutPhase.Draft or RolloutPhase.AwaitingApproval:
                if (PlanApprovals.Counting(s, now, breakGlass: true) is [var glass, ..]) yield return new WaitView($"a break-glass start by another person than {Words.Plain(glass.By.Name)}", glass.Until);
                int missing = PlanApprovals.Needed(s.Plan) - PlanApprovals.Counting(s, now).Count;
                yield return new WaitView(missing == PlanApprovals.Needed(s.Plan)
                    ? missing > 1 ? $"approvals of exactly this plan by {missing} persons" : "an approval of exactly this plan"
                    : "one more person's approval of exactly this plan", null);
                yield break;
            case RolloutPhase.Approved:
                yield return StartRules.ApprovalHolds(s, now) ? new WaitView("a start", s.ApprovedUntil) : Renewal(s, "it can start");
                yield break;
            case RolloutPhase.Halted:
                yield return new WaitView($"a person: ring {Words.Plain(s.HaltRing ?? "")} lost more than its budget", null);
                break;
            case RolloutPhase.Paused:
                foreach (PauseCause pause in s.Pauses) yield return new WaitView(pause.Cause == PauseCauses.CredentialsLocked ? $"a secret: {Why(pause)}" : pause.Cause == PauseCauses.Unsigned ? $"signed approvals that hold: {Why(pause)}" : $"a person to resume: {Why(pause)}", null);
                break;
            // The other phases wait for nothing of their own; their hosts and rings may.
            default:
                break;
        }
        if (latched) yield return new WaitView("halt-all to be cleared", null);
        if (s.Phase is RolloutPhase.Scheduled && !latched)
            yield return !StartRules.ApprovalHolds(s, now) ? Renewal(s, "it can start") : StartRules.MayBegin(s, f, now) ? new WaitView("the worker", null) : Opening(s, f, now);

        foreach (WaitView wait in Doubts(s)) yield return wait;
        if (s.Phase is RolloutPhase.Running or RolloutPhase.Paused)
        {
            foreach (WaitView wait in Gates(s)) yield return wait;
            if (NextRing(s) is { } next && !StartRules.ApprovalHolds(s, now)) yield return Renewal(s, $"ring {Words.Plain(next.Plan.Name)} can start");
        }
        foreach (var parked in s.Hosts.Values.Where(h => h.Phase is HostPhase.Waiting).GroupBy(h => h.Code).OrderBy(g => g.Key, StringComparer.Ordinal))
            yield return new WaitView($"{Words.OfWait(parked.Key ?? "")}: {Names(parked)}", parked.Min(h => h.WaitingUntil));
        int running = s.Hosts.Values.Count(h => h.IsUnderWay && h.Phase is not (HostPhase.Waiting or HostPhase.InDoubt));
        if (running > 0) yield return new WaitView(running == 1 ? "1 host at work" : $"{running} hosts at work", null);
    }

    private static IEnumerable<WaitView> Doubts(RolloutState s)
    {
        HostState[] doubts = [.. s.Hosts.Values.Where(h => h.Phase is HostPhase.InDoubt)];
        if (doubts.Any(h => h.NeedsPerson)) yield return new WaitView($"a verdict on {Names(doubts.Where(h => h.NeedsPerson))}", null);
        if (doubts.Any(h => !h.NeedsPerson))
            yield return new WaitView($"an answer of {Names(doubts.Where(h => !h.NeedsPerson))}, asked every {RolloutLimits.ProbeEvery.TotalSeconds:0} s, or a verdict", null);
    }

    private static IEnumerable<WaitView> Gates(RolloutState s)
    {
        foreach (RingState ring in s.Rings.Where(r => r.Phase is RingPhase.Running && StartRules.AllEnded(s, r)))
        {
            int lost = StartRules.LostIn(s, ring);
            if (lost > ring.Plan.MaxFailures) yield return new WaitView($"a person: ring {Words.Plain(ring.Plan.Name)} lost {lost} of {ring.Plan.MaxFailures}; retry, or promote it", null);
            else if (ring.Plan.SignOff) yield return new WaitView($"a person to sign ring {Words.Plain(ring.Plan.Name)} off", null);
            else if (ring.Plan.BakeSeconds > 0) yield return new WaitView($"a person to judge the bake of ring {Words.Plain(ring.Plan.Name)}: no health check is defined", null);
        }
    }

    /// <summary>What keeps a scheduled rollout from beginning, as the host says that may begin first.</summary>
    private static WaitView Opening(RolloutState s, FleetState f, Instant now)
    {
        HostState first = s.Rings[0].Plan.Hosts.Select(h => s.Hosts[h.Id]).Where(h => !h.IsEnded).OrderBy(h => f.GateOf(h.Plan.Id).OpensAt ?? Instant.MaxValue).First();
        HostGate gate = f.GateOf(first.Plan.Id);
        RebootSetting reboot = s.Plan.RebootOf(first.Plan);
        string code = gate.WhyNot(StartKind.NewHost, reboot, now)!;
        return new WaitView(code == RolloutErrors.WindowClosed.Name ? "its window to open" : gate.Say(code, reboot), gate.OpensAt);
    }

    private static RingState? NextRing(RolloutState s) => s.Rings.FirstOrDefault(r => r.Phase is not RingPhase.Passed) is { Phase: RingPhase.Ahead } next ? next : null;

    private static WaitView Renewal(RolloutState s, string before) =>
        new(s.ApprovedUntil is { } until ? $"a new approval before {before}; the last one ended at {Words.At(until)}" : $"an approval before {before}", null);

    private static string Why(PauseCause pause) => pause.Reason is { Length: > 0 } reason
        ? Words.Plain(reason)
        : $"paused by {Words.Plain(pause.By.Name)}";

    /// <summary>Three names at most; more would hide what is waited for.</summary>
    private static string Names(IEnumerable<HostState> hosts)
    {
        string[] names = [.. hosts.Select(h => Words.Plain(h.Plan.Name)).Order(StringComparer.Ordinal)];
        return names.Length <= 3 ? string.Join(", ", names) : $"{string.Join(", ", names[..3])} and {names.Length - 3} more";
    }
}
