namespace Cockpit.Simulation;

/// <summary>Where the simulated hosts are kept: in memory for the simulator, in a file for the demo.</summary>
public interface ISimulatedFleet
{
    /// <summary>The host with this name, or null: then nothing answers at its address.</summary>
    SimulatedHost? Find(string name);

    /// <summary>Keeps the host as it is now. Returns when it is kept for good.</summary>
    void Keep(SimulatedHost host);
}
