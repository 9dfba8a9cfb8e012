using System.Collections.Immutable;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;

namespace Cockpit.Simulation;

/// <summary>A host of the demo: how people would describe it, and how it is.</summary>
/// <param name="Description">With no id yet; the file gives it one.</param>
public sealed record DemoHost(Host Description, SimulatedHost Simulated);

/// <summary>
/// A made-up company's servers for the demo. The same size and seed give the same fleet. Names, addresses (RFC 5737) and people are invented;
/// package versions look like Debian's.
/// </summary>
public static class DemoFleet
{
    private static readonly (string Name, string From, string To, UpdateClass Class)[] Offers =
    [
        ("openssl", "3.0.15-1~deb12u1", "3.0.17-1~deb12u2", UpdateClass.Security),
        ("libssl3", "3.0.15-1~deb12u1", "3.0.17-1~deb12u2", UpdateClass.Security),
        ("nginx", "1.22.1-9", "1.22.1-9+deb12u3", UpdateClass.Security),
        ("postgresql-15", "15.10-0+deb12u1", "15.14-0+deb12u1", UpdateClass.Security),
        ("libxml2", "2.9.14+dfsg-1.3~deb12u1", "2.9.14+dfsg-1.3~deb12u4", UpdateClass.Security),
        ("linux-image-amd64", "6.1.128-1", "6.1.148-1", UpdateClass.Security),
        ("sudo", "1.9.13p3-1+deb12u1", "1.9.13p3-1+deb12u2", UpdateClass.Security),
        ("tzdata", "2024b-0+deb12u1", "2025b-0+deb12u1", UpdateClass.Other),
        ("vim-common", "2:9.0.1378-2", "2:9.0.1378-2+deb12u2", UpdateClass.Other),
    ];

    private static readonly (string Role, string Prefix, int Share, string Owner)[] Roles =
    [
        ("web", "web", 40, "Web team"), ("app", "app", 30, "Platform"), ("db", "db", 20, "Data"), ("mail", "mail", 10, "Office IT"),
    ];

