using Cockpit.Core.Ids;
using Cockpit.Simulation;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using NodaTime;

namespace Cockpit.Benchmarks;

/// <summary>A demo's file with 10,000 simulated hosts, each with a real server's list of packages, and nothing else in it.</summary>
internal sealed class SimulatedFile : IDisposable
{
    public const int Hosts = 10_000;

    private const ulong Seed = 1;

    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-bench-").FullName;

    public SimulatedFile()
    {
        IReadOnlyList<DemoHost> fleet = DemoFleet.Make(Hosts, Seed);
        FleetFile.Create(FleetFile.PathFor(Path), fleet.Select(h => h.Simulated));
        var by = new Actor(1000, 1000, "bench");
        Instant now = SystemClock.Instance.GetCurrentInstant();
        using CockpitFile file = CockpitFile.Open(Path, FileAccessMode.Create, by, now, demo: true);
        file.Write(t =>
        {
            foreach (DemoHost host in fleet) t.AddHost(host.Description, by, now);
        });
    }

    public string Path => System.IO.Path.Combine(folder, "fleet.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
