using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;

namespace Cockpit.Scanner.Zypper;

/// <summary>Reads what zypper.sh answered: SUSE and openSUSE. Pure.</summary>
internal static class ZypperFamily
{
    /// <summary>zypper(8): ZYPPER_EXIT_INF_REBOOT_NEEDED.</summary>
    private const int RebootNeeded = 102;

    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE.</exception>
    public static FamilyReading Read(HostAnswer host)
    {
        var sections = host.Sections;
        if (sections["tool"].ExitCode != 0) throw Sections.Unreadable("root cannot ask as nobody there, for setpriv is missing, and zypper as root would write");
        var installOnly = sections["installonly"].Lines.Where(l => l.StartsWith("P\t", StringComparison.Ordinal)).Select(l => l[2..]).ToHashSet(StringComparer.Ordinal);
        var holder = LockHolder.Of(host);
        var packages = RpmPackages.Parse(sections["packages"], installOnly, holder.Length > 0);
        if (holder.Length > 0) host.Unread.Add($"what is installed: {holder} may be changing it");
        var repositories = RepositoryFiles.Parse(sections["repositories"].Lines);
        var metadata = RepositoryMetadata.Parse(sections["metadata"].Lines);
        var silent = metadata.Silent(repositories);
        var locks = new ZypperLocks(sections["holds"].Lines);

        if (packages.Problems.FirstOrDefault(p => p.StartsWith("rpm says", StringComparison.Ordinal)) is { } damaged) host.Unread.Add($"all packages: {damaged}");
        if (repositories.Unreadable.Count > 0) host.Unread.Add($"repositories: {string.Join(", ", repositories.Unreadable)} cannot be read without root, so neither can zypper");
        var updates = ZypperUpdates.Of(host, packages, locks, silent);
        if (updates is not null && silent.Count > 0) host.Unread.Add($"updates of {string.Join(", ", silent)}: their metadata is missing or old");
        var reboot = Reboot(host, packages);
        return new FamilyReading(
            OsFamily: OsFamilies.Suse,
            OsVersion: host.Os.VersionId,
            Architecture: host.Word("architecture", "the architecture"),
            Packages: packages.Installed(p => locks.Match(p.Name)),
            Updates: updates ?? [],
            MetadataAt: updates is null ? null : metadata.OldestOf(repositories, host.Clock),
            HasSecuritySource: repositories.Enabled.Any(r => metadata.HasAdvisories(r.Id)),
            RebootRequired: reboot.Reasons.Count > 0,
            RebootPackages: reboot.Packages,
            Facts: SystemFacts.Unknown with
            {
                InstalledKernel = RebootCheck.InstalledKernel(packages, sections["kernel"].First),
                RebootReasons = reboot.Reasons,
                ForeignUpdaters = [.. SystemdTimers.Updaters(host, ("transactional-update.timer", "transactional-update"))],
                DatabaseProblems = packages.Problems,
                LockHolder = holder,
                SilentRepositories = silent,
                Repositories = metadata.Of(repositories, host.Clock),
                Proxy = Secrets.Masked(Clean.Text(sections["proxy"].First)),
                Mirrors = repositories.Mirrors,
                LastUpdateAt = host.Clock.Ours(packages.All.Max(p => p.InstalledAt)),
            })
        {
            PackagesChangedAt = packages.ChangedNoLaterThan(sections["changed"].Lines),
        };
    }

    /// <summary>
    /// "needs-rebooting" knows packages that ask for a reboot, not patches that do: after such a patch it says no. So a patch that wants a reboot and is
    /// applied counts, when one of its packages was installed since the boot.
    /// </summary>
    private static (IReadOnlyList<string> Packages, IReadOnlyList<string> Reasons) Reboot(HostAnswer host, RpmPackages packages)
    {
        var restart = host.Sections["restart"];
        var asked = restart.ExitCode == RebootNeeded || restart.First == "needed";
        var named = new List<string>();
        if (host.Sections.Find("applied") is { ExitCode: 0, Lines.Count: > 0 } applied)
        {
            var since = packages.All.Where(p => p.InstalledAt >= host.BootedAt).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            named.AddRange(PatchFixes.Parse(ZypperXml.Parse(applied, "zypper info")).Select(f => f.Package).Where(since.Contains));
        }

        return RebootCheck.Of(host, packages, named, asked ? "zypper asks for a reboot" : null);
    }
}
