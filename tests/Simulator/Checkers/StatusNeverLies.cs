using Cockpit.Core.Rollouts;
using Cockpit.Simulation;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>
/// "Verified" means that the host really has every planned version, runs no half-configured package, owes no reboot, and was asked; a person's word is never
/// shown as verified; and where nothing was sent, nothing is said to have run.
/// </summary>
internal sealed class StatusNeverLies : IChecker
{
    public string Rule => "a status never lies";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        foreach (RolloutState s in evidence.Final.Values)
        {
            foreach (HostState h in s.Hosts.Values)
            {
                SimulatedHost truth = evidence.Fleet.Find(h.Plan.Name)!;
                if (h.StepStatus is StepStatus.Verified && HostPhysics.Installed(truth, h.Plan) is not InstalledState.AllAtTo) yield return $"{s.Id} shows {h.Plan.Name} verified, and it is not patched";
                if (h.StepStatus is StepStatus.Verified && h.RebootRequired) yield return $"{s.Id} shows {h.Plan.Name} verified, and it owes a reboot";
                if (h.StepStatus is StepStatus.Verified && h.ResolvedBy is not null) yield return $"{s.Id} shows {h.Plan.Name} verified by a person's word";
                if (h.Phase is HostPhase.Pending && h.Attempt <= 1 && truth.Jobs.Keys.Any(j => j.Contains($"-r{s.Id.Value}-", StringComparison.Ordinal))) yield return $"{s.Id} shows {h.Plan.Name} as not begun, and a job of it ran there";
            }
        }
    }
}
