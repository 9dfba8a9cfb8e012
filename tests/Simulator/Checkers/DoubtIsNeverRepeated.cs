using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>An act that was sent is not planned again in the same attempt, and a host in doubt gets no new attempt and no skip before it is settled.</summary>
internal sealed class DoubtIsNeverRepeated : IChecker
{
    public string Rule => "in doubt is never repeated";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Committed c) continue;
            switch (c.Event)
            {
                case StepPlanned { Step: Step.Patch or Step.Reboot } x when tracks[c.Rollout].Hosts[x.Host].SentInAttempt.Contains(x.Step):
                    yield return $"{c.Rollout} plans {x.Step} on host {x.Host} again in attempt {x.Attempt}";
                    break;
                case HostRetried x when tracks[c.Rollout].Hosts[x.Host].InDoubt:
                    yield return $"{c.Rollout} retries host {x.Host} in doubt";
                    break;
                case HostSkipped x when tracks[c.Rollout].Hosts[x.Host].InDoubt:
                    yield return $"{c.Rollout} skips host {x.Host} in doubt";
                    break;
                default:
                    break;
            }
        }
    }
}
