namespace Cockpit.Simulation;

/// <summary>Hosts in memory. Not thread-safe.</summary>
public sealed class MemoryFleet(IEnumerable<SimulatedHost> hosts) : ISimulatedFleet
{
    private readonly SortedDictionary<string, SimulatedHost> hosts = new(hosts.ToDictionary(h => h.Name), StringComparer.Ordinal);

    public IEnumerable<SimulatedHost> All => hosts.Values;

    public SimulatedHost? Find(string name) => hosts.GetValueOrDefault(name);

    public void Keep(SimulatedHost host) => hosts[host.Name] = host;
}
