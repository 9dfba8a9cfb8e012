using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Simulation;
using NodaTime;
using Xunit;

namespace Cockpit.Operations.Tests.Simulation;

public sealed class SimulatedFleetTests
{
    private static readonly Instant Evening = Instant.FromUtc(2026, 10, 20, 20, 0);

    [Fact]
    public void The_same_size_and_seed_give_the_same_fleet_with_every_ring_in_it()
    {
        IReadOnlyList<DemoHost> fleet = DemoFleet.Make(60, 1);
        Assert.Equal(fleet.Select(h => (h.Simulated.MachineId, h.Description.Address)), DemoFleet.Make(60, 1).Select(h => (h.Simulated.MachineId, h.Description.Address)));
        Assert.NotEqual(fleet[0].Simulated.MachineId, DemoFleet.Make(60, 2)[0].Simulated.MachineId);
        Assert.Equal(60, fleet.Select(h => h.Description.Name).Distinct().Count());
        // mail-02 is mail-01 under another name.
        Assert.Equal(59, fleet.Select(h => h.Simulated.BootId).Distinct().Count());
        Assert.Superset(new HashSet<string> { "canary", "1", "2" }, fleet.Select(h => h.Description.Tags.GetValueOrDefault("ring", "none")).ToHashSet());
        Assert.All(fleet, h => Assert.Equal(Transport.Simulated, h.Description.Transport));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void A_fleet_of_any_size_has_its_hosts(int hosts) => Assert.Equal(hosts, DemoFleet.Make(hosts, 1).Select(h => h.Description.Name).Distinct().Count());

    [Fact]
    public void A_job_goes_on_when_its_process_is_gone_and_is_found_as_it_was_left()
    {
        string folder = Directory.CreateTempSubdirectory("cockpit-fleet-").FullName;
        try
        {
            string path = Path.Combine(folder, "demo.db.fleet");
            SimulatedHost host = DemoFleet.Make(4, 1)[0].Simulated;
            Effect effect = Patch(host);
            var (started, fault) = HostPhysics.Start(host, effect, Pace.Demo, Evening);
            Assert.Null(fault);
            FleetFile.Create(path, [started]);

            SimulatedHost found = FleetFile.Open(path).Find(host.Name)!;
            Assert.Equal(InstalledState.AllAtFrom, HostPhysics.Installed(HostPhysics.Settle(found, Evening), effect.Host));
            SimulatedHost later = HostPhysics.Settle(found, Evening + Duration.FromMinutes(1));
            Assert.Equal(InstalledState.AllAtTo, HostPhysics.Installed(later, effect.Host));
            Assert.DoesNotContain(later.Pending, u => effect.Host.Updates.Any(p => p.Name == u.Name));
            Assert.All(later.Configured.Values, times => Assert.Equal(1, times));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_same_effect_claims_its_job_once_and_another_waits_for_the_package_manager()
    {
        SimulatedHost host = DemoFleet.Make(4, 1)[0].Simulated;
        Effect effect = Patch(host);
        SimulatedHost once = HostPhysics.Start(host, effect, Pace.Demo, Evening).Host;
        SimulatedHost twice = HostPhysics.Start(once, effect, Pace.Demo, Evening + Duration.FromSeconds(1)).Host;
        Assert.Equal(once.Jobs[effect.Id.ToString()].EndsAt, twice.Jobs[effect.Id.ToString()].EndsAt);
        var (_, fault) = HostPhysics.Start(once, effect with { Id = effect.Id with { Attempt = 2 } }, Pace.Demo, Evening + Duration.FromSeconds(1));
        Assert.Equal("DPKG_LOCKED", fault?.Code.Name);
    }

    [Fact]
    public void A_damaged_fleet_file_is_an_io_error_and_not_a_fleet_of_none()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "[{\"name\":");
            Assert.Throws<IOException>(() => FleetFile.Open(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Effect Patch(SimulatedHost host)
    {
        var plan = new PlanHost(
            new HostId(1), host.Name, Transport.Simulated, "198.51.100.1", 22, null, null, host.MachineId,
            [.. host.Pending.Select(u => new PlanUpdate(u.Name, u.Architecture, u.From, u.To, u.Class, null, u.Source))],
            [.. host.Pending.Select(u => new PackageChange(u.Name, u.Architecture, u.From, u.To))]);
        return new Effect(new EffectId(new FileId(Guid.Parse("6f1c0f3a-7a53-4c65-9d3b-0c2a4b5d6e7f")), new RolloutId(1), PlanHash.Of([1]), new HostId(1), Step.Patch, 1), plan, null);
    }
}
