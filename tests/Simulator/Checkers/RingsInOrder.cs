using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>
/// A host begins only when its ring has started and every ring before it has passed its gate; a gate passes only when each host of its ring has
/// ended, and by itself only within the budget.
/// </summary>
internal sealed class RingsInOrder : IChecker
{
    public string Rule => "ring order";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Committed c) continue;
            Track t = tracks[c.Rollout];
            switch (c.Event)
            {
                case RingStarted x when !t.RingPassed[..t.RingIndex(x.Ring)].All(p => p):
                    yield return $"{c.Rollout} starts ring {x.Ring} before the rings before it have passed";
                    break;
                case StepPlanned { Step: Step.Preflight } x when !t.RingStarted[t.Hosts[x.Host].Ring] || !t.RingPassed[..t.Hosts[x.Host].Ring].All(p => p):
                    yield return $"{c.Rollout} begins host {x.Host} of ring {t.Hosts[x.Host].Ring} too early";
                    break;
                case RingPassed x when t.Hosts.Values.Any(h => h.Ring == t.RingIndex(x.Ring) && h.UnderWay):
                    yield return $"{c.Rollout} passes ring {x.Ring} while a host of it is under way";
                    break;
                case RingPassed { PromotedNote: null } x when t.Lost(t.RingIndex(x.Ring)) > t.Plan.Rings[t.RingIndex(x.Ring)].MaxFailures:
                    yield return $"{c.Rollout} passes ring {x.Ring} by itself with more lost than allowed";
                    break;
                case RingPassed { PromotedNote: null } x when t.Plan.Rings[t.RingIndex(x.Ring)].BakeSeconds > 0:
                    yield return $"{c.Rollout} passes ring {x.Ring} by itself, and nobody has judged its bake";
                    break;
                default:
                    break;
            }
        }
    }
}
