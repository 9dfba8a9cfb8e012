using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using NodaTime;

namespace Cockpit.Scanner.Apt;

/// <summary>Reads what apt.sh answered: Debian, Ubuntu and their like. Pure.</summary>
internal static class AptFamily
{
    /// <exception cref="CockpitException">SCAN_UNREADABLE.</exception>
    public static FamilyReading Read(HostAnswer host)
    {
        var sections = host.Sections;
        var packages = DpkgPackages.Parse(host.Good("packages", "dpkg-query").Lines);
        if (packages.Count == 0)
        {
            throw Sections.Unreadable("dpkg knows no package");
        }

        var sources = new AptSources(host.Good("sources", "apt-cache policy").Lines);
        return new FamilyReading(
            OsFamily: "debian",
            OsVersion: OsVersion(host.Os, sections["debian-version"].First),
            Architecture: host.Word("architecture", "the architecture"),
            Packages: packages,
            Updates: PendingUpdates.Of(host, sources, packages),
            MetadataAt: MetadataAt(host),
            HasSecuritySource: sources.AnySecurity,
            RebootRequired: sections["reboot"].First == "required",
            RebootPackages: [.. sections["reboot"].Lines.Skip(1).Select(Clean.Text).Where(Clean.IsWord).Distinct().Order(StringComparer.Ordinal)],
            Facts: SystemFacts.Unknown);
    }

    /// <summary>Debian's VERSION_ID says "12", its debian_version "12.11"; a testing system has a name there, which says less.</summary>
    private static string OsVersion(OsRelease os, string debianVersion)
    {
        var full = Clean.Text(debianVersion);
        return os.Id == "debian" && full.Length > 0 && char.IsAsciiDigit(full[0]) && full.StartsWith(os.VersionId, StringComparison.Ordinal) ? full : os.VersionId;
    }

    private static Instant? MetadataAt(HostAnswer host)
    {
        var section = host.Sections["lists"];
        if (section.ExitCode != 0)
        {
            host.Unread.Add("age of package lists: /var/lib/apt/lists cannot be read");
            return null;
        }

        return host.Clock.Ours(section.Lines.Select(l => long.TryParse(l.Split(' ')[0], out var at) ? at : 0).DefaultIfEmpty(0).Max());
    }
}