    /// <param name="hosts">1 to 10,000.</param>
    public static IReadOnlyList<DemoHost> Make(int hosts, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hosts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hosts, 10_000);
        var fleet = new List<DemoHost>(hosts);
        int first = 0;
        for (int role = 0; role < Roles.Length; role++)
        {
            int last = role == Roles.Length - 1 ? hosts : Math.Min(hosts, first + Math.Max(1, hosts * Roles[role].Share / 100));
            for (int i = first; i < last; i++) fleet.Add(One(i, i - first + 1, last - first, role, hosts, seed));
            first = last;
        }
        return fleet;
    }

    /// <param name="number">Among the hosts of its role, from 1.</param>
    /// <param name="ofRole">How many there are of them.</param>
    private static DemoHost One(int index, int number, int ofRole, int role, int hosts, ulong seed)
    {
        var (roleName, prefix, _, owner) = Roles[role];
        string name = $"{prefix}-{number:00}";
        double roll = Dice.Roll(seed, name);
        string environment = roll < 0.7 ? "prod" : roll < 0.85 ? "test" : "dev";
        string? ring = Ring(index, number, hosts);
        var tags = new Dictionary<string, string>();
        if (ring is not null) tags["ring"] = ring;
        if (roleName == "mail") tags["legacy"] = "";

        // 198.51.100.0/24 and 203.0.113.0/24 are set aside for examples.
        string address = index < 250 ? $"198.51.100.{index + 1}" : $"203.0.113.{(index % 250) + 1}";
        var host = new Host(
            default, name, address, 22, "cockpit", Transport.Simulated, environment, roleName, tags, roleName == "db" ? $"db-{(char)('a' + (number - 1) / 2)}" : null,
            roleName switch { "db" => 5, "web" => 4, "app" => 3, _ => 2 }, roleName switch { "web" => Exposure.Internet, "mail" => Exposure.Dmz, _ => Exposure.Internal },
            null, owner, null, null);
        return new DemoHost(host, WithOddity(Simulated(name, roleName, NatureOf(index, hosts), seed), roleName, prefix, number, ofRole, hosts, seed));
    }

    /// <summary>Two canaries, a fifth early, most in ring 2, and some that name none.</summary>
    private static string? Ring(int index, int number, int hosts) =>
        number == 1 && index < hosts / 2 ? "canary" : (index % 10) switch { 0 or 1 => "1", 9 => null, _ => "2" };

    /// <summary>One host of each trouble that a fleet has, so that the demo shows it; all others are well.</summary>
    private static Nature NatureOf(int index, int hosts)
    {
        if (hosts < 20) return Nature.Healthy;
        if (index == hosts - 2) return Nature.Dead;
        return index % 17 == 5 ? Nature.Slow : Nature.Healthy;
    }

    /// <summary>
    /// One of each thing that a scan can find: mail-02 is mail-01 under another name, app-02 was cloned from app-01, old mail servers have an old
    /// release, app-03 updates itself, a service of web-03 has failed.
    /// </summary>
    private static SimulatedHost WithOddity(SimulatedHost host, string role, string prefix, int number, int ofRole, int hosts, ulong seed)
    {
        if (hosts < 20) return host;
        return (role, number) switch
        {
            ("mail", 2) when ofRole >= 4 => host with { MachineId = MachineId($"{prefix}-01", seed) },
            ("app", 2) => host with { MachineId = MachineId($"{prefix}-01", seed), Boot = 2 },
            ("app", 3) => host with { Oddity = Oddity.ForeignUpdater },
            ("web", 3) => host with { Oddity = Oddity.FailedService },
            ("mail", >= 4) => host with { Oddity = Oddity.EndOfLife },
            _ => host,
        };
    }

    /// <summary>The host that somebody updates and reboots by hand while the demo is made; null where the fleet is too small for it.</summary>
    public static SimulatedHost? TouchedByOthers(IReadOnlyList<DemoHost> fleet) => fleet.Count < 20 ? null : fleet.FirstOrDefault(h => h.Simulated.Name == "app-04")?.Simulated;

    /// <summary>That host afterwards: a newer curl, and another boot.</summary>
    public static SimulatedHost AfterOthers(SimulatedHost host) => host with { Installed = host.Installed.SetItem(Everywhere.Name, Everywhere.Newer), Boot = host.Boot + 1 };

    /// <summary>A package that every host has and no update of the demo touches.</summary>
    private static readonly (string Name, string Version, string Newer) Everywhere = ("curl", "7.88.1-10+deb12u8", "7.88.1-10+deb12u12");

    private static SimulatedHost Simulated(string name, string role, Nature nature, ulong seed)
    {
        var offers = Offers.Where(o => Offered(o.Name, role, name, seed)).ToArray();
        return new SimulatedHost(
            name, seed, nature, MachineId(name, seed), 1, false,
            [.. offers.Select(o => new PendingUpdate(o.Name, "amd64", o.From, o.To, o.Class, null, o.Class is UpdateClass.Security ? "Debian-Security:oldstable-security" : "Debian:oldstable", Held(o.Name, name, seed)))],
            offers.ToImmutableSortedDictionary(o => o.Name, o => o.From, StringComparer.Ordinal).Add(Everywhere.Name, Everywhere.Version), [],
            ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal), null, null, ImmutableSortedDictionary.Create<string, SimulatedJob>(StringComparer.Ordinal));
    }

    private static bool Offered(string package, string role, string host, ulong seed) => package switch
    {
        "openssl" or "libssl3" => true,
        "nginx" => role == "web",
        "postgresql-15" => role == "db",
        _ => Dice.Roll(seed, $"{host} {package}") < (package == "linux-image-amd64" ? 0.35 : 0.6),
    };

    private static bool Held(string package, string host, ulong seed) => package == "postgresql-15" && Dice.Roll(seed, $"{host} held") < 0.2;

    private static string MachineId(string name, ulong seed) =>
        $"{(ulong)(Dice.Roll(seed, name + " machine a") * ulong.MaxValue):x16}{(ulong)(Dice.Roll(seed, name + " machine b") * ulong.MaxValue):x16}";
}
