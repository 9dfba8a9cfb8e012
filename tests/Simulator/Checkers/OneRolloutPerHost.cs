using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>A host that one rollout has under way is not begun by another.</summary>
internal sealed class OneRolloutPerHost : IChecker
{
    public string Rule => "one rollout per host";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Committed { Event: StepSent { Step: Step.Preflight } x } c) continue;
            foreach (var (other, track) in tracks)
            {
                if (other != c.Rollout && track.Hosts.TryGetValue(x.Host, out HostTrack? h) && h.UnderWay)
                    yield return $"{c.Rollout} begins host {x.Host}, which {other} has under way";
            }
        }
    }
}
