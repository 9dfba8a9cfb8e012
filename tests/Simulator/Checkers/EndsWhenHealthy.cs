using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>When all trouble is over and people have settled what is theirs, every rollout comes to its end.</summary>
internal sealed class EndsWhenHealthy : IChecker
{
    public string Rule => "it ends when all is well";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var id in evidence.Stuck)
        {
            RolloutState s = evidence.Final[id];
            string hosts = string.Join(", ", s.Hosts.Values.Where(h => !h.IsEnded).Select(h => $"{h.Plan.Name} {h.Phase} {h.Step} {h.StepStatus} {h.Code}"));
            yield return $"{id} is still {s.Phase}: {hosts}";
        }
    }
}
