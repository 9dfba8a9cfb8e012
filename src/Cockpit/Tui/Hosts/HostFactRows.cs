using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using NodaTime;

namespace Cockpit.Tui.Hosts;

/// <summary>One fact of a host: what it is about, what it is, and how it is drawn.</summary>
/// <param name="Look">It is something to look at: a reboot that is owed, a full disk.</param>
/// <param name="Known">False where the scan could not tell.</param>
public sealed record HostFact(string Name, string Value, bool Look = false, bool Known = true);

/// <summary>The facts of a host's last good scan, what is wrong first.</summary>
internal static class HostFactRows
{
    /// <summary>Less room than this, in hundredths, and an update may not fit.</summary>
    private const int LittleRoom = 10;

    public static IReadOnlyList<HostFact> Of(HostDetail h, Look look)
    {
        if (h.LastScanAt is null) return [];
        List<HostFact> facts =
        [
            .. Reboot(h),
            .. h.Facts is { } f ? OfSystem(f, look) : [],
            .. h.FileSystems.OrderBy(f => f.SizeBytes == 0 ? 1 : (double)f.FreeBytes / f.SizeBytes).Select(Room),
            new("package lists", h.MetadataAt is { } at ? $"fetched {Ages.Short(at, look.Now)} ago" : "age not known", h.MetadataAt is null || look.Now - h.MetadataAt.Value > HostFleetStates.MaxScanAge, h.MetadataAt is not null),
            h.HasSecuritySource switch
            {
                true => new("security source", "configured"),
                false => new("security source", "missing: no update here proves nothing", Look: true),
                null => new("security source", "not known", Known: false),
            },
            new("system", h.Os is { } os ? $"{os.Name} {os.Version}, {h.Architecture}" : "not known", Known: h.Os is not null),
            new("kernel", $"{h.Kernel ?? "not known"}{(h.Facts?.InstalledKernel is { } newest && newest != h.Kernel ? $", installed {newest}" : "")}", Look: h.Facts?.InstalledKernel is { } kernel && kernel != h.Kernel, Known: h.Kernel is not null),
            new("up", h.UptimeSeconds is { } up ? Ages.Short(Duration.FromSeconds(up)) : "not known", Known: h.UptimeSeconds is not null),
            new("machine-id", h.MachineId ?? "not known", Known: h.MachineId is not null),
            new("boot", h.BootId ?? "not known", Known: h.BootId is not null),
        ];
        facts.AddRange((h.Doubts ?? []).Select(d => new HostFact("not proven", d, Look: true)));
        facts.AddRange(h.Unread.Select(u => new HostFact("not read", u, Look: true)));
        // A list keeps its order among what is to be looked at and what is not.
        return [.. facts.OrderBy(f => f.Look ? 0 : f.Known ? 1 : 2)];
    }

    private static IEnumerable<HostFact> Reboot(HostDetail h) => h.RebootStatus switch
    {
        RebootStatus.Required when h.Facts?.RebootReasons is { Count: > 0 } reasons => reasons.Select(r => new HostFact("reboot owed", r, Look: true)),
        RebootStatus.Required => [new HostFact("reboot", h.RebootPackages.Count > 0 ? $"owed, by {string.Join(", ", h.RebootPackages)}" : "owed", Look: true)],
        RebootStatus.None => [new HostFact("reboot", "none owed")],
        _ => [new HostFact("reboot", "not known", Known: false)],
    };

    /// <summary>A clock that is off by less does no harm that a person must hear of, in seconds.</summary>
    private const double SkewWorthTelling = 60;

    private static IEnumerable<HostFact> OfSystem(HostFacts f, Look look)
    {
        yield return List("stale services", f.StaleServices, "none runs deleted libraries");
        yield return List("failed services", f.FailedServices, "none");
        yield return List("package database", f.DatabaseProblems, "sound");
        yield return f.LockHolder is { } holder ? new("package lock", holder.Length > 0 ? $"held by {holder}" : "free", holder.Length > 0) : Unknown("package lock");
        yield return List("silent sources", f.SilentRepositories, "every configured repository has its lists");
        yield return f.Support is { } s
            ? new("support", $"{(s.Supported ? "" : "ended, no security updates are made; ")}{(s.Until is { } until ? $"until {until:uuuu-MM-dd}" : "no end told")} ({s.Source})", !s.Supported)
            : Unknown("support");
        if (f.Subscription is { } sub)
            yield return new("subscription", $"{sub.Name}: {(sub.Attached ? sub.Services.Count > 0 ? string.Join(", ", sub.Services) : "attached, no service on" : "not attached")}{(sub.Withheld is > 0 ? $"; {sub.Withheld} security updates are for subscribers only" : "")}", sub.Withheld is > 0);
        if (f.Refresh is { Problems: var problems }) foreach (string problem in problems) yield return new("not fetched", problem, Look: true);
        if (f.LivePatch is { Length: > 0 } patched) yield return new("live patch", $"{patched}{(f.RebootReasons is { Count: > 0 } ? "; reboot still due" : "")}");
        if (f.ForeignUpdaters is null) yield return Unknown("updates itself");
        else if (f.ForeignUpdaters.Count == 0) yield return new("updates itself", "no: nothing is set up for it");
        foreach (ForeignUpdater u in f.ForeignUpdaters ?? []) yield return new("updates itself", $"{u.Name}{(u.NextAt is { } next ? $", next {Ages.Moment(next, look)}" : "")}", Look: true);
        yield return f.Containers is null ? Unknown("containers") : new("containers", f.Containers.Count == 0 ? "none runs" : string.Join(", ", f.Containers));
        yield return f.ClockSkewSeconds is { } skew ? new("clock", Math.Abs(skew) < 1 ? "as ours" : $"{Math.Abs(skew):0} s {(skew > 0 ? "ahead" : "behind")}", Math.Abs(skew) >= SkewWorthTelling) : Unknown("clock");
        yield return f.TimeZone is { } zone ? new("time zone", zone) : Unknown("time zone");
        yield return f.Virtualization is { } machine ? new("hardware", machine == "none" ? "a physical machine" : machine) : Unknown("hardware");
        yield return f.LastUpdateAt is { } at ? new("last update", $"{Ages.Short(at, look.Now)} ago, {Ages.Moment(at, look)}") : Unknown("last update");
        if (f.Mirrors is { Count: > 0 }) yield return new("packages from", $"{string.Join(", ", f.Mirrors)}{(f.Proxy is { Length: > 0 } proxy ? $", through {proxy}" : "")}");
    }

    private static HostFact List(string name, IReadOnlyList<string>? values, string none) =>
        values is null ? Unknown(name) : values.Count == 0 ? new(name, none) : new(name, string.Join(", ", values), Look: true);

    private static HostFact Unknown(string name) => new(name, "not known", Known: false);

    private static HostFact Room(FileSystemUse use)
    {
        long free = use.SizeBytes == 0 ? 0 : use.FreeBytes * 100 / use.SizeBytes;
        return new HostFact($"disk {use.MountPoint}", $"{Size(use.FreeBytes)} free of {Size(use.SizeBytes)}, {100 - free}% used", free < LittleRoom);
    }

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{bytes / (double)(1L << 20):0} MiB";
}
