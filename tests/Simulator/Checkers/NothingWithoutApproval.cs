using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>Nothing is scheduled and no ring starts without an approval that holds at that moment, and nothing begins that nobody started.</summary>
internal sealed class NothingWithoutApproval : IChecker
{
    public string Rule => "no start without approval";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Committed c) continue;
            Track t = tracks[c.Rollout];
            if (c.Event is RolloutScheduled or RolloutStarted or RingStarted && !(c.Wall < t.ApprovedUntil))
                yield return $"{c.Rollout}: {c.Event.GetType().Name} without an approval that holds";
            if (c.Event is RolloutStarted or RingStarted or StepPlanned && !t.Scheduled) yield return $"{c.Rollout}: {c.Event.GetType().Name} before anybody started it";
        }
    }
}
