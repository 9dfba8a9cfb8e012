using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;
using NodaTime;

namespace Cockpit.Scanner.Pacman;

/// <summary>Reads what pacman.sh answered: Arch and its like. Pure.</summary>
internal static class PacmanFamily
{
    /// <summary>Packages that only a reboot puts into effect.</summary>
    private static readonly HashSet<string> Core = new(StringComparer.Ordinal) { "linux", "linux-lts", "linux-zen", "linux-hardened", "linux-firmware", "glibc", "systemd", "dbus", "dbus-broker" };

    /// <summary>Problems of the database that are kept; more would hide the first.</summary>
    private const int ProblemsKept = 10;

    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE.</exception>
    public static FamilyReading Read(HostAnswer host)
    {
        var sections = host.Sections;
        var ignored = sections["ignored"].Lines.Select(Clean.Text).Where(t => t.Length > 0).ToList();
        var (packages, installedAt) = Packages(host.Good("packages", "reading pacman's database"), ignored);
        var repositories = Repositories(sections["repositories"], out var metadata, out var silent);
        var updates = Updates(host, packages, metadata.Count > 0);
        if (metadata.Count > 0 && silent.Count > 0) host.Unread.Add($"updates of {string.Join(", ", silent)}: there is no list of it");

        // The distribution publishes no class with its packages.
        if (updates is { Count: > 0 }) host.Unread.Add("which updates are security updates: pacman's lists do not say");
        List<string> reboot = [.. installedAt.Where(p => Core.Contains(p.Key) && p.Value >= host.BootedAt).Select(p => p.Key).Order(StringComparer.Ordinal)];
        var (holder, problems) = Lock(sections["lock-files"], LockHolder.Of(host), sections["health"]);
        return new FamilyReading(
            OsFamily: OsFamilies.Arch,
            OsVersion: host.Os.VersionId.Length > 0 ? host.Os.VersionId : "rolling",
            Architecture: host.Word("architecture", "the architecture"),
            Packages: packages,
            Updates: updates ?? [],

            // pacman keeps the server's time as a list's own, so what counts is when it was put there; an unchanged one is not put anew, so the newest counts.
            MetadataAt: updates is null ? null : host.Clock.Ours(metadata.Values.DefaultIfEmpty(0).Max()),
            HasSecuritySource: false,
            RebootRequired: reboot.Count > 0,
            RebootPackages: reboot,
            Facts: SystemFacts.Unknown with
            {
                RebootReasons = reboot.Count > 0 ? [$"installed since the boot: {string.Join(", ", reboot)}"] : [],
                DatabaseProblems = problems,
                LockHolder = holder,
                SilentRepositories = silent,
                Mirrors = repositories,
                LastUpdateAt = host.Clock.Ours(installedAt.Values.Max()),
            })
        {
            PackagesChangedAt = long.TryParse(sections["changed"].First, out var changed) ? Math.Max(changed, installedAt.Values.Max()) : null,
        };
    }

    /// <summary>"P, name, version, architecture, base, time of installation", with tabs.</summary>
    private static (IReadOnlyList<InstalledPackage> Packages, IReadOnlyDictionary<string, long> InstalledAt) Packages(Section section, List<string> ignored)
    {
        var packages = new List<InstalledPackage>();
        var installed = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in section.Lines)
        {
            var fields = line.Split('\t');
            if (fields.Length != 6 || fields[0] != "P" || !fields[1..5].All(Clean.IsWord) || !long.TryParse(fields[5], out var at))
            {
                throw Sections.Unreadable($"the package database has a damaged entry \"{Clean.Text(line)}\"");
            }

            installed[fields[1]] = at;
            packages.Add(new InstalledPackage(fields[1], fields[3], fields[2], fields[4], fields[2], ignored.Exists(i => Glob.Matches(i, fields[1])), Sound: true));
        }

        return packages.Count > 0 ? (packages, installed) : throw Sections.Unreadable("pacman knows no package");
    }

    /// <summary>"core https://mirror/...", "@core 1790000000" for a list that is there, "!core" for one that is not.</summary>
    private static IReadOnlyList<string> Repositories(Section section, out Dictionary<string, long> metadata, out IReadOnlyList<string> silent)
    {
        metadata = new(StringComparer.Ordinal);
        var (mirrors, missing) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var line in section.Lines)
        {
            var words = line.Split(' ', 2);
            if (words[0].StartsWith('!') && words[0].Length > 1) missing.Add(Clean.Text(words[0][1..]));
            else if (words[0].StartsWith('@') && words.Length == 2 && long.TryParse(words[1], out var at)) metadata[words[0][1..]] = at;
            else if (words.Length == 2 && RepositoryFiles.HostOf(Clean.Text(words[1])) is { } mirror) mirrors.Add(mirror);
        }

        silent = missing;
        return [.. mirrors];
    }

    private static List<PendingUpdate>? Updates(HostAnswer host, IReadOnlyList<InstalledPackage> packages, bool fetched)
    {
        var section = host.Sections["upgrades"];
        var error = section.Lines.FirstOrDefault(l => l.StartsWith("error: ", StringComparison.Ordinal));
        if (!fetched || error is not null || section.ExitCode is not (0 or 1))
        {
            host.Unread.Add(!fetched ? "updates: package lists were never fetched" : $"updates: pacman -Qu ended with {section.ExitCode}{(error is null ? "" : ": " + Clean.Text(error))}");
            return null;
        }

        var sources = new Dictionary<(string, string), string>();
        foreach (var words in host.Sections["sources"].Lines.Select(l => l.Split(' ')).Where(w => w.Length == 3)) sources.TryAdd((words[1], words[2]), Clean.Text(words[0]));
        var updates = new List<PendingUpdate>();
        foreach (var line in section.Lines.Where(l => l.Length > 0 && !l.StartsWith("warning: ", StringComparison.Ordinal)))
        {
            // "openssl 3.3.1-1 -> 3.3.2-1", and "[ignored]" for one that pacman leaves.
            if (line.Split(' ') is not [var name, var from, "->", var to, .. var rest] || !Clean.IsWord(name) || !Clean.IsWord(from) || !Clean.IsWord(to))
            {
                throw Sections.Unreadable($"\"{Clean.Text(line)}\" is no line of pacman -Qu");
            }

            updates.Add(new PendingUpdate(
                name, packages.FirstOrDefault(p => p.Name == name)?.Architecture ?? "", from, to, UpdateClass.Other, null, sources.GetValueOrDefault((name, to), ""),
                Held: rest is ["[ignored]"]));
        }

        return updates;
    }

    private static (string Holder, IReadOnlyList<string> Problems) Lock(Section section, string holder, Section health)
    {
        var problems = new List<string>();
        if (section.First == "locked" && holder.Length == 0) problems.Add("/var/lib/pacman/db.lck was left behind: nobody holds it, and pacman refuses to work");
        if (health.ExitCode != 0) problems.AddRange(health.Lines.Where(l => l.StartsWith("error: ", StringComparison.Ordinal)).Take(ProblemsKept).Select(l => Clean.Text(l["error: ".Length..])));
        return (holder, problems);
    }
}
