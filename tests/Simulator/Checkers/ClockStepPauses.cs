using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;
using NodaTime;

namespace Cockpit.Simulator.Checkers;

/// <summary>After the clock stepped by more than a minute under a living worker, no host begins in what was live until a person has resumed it.</summary>
internal sealed class ClockStepPauses : IChecker
{
    private static readonly Duration Limit = Duration.FromSeconds(60);

    public string Rule => "a stepped clock starts nothing";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        var held = new HashSet<RolloutId>();
        long epoch = 0, witness = 0;
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            switch (fact)
            {
                case LeaseTaken l:
                    epoch = l.Epoch;
                    break;
                case ClockJumped j when j.By > Limit || j.By < -Limit:
                    witness = epoch;
                    held = [.. tracks.Where(t => t.Value is { Scheduled: true, Ended: false }).Select(t => t.Key)];
                    break;
                case Committed { Event: RolloutResumed } c:
                    held.Remove(c.Rollout);
                    break;
                // A worker that came up later has no clock to compare with.
                case Committed { Event: StepSent { Step: Step.Preflight } x } c when c.Epoch == witness && held.Contains(c.Rollout):
                    yield return $"{c.Rollout} begins host {x.Host} after the clock stepped";
                    break;
                default:
                    break;
            }
        }
    }
}
