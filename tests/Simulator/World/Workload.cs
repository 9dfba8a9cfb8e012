using System.Collections.Immutable;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Simulation;

namespace Cockpit.Simulator.World;

/// <summary>Random hosts, and random plans over them.</summary>
internal static class Workload
{
    private static readonly string[] Packages = ["libdemo1", "openssl", "nginx", "linux-image-amd64", "sudo"];

    private static readonly Nature[] Natures =
    [
        Nature.Healthy, Nature.Healthy, Nature.Healthy, Nature.Healthy, Nature.Healthy, Nature.Healthy, Nature.Healthy, Nature.Healthy, Nature.Healthy, Nature.Healthy,
        Nature.Slow, Nature.Slow, Nature.Dead, Nature.PostinstFailsOnce, Nature.PostinstFails, Nature.PowerCutInPatch, Nature.LongReboot, Nature.Forgetful, Nature.Forgetful, Nature.Drifts, Nature.Replaced,
    ];

    public static List<SimulatedHost> Hosts(Chance chance, ulong seed)
    {
        int count = 2 + chance.Below(12), naturesFrom = chance.Percent(30) ? 1 : Natures.Length;
        return [.. Enumerable.Range(1, count).Select(i => Host($"h{i:00}", i, Natures[chance.Below(naturesFrom)], chance, seed))];
    }

    private static SimulatedHost Host(string name, int number, Nature nature, Chance chance, ulong seed)
    {
        string[] offered = [.. Packages.Where(_ => chance.Percent(45)).DefaultIfEmpty(Packages[0])];
        return new SimulatedHost(
            name, seed, nature, $"{number:x8}{seed:x24}", 1, false,
            [.. offered.Select(p => new PendingUpdate(p, "amd64", "1.0", "1.1", UpdateClass.Security, null, "Lab-Security:stable-security", false))],
            offered.ToImmutableSortedDictionary(p => p, _ => "1.0", StringComparer.Ordinal), [],
            ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), null, null, ImmutableSortedDictionary.Create<string, SimulatedJob>(StringComparer.Ordinal));
    }

    public static Dictionary<RolloutId, Plan> Plans(Chance chance, IReadOnlyList<SimulatedHost> hosts)
    {
        int count = 1 + chance.Below(10) / 7;
        return Enumerable.Range(1, count).ToDictionary(i => new RolloutId(i), _ => OnePlan(chance, hosts));
    }

    private static Plan OnePlan(Chance chance, IReadOnlyList<SimulatedHost> hosts)
    {
        PlanHost[] chosen = [.. hosts.Select((h, i) => (h, i)).Where(_ => chance.Percent(85)).Select(x => Planned(x.h, x.i + 1))];
        if (chosen.Length == 0) chosen = [Planned(hosts[0], 1)];
        int rings = 1 + chance.Below(Math.Min(4, chosen.Length));
        PlanRing[] planned =
        [
            .. chosen.Select((h, i) => (h, Ring: i * rings / chosen.Length)).GroupBy(x => x.Ring).OrderBy(g => g.Key)
                .Select(g => new PlanRing($"{g.Key}", 1 + chance.Below(4), chance.Below(10) < 6 ? chance.Below(2) : chance.Below(4), chance.Percent(5) ? 600 : 0, [.. g.Select(x => x.h)])),
        ];
        return new Plan(PlanFormat.Current, "simulated", true, "always", (RebootSetting)chance.Below(3), chance.Below(5), planned);
    }

    private static PlanHost Planned(SimulatedHost host, int id) => new(
        new HostId(id), host.Name, Transport.Simulated, host.Name, 22, null, null, host.MachineId,
        [.. host.Pending.Select(u => new PlanUpdate(u.Name, u.Architecture, u.From, u.To, u.Class, u.SecurityVersion, u.Source))],
        [.. host.Pending.Select(u => new PackageChange(u.Name, u.Architecture, u.From, u.To))]);
}
