using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>No more hosts of a ring are at work at once than it allows; one in doubt may be at work.</summary>
internal sealed class MaxParallelHolds : IChecker
{
    public string Rule => "maxParallel";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Committed { Event: StepPlanned { Step: Step.Preflight } p } c) continue;
            Track t = tracks[c.Rollout];
            int ring = t.Hosts[p.Host].Ring;
            if (t.UnderWay(ring) >= t.Plan.Rings[ring].MaxParallel)
                yield return $"{c.Rollout} begins host {p.Host} beside {t.UnderWay(ring)} in ring {ring}, which allows {t.Plan.Rings[ring].MaxParallel}";
        }
    }
}
