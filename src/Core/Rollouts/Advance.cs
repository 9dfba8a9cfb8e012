using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>Everything that follows from the state as it is now, until nothing more does.</summary>
internal static class Advance
{
    public static void Go(DecisionDraft d)
    {
        if (d.State.IsEnded && !d.State.IsLive) return;
        LockOrUnlock(d);
        HaltIfSpent(d);
        ScheduledBegins(d);
        GoOnWithBegunHosts(d);
        int before;
        do
        {
            before = d.Count;
            PassGates(d);
            StartNextRing(d);
            BeginHosts(d);
        }
        while (d.Count > before);
        Complete(d);
    }

    /// <summary>A worker without a secret that the hosts need, or with signatures that do not hold, pauses, and goes on by itself when that is over.</summary>
    private static void LockOrUnlock(DecisionDraft d)
    {
        PauseWhile(d, PauseCauses.CredentialsLocked, d.Fleet.CredentialsLocked);
        PauseWhile(d, PauseCauses.Unsigned, d.Fleet.Unsigned);
    }

    private static void PauseWhile(DecisionDraft d, string cause, string? why)
    {
        bool paused = d.State.Pauses.Any(p => p.Cause == cause);
        if (why is not null)
        {
            if (!paused && d.State.IsLive) d.Emit(new RolloutPaused(cause, why));
        }
        else if (paused)
        {
            d.Emit(new RolloutPauseLifted(cause));
        }
    }

    private static void HaltIfSpent(DecisionDraft d)
    {
        if (d.State.Phase is not (RolloutPhase.Running or RolloutPhase.Paused or RolloutPhase.Scheduled)) return;
        if (StartRules.BudgetSpent(d.State) is { } halted) d.Emit(halted);
    }

    /// <summary>A scheduled rollout begins as soon as windows and freezes let a host of its first ring begin.</summary>
    private static void ScheduledBegins(DecisionDraft d)
    {
        if (d.State.Phase is not RolloutPhase.Scheduled || d.Fleet.HaltAll || !StartRules.ApprovalHolds(d.State, d.Now)) return;
        if (StartRules.MayBegin(d.State, d.Fleet, d.Now)) d.Emit(new RolloutStarted());
    }

    private static void GoOnWithBegunHosts(DecisionDraft d)
    {
        foreach (PlanHost host in d.State.Plan.Hosts)
        {
            HostState h = d.State.Hosts[host.Id];
            if (!h.IsUnderWay || h.StepStatus is not (StepStatus.None or StepStatus.Confirmed)) continue;
            GoOn(d, h, NextStep(d.State, h));
        }
    }

    /// <summary>What a begun host is to do next. A step that was taken back (status None) is the next one again.</summary>
    private static Step NextStep(RolloutState s, HostState h)
    {
        if (h.StepStatus is StepStatus.None) return h.Step!.Value;
        bool wanted = s.Plan.RebootOf(h.Plan) switch
        {
            RebootSetting.Never => false,
            // A reboot of the worker's own machine ends the worker, and nothing here proves that it would come up again: it stays owed.
            _ when h.Plan.Transport is Transport.Local => false,
            RebootSetting.IfRequired => h.RebootRequired,
            // Where nothing was installed, "after the updates" has no moment; a reboot that is owed is still done.
            _ => h.RebootRequired || !h.AlreadyDone,
        };
        return h.Step switch
        {
            Step.Preflight when !h.AlreadyDone => Step.Patch,
            Step.Preflight or Step.Patch => wanted ? Step.Reboot : Step.Verify,
            _ => Step.Verify,
        };
    }

    private static void GoOn(DecisionDraft d, HostState h, Step next)
    {
        if (d.State.Phase is RolloutPhase.Aborted)
        {
            // An abort is an end: what was not begun to change goes back to "not begun", what was changed is looked at without its reboot.
            if (next == Step.Patch && !h.MayBeChanged)
            {
                d.Emit(new StepWithdrawn(h.Plan.Id, Step.Preflight, "The rollout was aborted before anything was changed here."));
                return;
            }
            if (next == Step.Reboot) next = Step.Verify;
        }
        string? whyNot = StartRules.WhyNot(d.State, d.Fleet, h, StartRules.KindOf(next), d.Now);
        if (whyNot is null)
        {
            Plan(d, h, next);
            return;
        }
        string reason = next == Step.Reboot ? StepErrors.RebootOwed.Name : whyNot;
        Park(d, h, reason);
    }

