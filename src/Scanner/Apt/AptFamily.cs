using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;

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

        var sources = new AptSources(host.Good("sources", "apt-cache policy").Lines, host.Os.BaseCodename);
        var repositories = AptRepositories.Read(host, sources);
        var changed = new DpkgChanges(sections["changed"].Lines);
        var config = new AptConfig(sections["config"].Lines);
        var reboot = sections["reboot"];
        var rebootPackages = reboot.Lines.Skip(1).Select(Clean.Text).Where(Clean.IsWord).Distinct().Order(StringComparer.Ordinal).ToList();
        return new FamilyReading(
            OsFamily: "debian",
            OsVersion: OsVersion(host.Os, sections["debian-version"].First),
            Architecture: host.Word("architecture", "the architecture"),
            Packages: packages,
            Updates: PendingUpdates.Of(host, sources, packages),
            MetadataAt: repositories.MetadataAt,
            HasSecuritySource: sources.AnySecurity,
            RebootRequired: reboot.First == "required",
            RebootPackages: rebootPackages,
            Facts: new SystemFacts
            {
                RebootReasons = reboot.First != "required" ? [] : [rebootPackages.Count == 0 ? "reboot-required" : $"reboot-required by {string.Join(", ", rebootPackages)}"],
                ForeignUpdaters = Updaters(host, config, packages),
                DatabaseProblems = DpkgAudit.Problems(sections["audit"], packages),
                Repositories = repositories.All,
                SilentRepositories = repositories.Silent,
                Subscription = UbuntuPro.Read(host, sources),
                Proxy = config.Proxy,
                Mirrors = repositories.Mirrors,
                LastUpdateAt = changed.LastAt(host.Clock),
                LockHolder = Locks.Holder(sections["locks"].Lines),
            })
        {
            PackagesChangedAt = changed.NoLaterThan,
        };
    }

    /// <summary>Debian's VERSION_ID says "12", its debian_version "12.11"; a testing system has a name there, which says less.</summary>
    private static string OsVersion(OsRelease os, string debianVersion)
    {
        var full = Clean.Text(debianVersion);
        return os.Id == "debian" && full.Length > 0 && char.IsAsciiDigit(full[0]) && full.StartsWith(os.VersionId, StringComparison.Ordinal) ? full : os.VersionId;
    }

    /// <summary>apt's own timer upgrades where unattended-upgrades is installed and switched on. Without systemd, cron.daily runs the same.</summary>
    private static List<ForeignUpdater> Updaters(HostAnswer host, AptConfig config, IReadOnlyList<InstalledPackage> packages)
    {
        const string Timer = "apt-daily-upgrade.timer";
        if (!config.Unattended || !packages.Any(p => p.Name == "unattended-upgrades"))
        {
            return [];
        }

        var active = SystemdTimers.Active(host);
        return host.Sections.Find("timers") is null ? [new ForeignUpdater("unattended-upgrades", null)]
            : active.TryGetValue(Timer, out var next) ? [new ForeignUpdater("unattended-upgrades", next)]
            : [];
    }
}
