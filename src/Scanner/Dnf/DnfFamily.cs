using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;

namespace Cockpit.Scanner.Dnf;

/// <summary>Reads what dnf.sh answered: RHEL, Alma, Rocky, Fedora, Oracle, Amazon, by dnf 4, dnf 5 or yum 3. Pure.</summary>
internal static class DnfFamily
{
    /// <summary>Files that are named; more would hide the sentence.</summary>
    private const int FilesShown = 3;

    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE.</exception>
    public static FamilyReading Read(HostAnswer host)
    {
        var sections = host.Sections;
        if (sections["tool"].ExitCode != 0) throw Sections.Unreadable("root cannot ask as nobody there, for setpriv is missing, and dnf as root would write");
        var tool = sections["tool"].First.Split(' ')[0] == "yum" ? "yum" : "dnf";
        var installOnly = sections["installonly"].Lines.Where(l => l.StartsWith("P\t", StringComparison.Ordinal)).Select(l => l[2..]).ToHashSet(StringComparer.Ordinal);
        var holder = LockHolder.Of(host);
        var packages = RpmPackages.Parse(sections["packages"], installOnly, holder.Length > 0);
        if (holder.Length > 0) host.Unread.Add($"what is installed: {holder} may be changing it");
        var repositories = RepositoryFiles.Parse(sections["repositories"].Lines);
        var holds = new DnfHolds(sections["versionlock"].Lines, repositories.Excludes);
        var metadata = RepositoryMetadata.Parse(sections["metadata"].Lines);
        var silent = metadata.Silent(repositories);

        if (packages.Problems.FirstOrDefault(p => p.StartsWith("rpm says", StringComparison.Ordinal)) is { } damaged) host.Unread.Add($"all packages: {damaged}");
        if (repositories.Unreadable.Count > 0)
        {
            host.Unread.Add($"repositories: {string.Join(", ", repositories.Unreadable.Take(FilesShown))} cannot be read without root, so neither can {tool}");
        }

        var updates = DnfUpdates.Of(host, tool, packages, holds);
        if (updates is not null && silent.Count > 0) host.Unread.Add($"updates of {string.Join(", ", silent)}: their metadata is missing or old");
        var reboot = Reboot(host, packages);
        return new FamilyReading(
            OsFamily: OsFamilies.RedHat,
            OsVersion: OsVersion(host.Os, sections["redhat-release"].First),
            Architecture: host.Word("architecture", "the architecture"),
            Packages: packages.Installed(holds.Match),
            Updates: updates ?? [],
            MetadataAt: updates is null ? null : metadata.OldestOf(repositories, host.Clock),
            HasSecuritySource: repositories.Enabled.Any(r => metadata.HasAdvisories(r.Id)),
            RebootRequired: reboot.Reasons.Count > 0,
            RebootPackages: reboot.Packages,
            Facts: SystemFacts.Unknown with
            {
                InstalledKernel = RebootCheck.InstalledKernel(packages, sections["kernel"].First),
                RebootReasons = reboot.Reasons,
                ForeignUpdaters = Updaters(host),
                DatabaseProblems = packages.Problems,
                LockHolder = holder,
                SilentRepositories = silent,
                Repositories = metadata.Of(repositories, host.Clock),
                Proxy = repositories.Proxy,
                Mirrors = repositories.Mirrors,
                LastUpdateAt = host.Clock.Ours(packages.All.Max(p => p.InstalledAt)),
            })
        {
            PackagesChangedAt = packages.ChangedNoLaterThan(sections["changed"].Lines),
        };
    }

    /// <summary>dnf-automatic and yum-cron install where they are told so; the timer that has "install" in its name does in any case.</summary>
    private static IReadOnlyList<ForeignUpdater> Updaters(HostAnswer host)
    {
        var applies = host.Sections.Find("automatic")?.Lines.Any(l => l is "yes" or "Yes" or "true" or "True" or "1") == true;
        return [.. applies
            ? SystemdTimers.Updaters(host, ("dnf-automatic.timer", "dnf-automatic"), ("dnf-automatic-install.timer", "dnf-automatic"), ("dnf5-automatic.timer", "dnf5-automatic"), ("yum-cron.service", "yum-cron"))
            : SystemdTimers.Updaters(host, ("dnf-automatic-install.timer", "dnf-automatic"))];
    }

    /// <summary>VERSION_ID says "7" or "9", the release file "7.9.2009" or "9".</summary>
    private static string OsVersion(OsRelease os, string release)
    {
        var words = release.Split(' ');
        var at = Array.IndexOf(words, "release");
        var full = at >= 0 && at + 1 < words.Length ? Clean.Text(words[at + 1]) : "";
        return full.StartsWith(os.VersionId + ".", StringComparison.Ordinal) && Clean.IsWord(full) ? full : os.VersionId;
    }

    private static (IReadOnlyList<string> Packages, IReadOnlyList<string> Reasons) Reboot(HostAnswer host, RpmPackages packages)
    {
        // The tool's exit code says nothing by itself: 1 is "reboot", and what a missing plugin ends with too.
        var lines = host.Sections["restart"].Lines;
        var asked = lines.Any(l => l.StartsWith("Reboot is required", StringComparison.Ordinal) || l.StartsWith("Core libraries or services have been updated", StringComparison.Ordinal));
        var named = asked ? lines.Where(l => l.StartsWith("  * ", StringComparison.Ordinal)).Select(l => l[4..].Trim().Split(' ')[0]).Where(Clean.IsWord) : [];
        return RebootCheck.Of(host, packages, [.. named], asked ? "needs-restarting asks for a reboot" : null);
    }
}
