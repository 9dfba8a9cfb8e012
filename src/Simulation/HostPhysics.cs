using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulation;

/// <summary>
/// What happens on a simulated host: a pure step over the host, an effect and the time. It keeps what real hosts keep: a job claims its id
/// once, one package manager runs at a time, a job goes on when nobody listens, and a reboot changes the boot id.
/// </summary>
public static class HostPhysics
{
    private const int SlowFactor = 4;

    /// <summary>The host as it is now: every job whose time is over has had its effect.</summary>
    public static SimulatedHost Settle(SimulatedHost host, Instant now)
    {
        foreach (var (id, job) in host.Jobs.Where(j => !j.Value.Settled && j.Value.EndsAt <= now).OrderBy(j => j.Value.EndsAt).ThenBy(j => j.Key, StringComparer.Ordinal).ToList())
        {
            host = job.Step is Step.Patch ? Patched(host, job) : host with { Boot = host.Boot + 1, RebootRequired = false };
            host = host with { Jobs = host.Jobs.SetItem(id, job with { Settled = true }) };
        }
        return host;
    }

    /// <summary>Starts the job of a patch or a reboot, or leaves the host as it is where the id was claimed before.</summary>
    /// <returns>The host, and why nothing was started: another job runs there.</returns>
    public static (SimulatedHost Host, Fault? Fault) Start(SimulatedHost host, Effect effect, Pace pace, Instant now)
    {
        host = Settle(host, now);
        string id = effect.Id.ToString();
        if (host.Jobs.ContainsKey(id)) return (host, null);
        if (host.Jobs.Values.Any(j => now < j.EndsAt)) return (host, StepErrors.DpkgLocked.Because($"Another job runs on {host.Name}."));
        SimulatedJob job = effect.Id.Step is Step.Patch ? PatchJob(host, effect, pace, now) : RebootJob(host, id, pace, now);
        host = host with { Jobs = host.Jobs.SetItem(id, job) };
        if (effect.Id.Step is Step.Reboot) host = host with { DownFrom = now, DownUntil = job.EndsAt };
        // The power is gone from the moment in which the job is cut until the machine has booted again.
        if (job.Fault == StepErrors.JobLost.Name) host = host with { DownFrom = job.EndsAt, DownUntil = job.EndsAt + Slowly(host, pace.Reboot.At(Dice.Roll(host.Seed, id + " boot"))) };
        return (host, null);
    }

    /// <summary>What a preflight or a verification finds. Null when all is as it should be.</summary>
    public static Fault? Look(SimulatedHost host, Effect effect)
    {
        if (host.Nature is Nature.Replaced) return StepErrors.HostIdentityChanged.Because($"{host.Name} has another machine-id than planned.");
        bool allTo = Installed(host, effect.Host) is InstalledState.AllAtTo;
        if (effect.Id.Step is Step.Preflight)
        {
            if (allTo || (host.Broken.Count > 0 && effect.Host.Transaction.All(c => VersionOf(host, c) == c.From || VersionOf(host, c) == c.To))) return null;
            if (host.Nature is Nature.Drifts || effect.Host.Transaction.Any(c => VersionOf(host, c) != c.From && VersionOf(host, c) != c.To))
                return StepErrors.PlanDrift.Because($"{host.Name} would get other versions than planned.");
            return null;
        }
        if (!allTo) return StepErrors.VersionMismatch.Because($"{host.Name} does not have every planned version.");
        return effect.BootIdBefore is { } before && before == host.BootId ? StepErrors.RebootTimeout.Because($"{host.Name} still runs the boot from before.") : null;
    }

    public static HostFacts Facts(SimulatedHost host, Effect effect) =>
        new(host.BootId, host.RebootRequired, Installed(host, effect.Host) is InstalledState.AllAtTo);

    public static InstalledState Installed(SimulatedHost host, PlanHost plan)
    {
        if (host.Broken.Count > 0) return InstalledState.Mixed;
        if (plan.Updates.All(u => host.Installed.GetValueOrDefault(u.Name) == u.To)) return InstalledState.AllAtTo;
        return plan.Updates.All(u => host.Installed.GetValueOrDefault(u.Name) == u.From) ? InstalledState.AllAtFrom : InstalledState.Mixed;
    }

