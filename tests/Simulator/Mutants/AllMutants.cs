using System.Collections.Immutable;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulator.Mutants;

/// <summary>For each rule one mistake, or more, that somebody could make.</summary>
internal static class AllMutants
{
    public static IReadOnlyList<Mutant> List { get; } =
    [
        new("nobody is patched twice", "a patch in doubt is sent once more")
        {
            State = s => Hosts(s, h => h is { Phase: HostPhase.InDoubt, Step: Step.Patch }, h => h with { Phase = HostPhase.Patching, StepStatus = StepStatus.None }),
        },
        new("in doubt is never repeated", "a takeover takes a sent patch for one that was not sent")
        {
            State = s => Hosts(s, h => h is { Step: Step.Patch, StepStatus: StepStatus.Sent or StepStatus.Running }, h => h with { StepStatus = StepStatus.Planned }),
        },
        new("in doubt is never repeated", "a host in doubt can be retried")
        {
            AlsoPeople = true,
            State = s => Hosts(s, h => h.Phase is HostPhase.InDoubt, h => h with { Phase = HostPhase.Failed }),
        },
        new("budget", "one loss more is tolerated")
        {
            State = s => Rings(s, r => r with { MaxFailures = r.MaxFailures + 1 }) with { Plan = s.Plan with { MaxFailures = s.Plan.MaxFailures + 1 } },
        },
        new("budget", "hosts that were not reached do not count")
        {
            State = s => Hosts(s, h => h is { Lost: true, Code: "CONNECT_TIMEOUT" or "REFUSED" }, h => h with { Lost = false }),
        },
        new("budget", "hosts in doubt do not count")
        {
            State = s => Hosts(s, h => h.Phase is HostPhase.InDoubt, h => h with { Lost = false }),
        },
        new("budget", "a skip gives a loss back")
        {
            State = s => Hosts(s, h => h.Phase is HostPhase.Skipped, h => h with { Lost = false }),
        },
        new("budget", "a host that is tried again is no loss any more")
        {
            State = s => Hosts(s, h => h is { Lost: true, Attempt: > 1, IsEnded: false }, h => h with { Lost = false }),
        },
        new("budget", "a resume tolerates every later loss")
        {
            State = s => s.LostWhenResumed == 0 ? s : s with { LostWhenResumed = 99, Rings = [.. s.Rings.Select(r => r with { LostWhenResumed = 99 })] },
        },
        new("first wave", "the whole ring starts at once up to maxParallel")
        {
            State = s => Rings(s, r => r with { MaxFailures = 99 }) with { Plan = s.Plan with { MaxFailures = 99 } },
        },
        new("maxParallel", "one host more at once")
        {
            State = s => Rings(s, r => r with { MaxParallel = r.MaxParallel + 1 }),
        },
        new("maxParallel", "a host in doubt frees its place")
        {
            State = s => Hosts(s, h => h.Phase is HostPhase.InDoubt, h => h with { Phase = HostPhase.Failed }),
        },
        new("start while paused", "a pause is not seen")
        {
            State = s => s.Phase is RolloutPhase.Paused ? s with { Phase = RolloutPhase.Running } : s,
        },
        new("start while paused", "a halt is not seen")
        {
            State = s => s.Phase is RolloutPhase.Halted ? s with { Phase = RolloutPhase.Running, LostWhenResumed = 99, Rings = [.. s.Rings.Select(r => r with { LostWhenResumed = 99 })] } : s,
        },
        new("start while paused", "an abort is not seen")
        {
            State = s => s.Phase is RolloutPhase.Aborted ? s with { Phase = RolloutPhase.Running } : s,
        },
        new("start while paused", "halt-all is not seen") { Fleet = f => f with { HaltAll = false } },
        new("start while paused", "what may start is not checked again when the host is ready")
        {
            Decision = (_, d) => d.Commands.OfType<WithdrawEffect>().FirstOrDefault() is { Id: var id }
                ? new Accepted([new StepSent(id.Host, id.Step)], [new SendEffect(id)])
                : d,
        },
        new("ring order", "the first gate counts as passed")
        {
            State = s => s with { Rings = s.Rings.SetItem(0, s.Rings[0] with { Phase = RingPhase.Passed }) },
        },
        new("ring order", "a bake is not waited for")
        {
            State = s => Rings(s, r => r with { BakeSeconds = 0 }),
        },
        new("hash", "one update less than was approved is sent")
        {
            Decision = (_, d) => d with { Commands = [.. d.Commands.Select(c => c is BeginEffect b ? b with { Effect = b.Effect with { Host = b.Effect.Host with { Updates = [.. b.Effect.Host.Updates.Skip(1)] } } } : c)] },
        },
        new("hash", "any hash is approved, and what was approved is not compared")
        {
            AlsoPeople = true,
            State = s => s with { ApprovedHash = s.Hash.Hex },
            Decision = (_, d) => d with { Events = [.. d.Events.Select(e => e is RolloutApproved a ? a with { PlanHash = new string('0', 64) } : e)] },
        },
        new("no start without approval", "an approval never ends")
        {
            State = s => s.ApprovedUntil is null ? s : s with { ApprovedUntil = Instant.MaxValue },
        },
        new("no start without approval", "a draft can be started")
        {
            AlsoPeople = true,
            State = s => s.Phase is RolloutPhase.Draft ? s with { Phase = RolloutPhase.Approved, ApprovedHash = s.Hash.Hex, ApprovedUntil = Instant.MaxValue } : s,
        },
        new("a status never lies", "a silence is taken for success")
        {
            Decision = (_, d) => d with { Events = [.. d.Events.Select(e => e is StepInDoubt x ? new StepDone(x.Host, Step.Verify, null, false, false) : e)] },
        },
        new("a status never lies", "a failed patch counts as verified")
        {
            Decision = (_, d) => d with { Events = [.. d.Events.Select(e => e is StepFailed { Step: Step.Patch } x ? new StepDone(x.Host, Step.Verify, null, false, false) : e)] },
        },
        new("the intent is committed before the act", "the sending is not committed")
        {
            Decision = (_, d) => d with { Events = d.Events.RemoveAll(e => e is StepSent) },
        },
        new("an overtaken worker is fenced", "commits do not look at the epoch") { WithoutFence = true },
        new("one rollout per host", "other rollouts are not looked at")
        {
            AlsoPeople = true,
            Fleet = f => f with { HostsInActiveRollouts = f.HostsInActiveRollouts.Clear() },
        },
        new("vetoes are live", "vetoes are not looked at") { Fleet = f => f with { Vetoes = f.Vetoes.Clear() } },
        new("windows and freezes hold", "windows and freezes are not looked at") { Fleet = f => f with { Gates = f.Gates.Clear() } },
        new("windows and freezes hold", "freezes are not looked at") { Fleet = f => Gates(f, g => g.Code == "FROZEN" ? HostGate.Free : g) },
        new("windows and freezes hold", "the end of a window is not looked at") { Fleet = f => Gates(f, g => g with { EndsAt = null }) },
        new("windows and freezes hold", "the cutoff is not looked at") { Fleet = f => Gates(f, g => g with { CutoffAt = g.EndsAt }) },
        new("windows and freezes hold", "a host's work is forecast with half of its time")
        {
            Fleet = f => Gates(f, g => g with { Forecast = new HostForecast(g.Forecast.Patch / 2, g.Forecast.Reboot / 2, g.Forecast.Verify / 2) }),
        },
        new("windows and freezes hold", "a reboot is sent after the window's end")
        {
            State = s => s.Plan.Policies is null ? s : s with { Plan = s.Plan with { Policies = [.. s.Plan.Policies.Select(p => p with { FinishReboot = true })] } },
        },
        new("windows and freezes hold", "what may start is not checked again when the host is ready")
        {
            Decision = (_, d) => d.Commands.OfType<WithdrawEffect>().FirstOrDefault() is { Id: var id }
                ? new Accepted([new StepSent(id.Host, id.Step)], [new SendEffect(id)])
                : d,
        },
        new("a stepped clock starts nothing", "the pause for it is not committed")
        {
            Decision = (_, d) => d.Events.Any(e => e is RolloutPaused { Cause: "clockStepped" }) ? new Accepted([], []) : d,
        },
        new("locked credentials start nothing", "the lock is not looked at") { SeesNoLock = true },
        new("locked credentials start nothing", "what may start is not checked again when the host is ready")
        {
            Decision = (_, d) => d.Commands.OfType<WithdrawEffect>().FirstOrDefault() is { Id: var id }
                ? new Accepted([new StepSent(id.Host, id.Step)], [new SendEffect(id)])
                : d,
        },
        new("it ends when all is well", "an end of a job is not taken in")
        {
            Decision = (_, d) => d.Events.Any(e => e is StepDone { Step: Step.Patch }) ? new Accepted([], []) : d,
        },
        new("nothing is lost", "a rollout completes with hosts still to do")
        {
            Decision = (s, d) => s.Phase is RolloutPhase.Running && d.Events.Any(e => e is RingPassed) ? d with { Events = d.Events.Add(new RolloutCompleted()) } : d,
        },
    ];

    private static FleetState Gates(FleetState f, Func<HostGate, HostGate> change) => f with { Gates = f.Gates.ToImmutableDictionary(g => g.Key, g => change(g.Value)) };

    private static RolloutState Hosts(RolloutState s, Func<HostState, bool> which, Func<HostState, HostState> change) =>
        s with { Hosts = s.Hosts.SetItems(s.Hosts.Where(h => which(h.Value)).Select(h => KeyValuePair.Create(h.Key, change(h.Value)))) };

    private static RolloutState Rings(RolloutState s, Func<PlanRing, PlanRing> change) =>
        s with { Rings = [.. s.Rings.Select(r => r with { Plan = change(r.Plan) })] };
}
