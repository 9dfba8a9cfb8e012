using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Apk;
using Cockpit.Scanner.Apt;
using Cockpit.Scanner.Dnf;
using Cockpit.Scanner.Pacman;
using Cockpit.Scanner.Zypper;
using NodaTime;

namespace Cockpit.Scanner.Linux;

/// <summary>Makes an <see cref="Inventory"/> of what the script answered. Pure.</summary>
public static class LinuxInventory
{
    /// <param name="asked">When the script was sent, by our clock.</param>
    /// <param name="answered">When its answer was there.</param>
    /// <exception cref="CockpitException">UNSUPPORTED_OS; SCAN_UNREADABLE for an answer that is cut off, out of order or lacks what must be there.</exception>
    public static Inventory Parse(byte[] answer, string nonce, Instant asked, Instant answered)
    {
        var sections = Sections.Read(answer, nonce);
        var os = new OsRelease(sections["os-release"].Lines);
        var clock = new HostClock(long.TryParse(sections["clock"].First, out var told) ? told : null, asked, answered);
        var host = new HostAnswer(sections, os, clock, answered, []);
        var family = Family(sections["family"].First, host);
        var kernel = host.Word("kernel", "the kernel's release");
        var facts = CommonFacts.Of(host, family, kernel, asked.InUtc().Date);
        return new Inventory(
            OsFamily: family.OsFamily,
            OsName: os.Id,
            OsVersion: family.OsVersion,
            OsCodename: os.Codename,
            Architecture: family.Architecture,
            Kernel: kernel,
            MachineId: MachineId(sections["machine-id"], host.Unread),
            BootId: BootId(sections["boot-id"], host.Unread),
            Uptime: Uptime(sections["uptime"], host.Unread),
            MetadataAt: family.MetadataAt,
            HasSecuritySource: family.HasSecuritySource,
            RebootRequired: family.RebootRequired || facts.RebootReasons is { Count: > 0 },
            RebootPackages: family.RebootPackages,
            Packages: family.Packages,
            Updates: family.Updates,
            FileSystems: Disks(sections["disks"], host.Unread),
            Unread: host.Unread)
        {
            Facts = facts,
        };
    }

    private static FamilyReading Family(string name, HostAnswer host) => name switch
    {
        "apt" when host.Os.IsDebianLike => AptFamily.Read(host),
        "dnf" => DnfFamily.Read(host),
        "zypper" => ZypperFamily.Read(host),
        "apk" => ApkFamily.Read(host),
        "pacman" => PacmanFamily.Read(host),
        "" => throw Unsupported(host.Os, " without a package manager that Cockpit knows"),
        _ => throw Unsupported(host.Os, ""),
    };

    private static CockpitException Unsupported(OsRelease os, string without) => new(RemoteErrors.UnsupportedOs.Because($"It runs {os.PrettyName}{without}."));

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
