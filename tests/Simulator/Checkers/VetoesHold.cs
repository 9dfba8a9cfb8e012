using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>Vetoes are live: while a host has one, nothing that changes it is sent there.</summary>
internal sealed class VetoesHold : IChecker
{
    public string Rule => "vetoes are live";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        var vetoed = new HashSet<HostId>();
        foreach (Fact fact in evidence.Facts)
        {
            if (fact is Vetoed v && v.On) vetoed.Add(v.Host);
            if (fact is Vetoed { On: false } lifted) vetoed.Remove(lifted.Host);
            if (fact is Committed { Event: StepSent { Step: not Step.Verify } x } c && vetoed.Contains(x.Host))
                yield return $"{c.Rollout} sends {x.Step} to host {x.Host}, which has a veto";
        }
    }
}