    public static Duration LookTakes(SimulatedHost host, Effect effect, Pace pace) => Slowly(host, pace.Look.At(Dice.Roll(host.Seed, $"{effect.Id} look")));

    public static Duration ConnectTakes(SimulatedHost host, Effect effect, Pace pace) => Slowly(host, pace.Connect.At(Dice.Roll(host.Seed, $"{effect.Id} connect")));

    private static SimulatedJob PatchJob(SimulatedHost host, Effect effect, Pace pace, Instant now)
    {
        PackageChange[] todo = [.. effect.Host.Transaction.Where(c => VersionOf(host, c) != c.To || host.Broken.Contains(c.Name))];
        bool first = !host.Jobs.Values.Any(j => j.Step is Step.Patch);
        string? fault = host.Nature switch
        {
            Nature.PostinstFails => StepErrors.AptPostinst.Name,
            Nature.PostinstFailsOnce when first => StepErrors.AptPostinst.Name,
            Nature.PowerCutInPatch when first => StepErrors.JobLost.Name,
            _ => null,
        };
        Duration takes = Slowly(host, pace.Patch.At(Dice.Roll(host.Seed, $"{effect.Id} patch")));
        return new SimulatedJob(Step.Patch, now, now + takes, todo, fault, false);
    }

    private static SimulatedJob RebootJob(SimulatedHost host, string id, Pace pace, Instant now)
    {
        bool long_ = host.Nature is Nature.LongReboot && !host.Jobs.Values.Any(j => j.Step is Step.Reboot);
        return new SimulatedJob(Step.Reboot, now, now + (long_ ? pace.LongReboot : Slowly(host, pace.Reboot.At(Dice.Roll(host.Seed, id)))), [], null, false);
    }

    private static SimulatedHost Patched(SimulatedHost host, SimulatedJob job)
    {
        // A power cut leaves the first half done; a failing postinst does everything but configure the last package.
        int done = job.Fault switch
        {
            null => job.Changes.Count,
            "JOB_LOST" => job.Changes.Count / 2,
            _ => Math.Max(0, job.Changes.Count - 1),
        };
        foreach (PackageChange change in job.Changes.Take(done)) host = Configure(host, change);
        if (job.Fault == StepErrors.AptPostinst.Name && job.Changes.Count > 0)
        {
            PackageChange last = job.Changes[^1];
            host = host with { Installed = host.Installed.SetItem(last.Name, last.To ?? ""), Broken = host.Broken.Add(last.Name) };
        }
        if (job.Fault == StepErrors.JobLost.Name) host = host with { Boot = host.Boot + 1 };
        bool asks = job.Changes.Take(done).Any(c => AsksForReboot(c.Name));
        return host with { RebootRequired = host.RebootRequired || asks, Pending = [.. host.Pending.Where(u => host.Installed.GetValueOrDefault(u.Name) != u.To)] };
    }

    private static SimulatedHost Configure(SimulatedHost host, PackageChange change)
    {
        string what = $"{change.Name} {change.To}";
        return host with
        {
            Installed = change.To is null ? host.Installed.Remove(change.Name) : host.Installed.SetItem(change.Name, change.To),
            Broken = host.Broken.Remove(change.Name),
            Configured = host.Configured.SetItem(what, host.Configured.GetValueOrDefault(what) + 1),
        };
    }

    /// <summary>Packages after which Debian asks for a reboot.</summary>
    public static bool AsksForReboot(string package) => package.StartsWith("linux-image", StringComparison.Ordinal) || package is "libc6" or "dbus";

    private static string? VersionOf(SimulatedHost host, PackageChange change) => host.Installed.GetValueOrDefault(change.Name);

    private static Duration Slowly(SimulatedHost host, Duration takes) => host.Nature is Nature.Slow ? takes * SlowFactor : takes;
}
