using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>At the end every host that was begun has an end, every act that was sent has an outcome, and every job on a host was ours.</summary>
internal sealed class NothingLost : IChecker
{
    public string Rule => "nothing is lost";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (RolloutState s in evidence.Final.Values.Where(s => !evidence.Stuck.Contains(s.Id)))
        {
            foreach (HostState h in s.Hosts.Values.Where(h => h.IsUnderWay)) yield return $"{s.Id} {h.Plan.Name} was begun and never ended ({h.Phase})";
            if (s.Phase is RolloutPhase.Completed)
                foreach (HostState h in s.Hosts.Values.Where(h => !h.IsEnded)) yield return $"{s.Id} is completed, and {h.Plan.Name} is {h.Phase}";
            CountsView counts = RolloutViews.Of(s, false, s.PlannedAt).Counts;
            if (counts.Total != s.Hosts.Count) yield return $"{s.Id} has {s.Hosts.Count} hosts and counts {counts.Total}";
        }
        var sent = evidence.Facts.OfType<Sent>().Select(f => f.Effect.ToString()).ToHashSet();
        foreach (var host in evidence.Fleet.All)
            foreach (string job in host.Jobs.Keys.Where(j => !sent.Contains(j))) yield return $"{host.Name} ran {job}, which nobody sent";
    }
}
