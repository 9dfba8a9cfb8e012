using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>
/// A pause sends nothing to a new host. halt-all, a halt and an abort send nothing that changes a host, begun or not. Looking is always allowed.
/// </summary>
internal sealed class NothingNewWhileHeld : IChecker
{
    public string Rule => "start while paused";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        bool latched = false;
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is Latched l) latched = l.On;
            if (fact is not Committed c) continue;
            Track t = tracks[c.Rollout];
            bool stopped = latched || t.Halted || t.Ended;
            string how = latched ? "under halt-all" : t.Halted ? "while halted" : t.Ended ? "after its end" : "while paused";
            switch (c.Event)
            {
                case StepSent { Step: Step.Preflight } x when stopped || t.Paused:
                    yield return $"{c.Rollout} begins host {x.Host} {how}";
                    break;
                case StepSent { Step: Step.Patch or Step.Reboot } x when stopped:
                    yield return $"{c.Rollout} sends {x.Step} to host {x.Host} {how}";
                    break;
                case RingStarted x when stopped || t.Paused:
                    yield return $"{c.Rollout} starts ring {x.Ring} {how}";
                    break;
                default:
                    break;
            }
        }
    }
}
