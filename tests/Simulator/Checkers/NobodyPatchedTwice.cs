using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>
/// No act is sent twice, a further attempt follows a person's retry only, and on the host itself no package's postinst ran twice.
/// </summary>
internal sealed class NobodyPatchedTwice : IChecker
{
    public string Rule => "nobody is patched twice";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var again in evidence.Facts.OfType<Sent>().Where(s => s.Effect.Step is Step.Patch or Step.Reboot).GroupBy(s => s.Effect).Where(g => g.Count() > 1))
            yield return $"{again.Key} was sent {again.Count()} times";
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is Committed { Event: StepPlanned p } c && p.Attempt != tracks[c.Rollout].Hosts[p.Host].Retries + 1)
                yield return $"{c.Rollout} host {p.Host} is at attempt {p.Attempt} after {tracks[c.Rollout].Hosts[p.Host].Retries} retries";
        }
        foreach (var host in evidence.Fleet.All)
            foreach (var (what, times) in host.Configured.Where(c => c.Value > 1))
                yield return $"{host.Name} configured {what} {times} times";
    }
}
