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
            .. h.FileSystems.OrderBy(f => f.SizeBytes == 0 ? 1 : (double)f.FreeBytes / f.SizeBytes).Select(Room),
            new("package lists", h.MetadataAt is { } at ? $"fetched {Ages.Short(at, look.Now)} ago" : "age not known", h.MetadataAt is null || look.Now - h.MetadataAt.Value > HostFleetStates.MaxScanAge, h.MetadataAt is not null),
            h.HasSecuritySource switch
            {
                true => new("security source", "configured"),
                false => new("security source", "missing: no update here proves nothing", Look: true),
                null => new("security source", "not known", Known: false),
            },
            new("system", h.Os is { } os ? $"{os.Name} {os.Version}, {h.Architecture}" : "not known", Known: h.Os is not null),
            new("kernel", h.Kernel ?? "not known", Known: h.Kernel is not null),
            new("up", h.UptimeSeconds is { } up ? Ages.Short(Duration.FromSeconds(up)) : "not known", Known: h.UptimeSeconds is not null),
            new("machine-id", h.MachineId ?? "not known", Known: h.MachineId is not null),
            new("boot", h.BootId ?? "not known", Known: h.BootId is not null),
        ];
        facts.AddRange(h.Unread.Select(u => new HostFact("not read", u, Look: true)));
        // A list keeps its order among what is to be looked at and what is not.
        return [.. facts.OrderByDescending(f => f.Look)];
    }

    private static IEnumerable<HostFact> Reboot(HostDetail h) => h.RebootStatus switch
    {
        RebootStatus.Required => [new HostFact("reboot", h.RebootPackages.Count > 0 ? $"owed, by {string.Join(", ", h.RebootPackages)}" : "owed", Look: true)],
        RebootStatus.None => [new HostFact("reboot", "none owed")],
        _ => [new HostFact("reboot", "not known", Known: false)],
    };

    private static HostFact Room(FileSystemUse use)
    {
        long free = use.SizeBytes == 0 ? 0 : use.FreeBytes * 100 / use.SizeBytes;
        return new HostFact($"disk {use.MountPoint}", $"{Size(use.FreeBytes)} free of {Size(use.SizeBytes)}, {100 - free}% used", free < LittleRoom);
    }

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes / (double)(1L << 30):0.0} GiB" : $"{bytes / (double)(1L << 20):0} MiB";
}
