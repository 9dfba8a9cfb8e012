using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Scanner.Apt;

/// <summary>Makes an <see cref="Inventory"/> of what inventory.sh answered. Pure.</summary>
public static class AptInventory
{
    /// <summary>A clock off by no more is taken as right, so that two scans of the same state say the same.</summary>
    private static readonly Duration ClockTolerance = Duration.FromSeconds(5);

    /// <param name="asked">When the script was sent, by our clock.</param>
    /// <param name="answered">When its answer was there. The host told its own time in between; if that lies outside, its clock is wrong by
    /// as much, and so are the times of its files.</param>
    /// <exception cref="CockpitException">UNSUPPORTED_OS; SCAN_UNREADABLE for an answer that is cut off, out of order or lacks what must be there.</exception>
    public static Inventory Parse(byte[] answer, string nonce, Instant asked, Instant answered)
    {
        var sections = Sections.Read(answer, nonce);
        var os = new OsRelease(sections["os-release"].Lines);
        if (!os.IsDebianLike)
        {
            throw new CockpitException(RemoteErrors.UnsupportedOs.Because($"It runs {os.PrettyName}."));
        }

        if (sections.Find("packages") is not { } packageLines)
        {
            throw new CockpitException(RemoteErrors.UnsupportedOs.Because($"It runs {os.PrettyName} without dpkg and apt."));
        }

        var unread = new List<string>();
        var packages = DpkgPackages.Parse(Good(packageLines, "dpkg-query").Lines);
        if (packages.Count == 0)
        {
            throw Sections.Unreadable("dpkg knows no package");
        }

        var sources = new AptSources(Good(sections["sources"], "apt-cache policy").Lines);
        return new Inventory(
            OsFamily: "debian",
            OsName: os.Id,
            OsVersion: OsVersion(os, sections["debian-version"].First),
            OsCodename: os.Codename,
            Architecture: Word(sections["architecture"], "the architecture"),
            Kernel: Word(sections["kernel"], "the kernel's release"),
            MachineId: MachineId(sections["machine-id"], unread),
            BootId: BootId(sections["boot-id"], unread),
            Uptime: Uptime(sections["uptime"], unread),
            MetadataAt: MetadataAt(sections, asked, answered, unread),
            HasSecuritySource: sources.AnySecurity,
            RebootRequired: sections["reboot"].First == "required",
            RebootPackages: [.. sections["reboot"].Lines.Skip(1).Select(Clean.Text).Where(Clean.IsWord).Distinct().Order(StringComparer.Ordinal)],
            Packages: packages,
            Updates: PendingUpdates.Of(sections, sources, packages, unread),
            FileSystems: Disks(sections["disks"], unread),
            Unread: unread);
    }

    /// <summary>A section whose command must have succeeded.</summary>
    internal static Section Good(Section section, string command) => section.ExitCode == 0
        ? section
        : throw Sections.Unreadable($"{command} ended with {section.ExitCode}: {Clean.Text(section.Complaint)}");

    /// <summary>Debian's VERSION_ID says "12", its debian_version "12.11"; a testing system has a name there, which says less.</summary>
    private static string OsVersion(OsRelease os, string debianVersion)
    {
        var full = Clean.Text(debianVersion);
        return os.Id == "debian" && full.Length > 0 && char.IsAsciiDigit(full[0]) && full.StartsWith(os.VersionId, StringComparison.Ordinal) ? full : os.VersionId;
    }

    private static string Word(Section section, string what) =>
        Clean.IsWord(section.First) ? section.First : throw Sections.Unreadable($"{what} is missing");

    private static string? MachineId(Section section, List<string> unread)
    {
        var id = section.First.Trim();
        if (id.Length == 32 && id.All(char.IsAsciiHexDigitLower))
        {
            return id;
        }

        unread.Add(section.ExitCode == 0 ? "machine-id: /etc/machine-id holds none" : "machine-id: /etc/machine-id cannot be read");
        return null;
    }

    private static string BootId(Section section, List<string> unread)
    {
        if (Guid.TryParseExact(section.First.Trim(), "D", out _))
        {
            return section.First.Trim();
        }

        unread.Add("boot id: /proc/sys/kernel/random/boot_id cannot be read");
        return "";
    }

    private static Duration Uptime(Section section, List<string> unread)
    {
        if (double.TryParse(section.First.Split(' ')[0], System.Globalization.NumberStyles.AllowDecimalPoint, null, out var seconds) && seconds < 1e10)
        {
            return Duration.FromSeconds((long)seconds);
        }

        unread.Add("uptime: /proc/uptime cannot be read");
        return Duration.Zero;
    }

    private static Instant? MetadataAt(Sections sections, Instant asked, Instant answered, List<string> unread)
    {
        var section = sections["lists"];
        if (section.ExitCode != 0)
        {
            unread.Add("age of package lists: /var/lib/apt/lists cannot be read");
            return null;
        }

        var newest = section.Lines.Select(l => long.TryParse(l.Split(' ')[0], out var at) ? at : 0).DefaultIfEmpty(0).Max();
        if (newest <= 0 || !long.TryParse(sections["clock"].First, out var hostClock) || newest > uint.MaxValue || hostClock is < 0 or > uint.MaxValue)
        {
            return null;
        }

        var host = Instant.FromUnixTimeSeconds(hostClock);
        var skew = host < asked - ClockTolerance ? host - asked : host > answered + ClockTolerance ? host - answered : Duration.Zero;
        return Instant.FromUnixTimeSeconds(newest) - Duration.FromSeconds((long)skew.TotalSeconds);
    }

    private static IReadOnlyList<FileSystemUse> Disks(Section section, List<string> unread)
    {
        var disks = DiskFree.Parse(section.Lines);
        if (disks.Count == 0)
        {
            unread.Add("disk space: df printed nothing");
        }

        return disks;
    }
}
