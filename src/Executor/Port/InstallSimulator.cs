using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Facts;
using Cockpit.Executor.Jobs;
using Cockpit.Remote;

namespace Cockpit.Executor.Port;

/// <summary>
/// Asks a host what the exact install of some updates would do to it as a whole: the transaction that a plan freezes and that is
/// compared again before it runs. Changes nothing there. Blocking; thread-safe.
/// </summary>
public sealed class InstallSimulator(HostConnector connector)
{
    private static readonly RunOptions Options = new(new PortLimits().FactsScript) { AsRoot = true, MayBeKilled = true };

    /// <returns>The transaction, or why there is none: the connection's fault, NOT_AVAILABLE, HELD_SINCE, UNSAFE_NAME, APT_FAILED.</returns>
    public SimulatedInstall Simulate(Host host, string machineId, IReadOnlyList<PlanUpdate> updates, CancellationToken cancellation)
    {
        try
        {
            PackageWords words = PackageWords.ToSimulate(host.Name, updates);
            using IHostSession session = connector.Open(host, cancellation);
            string answer = session.Run(new JobScripts(HostPort.HostFolder).Facts(words, simulate: true), Options, cancellation).OutputText;
            PlanHost asked = new(host.Id, host.Name, host.Transport, host.Address, host.Port, host.User, host.Identity, machineId, updates, []);
            if (!HostReading.TryParse(answer, out HostReading reading) || reading.Simulation is not { } simulation)
                return new SimulatedInstall(null, StepErrors.AptFailed.Because($"{host.Name} gave no readable answer about its packages.") with { Meaning = "Nothing was changed." });
            if (PlanCheck.OtherMachine(asked, reading) is { } other) return new SimulatedInstall(null, other);
            return simulation.ExitCode != 0
                ? new SimulatedInstall(null, PlanCheck.SimulationFailed(asked, simulation))
                : new SimulatedInstall(simulation.Changes, null);
        }
        catch (CockpitException failure)
        {
            return new SimulatedInstall(null, failure.Fault);
        }
    }
}
