using Cockpit.Core.Errors;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>Whether windows and freezes let a person start a rollout. Pure.</summary>
internal static class StartWindows
{
    /// <param name="atOnce">"Do not wait for the planned occurrence", which never means "outside the window".</param>
    public static Fault? WhyNot(RolloutState s, FleetState f, bool atOnce, Instant now)
    {
        if (StartRules.PassesWindows(s, now) || StartRules.MayBegin(s, f, now)) return null;
        // None of the first ring may begin: the one that comes first speaks for all.
        HostState first = s.Rings[0].Plan.Hosts.Select(h => s.Hosts[h.Id]).Where(h => !h.IsEnded).OrderBy(h => f.GateOf(h.Plan.Id).OpensAt ?? Instant.MaxValue).First();
        HostGate gate = f.GateOf(first.Plan.Id);
        RebootSetting reboot = s.Plan.RebootOf(first.Plan);
        string code = gate.WhyNot(StartKind.NewHost, reboot, now)!;
        string what = $"{s.Id} did not start. {Words.Plain(first.Plan.Name)}: {gate.Say(code, reboot)}.";
        if (code == RolloutErrors.NeverOpens.Name || (code == RolloutErrors.Forecast.Name && gate.OpensAt is null)) return RolloutErrors.NeverOpens.Because(what);
        // A freeze binds whoever starts while a window is open, and whoever wants it now.
        if (code == RolloutErrors.Frozen.Name && (atOnce || gate.OpenBehindFreeze)) return RolloutErrors.Frozen.Because(what);
        if (!atOnce) return null;
        return (code == RolloutErrors.Forecast.Name ? RolloutErrors.Forecast : RolloutErrors.WindowClosed).Because(what);
    }
}