    /// <summary>The host waits; said once, and again where something else keeps it now.</summary>
    private static void Park(DecisionDraft d, HostState h, string code)
    {
        Veto? veto = d.Fleet.Vetoes.TryGetValue(h.Plan.Id, out Veto? there) && there.Code == code ? there : null;
        HostGate gate = d.Fleet.GateOf(h.Plan.Id);
        bool shut = veto is null && (code == gate.Code || code == RolloutErrors.Forecast.Name || (code == StepErrors.RebootOwed.Name && !gate.Open));
        string? why = shut ? gate.Say(code == StepErrors.RebootOwed.Name ? gate.Code! : code, d.State.Plan.RebootOf(h.Plan)) : veto?.Sentence;
        Instant? until = shut ? gate.OpensAt : veto?.Until;
        if (h.Phase is HostPhase.Waiting && h.Code == code && h.Message == why && h.WaitingUntil == until) return;
        d.Emit(new HostWaiting(h.Plan.Id, code, until) { Why = why });
    }

    private static void Plan(DecisionDraft d, HostState h, Step step)
    {
        string? bootIdBefore = step == Step.Reboot ? h.BootId : h.BootIdBefore;
        d.Emit(new StepPlanned(h.Plan.Id, step, Math.Max(1, h.Attempt), bootIdBefore));
        d.Command(new BeginEffect(Effects.Of(d.State, d.State.Hosts[h.Plan.Id])));
    }

    /// <summary>
    /// A gate passes by itself when every host of the ring has ended and no more were lost than the ring's budget allows.
    /// Otherwise a person promotes. A bake counts only time with health sampled, and this format samples none: it is inconclusive, so a person decides.
    /// </summary>
    private static void PassGates(DecisionDraft d)
    {
        if (d.State.Phase is not (RolloutPhase.Running or RolloutPhase.Paused)) return;
        foreach (RingState ring in d.State.Rings)
        {
            if (ring.Phase is RingPhase.Running && ring.Plan is { BakeSeconds: 0, SignOff: false } && StartRules.AllEnded(d.State, ring)
                && StartRules.LostIn(d.State, ring) <= ring.Plan.MaxFailures)
                d.Emit(new RingPassed(ring.Plan.Name, null));
        }
    }

    private static void StartNextRing(DecisionDraft d)
    {
        if (d.State.Phase is not RolloutPhase.Running || d.Fleet.HaltAll || !StartRules.ApprovalHolds(d.State, d.Now)) return;
        RingState? next = d.State.Rings.FirstOrDefault(r => r.Phase is not RingPhase.Passed);
        if (next is { Phase: RingPhase.Ahead }) d.Emit(new RingStarted(next.Plan.Name));
    }

    /// <summary>Also in a ring that has passed: a host that a person retries there belongs to it still.</summary>
    private static void BeginHosts(DecisionDraft d)
    {
        if (d.State.Phase is not RolloutPhase.Running || d.Fleet.HaltAll) return;
        foreach (RingState ring in d.State.Rings)
        {
            if (ring.Phase is RingPhase.Ahead) continue;
            int places = StartRules.FreePlaces(d.State, ring);
            foreach (PlanHost host in ring.Plan.Hosts)
            {
                HostState h = d.State.Hosts[host.Id];
                if (h.IsEnded || h.Step is not null) continue;
                string? whyNot = StartRules.WhyNot(d.State, d.Fleet, h, StartKind.NewHost, d.Now);
                if (whyNot is not null)
                {
                    Park(d, h, whyNot);
                }
                else if (places > 0)
                {
                    Plan(d, h, Step.Preflight);
                    places--;
                }
            }
        }
    }

    private static void Complete(DecisionDraft d)
    {
        if (d.State.Phase is not (RolloutPhase.Running or RolloutPhase.Paused)) return;
        if (d.State.Rings.All(r => r.Phase is RingPhase.Passed) && d.State.Hosts.Values.All(h => h.IsEnded)) d.Emit(new RolloutCompleted());
    }
}
