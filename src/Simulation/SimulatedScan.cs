using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Support;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulation;

/// <summary>What a scan of a simulated host reads, and what its package manager would say to a simulated install. Changes nothing.</summary>
public static class SimulatedScan
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    /// <param name="host">Null: nothing answers at this address.</param>
    public static ScanResult Of(SimulatedHost? host, string name, Pace pace, Instant now)
    {
        if (host is null || !host.IsUp(now))
            return new ScanResult(ScanStatus.Unreachable, RemoteErrors.ConnectTimeout.Because($"{name} gave no answer in {pace.ConnectTimeout.TotalSeconds:0} s."), null, now, pace.ConnectTimeout);
        host = HostPhysics.Settle(host, now);
        double roll = Dice.Roll(host.Seed, "uptime");
        var inventory = new Inventory(
            "debian", "debian", host.Oddity is Oddity.EndOfLife ? "10.13" : "12.11", host.Oddity is Oddity.EndOfLife ? "buster" : "bookworm", "amd64", "6.1.0-37-amd64", host.MachineId, host.BootId,
            Duration.FromHours(host.Boot > 1 ? 1 : 24 + (int)(roll * 2000)), now - Duration.FromHours(1 + (int)(roll * 5)), true,
            host.RebootRequired, host.RebootRequired ? ["linux-image-amd64"] : [],
            [.. BasePackages.All, .. host.Installed.Select(p => new InstalledPackage(p.Key, "amd64", p.Value, p.Key, p.Value, host.Pending.Any(u => u.Name == p.Key && u.Held), !host.Broken.Contains(p.Key)))],
            host.Pending,
            [new FileSystemUse("/", 40 * Gigabyte, (long)((8 + roll * 20) * Gigabyte)), new FileSystemUse("/var", 20 * Gigabyte, (long)((2 + roll * 10) * Gigabyte))], [])
        {
            Facts = Facts(host, now),
        };
        return new ScanResult(ScanStatus.Ok, null, inventory, now, pace.Look.At(roll));
    }

    /// <summary>When that other program runs, UTC.</summary>
    private static readonly LocalTime ForeignUpdateAt = new(6, 12);

    private static SystemFacts Facts(SimulatedHost host, Instant now)
    {
        bool old = host.Oddity is Oddity.EndOfLife;
        LocalDateTime today = now.InUtc().Date.At(ForeignUpdateAt);
        Instant next = today.InUtc().ToInstant() > now ? today.InUtc().ToInstant() : today.PlusDays(1).InUtc().ToInstant();
        return new SystemFacts
        {
            AsRoot = true,
            InstalledKernel = "6.1.0-37-amd64",
            RebootReasons = host.RebootRequired ? ["reboot-required by linux-image-amd64"] : [],
            FailedServices = host.Oddity is Oddity.FailedService ? ["logrotate.service"] : [],
            StaleServices = [],
            TimeZone = "Etc/UTC",
            ClockSkew = Duration.Zero,
            Virtualization = "kvm",
            ForeignUpdaters = host.Oddity is Oddity.ForeignUpdater ? [new ForeignUpdater("unattended-upgrades", next)] : [],
            DatabaseProblems = host.Broken.Count == 0 ? [] : [$"not fully installed: {string.Join(", ", host.Broken.Order(StringComparer.Ordinal))}"],
            LockHolder = "",
            SilentRepositories = [],
            Support = OsSupports.Of("debian", old ? "10" : "12", "amd64", "", [], now.InUtc().Date),
            LivePatch = "",
            Containers = [],
            Proxy = "",
            Mirrors = ["http://deb.debian.org"],
        };
    }

    /// <summary>The whole transaction of an install of exactly these updates.</summary>
    public static SimulatedInstall Install(SimulatedHost? host, IReadOnlyList<PlanUpdate> updates, Instant now)
    {
        if (host is null || !host.IsUp(now)) return new SimulatedInstall(null, RemoteErrors.ConnectTimeout.Because("It gave no answer."));
        return new SimulatedInstall([.. updates.Select(u => new PackageChange(u.Name, u.Architecture, u.From, u.To))], null);
    }
}
