using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>Nothing goes out whose sending is not committed for this very step and attempt.</summary>
internal sealed class SentOnlyAfterCommit : IChecker
{
    public string Rule => "the intent is committed before the act";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            switch (fact)
            {
                case Began b when tracks[b.Effect.Id.Rollout].Hosts[b.Effect.Id.Host] is var h && (h.Intent != b.Effect.Id.Step || h.Attempt != b.Effect.Id.Attempt):
                    yield return $"{b.Effect.Id} was begun, and the journal has the intent {h.Intent} of attempt {h.Attempt}";
                    break;
                case Sent s when tracks[s.Effect.Rollout].Hosts[s.Effect.Host] is var h && (h.Open != s.Effect.Step || h.Attempt != s.Effect.Attempt):
                    yield return $"{s.Effect} was sent, and the journal has sent {h.Open} of attempt {h.Attempt}";
                    break;
                default:
                    break;
            }
        }
    }
}
