using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>When a ring or the rollout has lost more than it may, no host begins until a person has seen the losses; one more stops it again.</summary>
internal sealed class BudgetHolds : IChecker
{
    public string Rule => "budget";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Committed { Event: StepPlanned { Step: Step.Preflight } or StepSent { Step: Step.Preflight } or RingStarted } c) continue;
            Track t = tracks[c.Rollout];
            for (int i = 0; i < t.Plan.Rings.Count; i++)
            {
                if (t.Lost(i) > Math.Max(t.Plan.Rings[i].MaxFailures, t.SeenLost[i]))
                    yield return $"{c.Rollout} goes on with {t.Lost(i)} lost of {t.Plan.Rings[i].MaxFailures} in ring {i}";
            }
            if (t.LostInAll > Math.Max(t.Plan.MaxFailures, t.SeenLostInAll)) yield return $"{c.Rollout} goes on with {t.LostInAll} lost of {t.Plan.MaxFailures}";
        }
    }
}
