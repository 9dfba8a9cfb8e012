using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>Until as many hosts of the ring have verified, no more than the tolerated losses plus one are at work at once.</summary>
internal sealed class FirstWaveIsSmall : IChecker
{
    public string Rule => "first wave";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Committed { Event: StepPlanned { Step: Step.Preflight } p } c) continue;
            Track t = tracks[c.Rollout];
            int ring = t.Hosts[p.Host].Ring, wave = Math.Min(t.Plan.Rings[ring].MaxFailures, t.Plan.MaxFailures) + 1;
            int verified = t.Hosts.Values.Count(h => h.Ring == ring && h.Verified);
            if (verified < Math.Min(wave, t.Plan.Rings[ring].Hosts.Count) && t.UnderWay(ring) >= wave)
                yield return $"{c.Rollout} begins host {p.Host} beside {t.UnderWay(ring)} in ring {ring}, where {verified} have verified and {wave} may run at first";
        }
    }
}
