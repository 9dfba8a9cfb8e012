using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;

namespace Cockpit.Scanner.Dnf;

/// <summary>Joins every newer version that the repositories have with what dnf would install, and with the advisories. Pure.</summary>
internal static class DnfUpdates
{
    /// <summary>check-update(8): there are updates.</summary>
    private const int HasUpdates = 100;

    /// <summary>A version that a repository has.</summary>
    private sealed record Offer(string Name, string Architecture, string Version, string Repository);

    /// <summary>Null when the package manager does not know; then it stands in the answer's unread list.</summary>
    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE: it says that there are updates and names none.</exception>
    public static IReadOnlyList<PendingUpdate>? Of(HostAnswer host, string tool, RpmPackages packages, DnfHolds holds)
    {
        var check = host.Sections["check"];
        if (check.ExitCode is not (0 or HasUpdates))
        {
            host.Unread.Add($"updates: {tool} check-update ended with {check.ExitCode}: {Complaint(check)}");
            return null;
        }

        var wouldInstall = Check(check.Lines);
        if (check.ExitCode == HasUpdates && wouldInstall.Count == 0) throw Sections.Unreadable($"{tool} says that there are updates and names none");

        var all = host.Sections["upgrades"];
        if (all.ExitCode != 0) host.Unread.Add($"updates on hold: {tool} repoquery ended with {all.ExitCode}: {Complaint(all)}");
        var offers = wouldInstall.Concat(all.Lines.Select(Upgrade).OfType<Offer>()).ToLookup(o => (o.Name, o.Architecture));
        var advisories = Advisories(host, "advisories", tool, offers.Count > 0);
        var cves = Advisories(host, "cves", tool, offers.Count > 0);
        var updates = new List<PendingUpdate>();
        foreach (var offered in offers.OrderBy(o => o.Key.Name, StringComparer.Ordinal).ThenBy(o => o.Key.Architecture, StringComparer.Ordinal))
        {
            if (packages.Newest(offered.Key.Name, offered.Key.Architecture) is not { } installed) continue;
            var chosen = wouldInstall.Find(o => (o.Name, o.Architecture) == offered.Key);
            var to = chosen ?? offered.MaxBy(o => o.Version, RpmVersion.Order)!;
            if (!RpmVersion.IsNewer(to.Version, installed.Version)) continue;

            bool Fixes(DnfAdvisory a) => (a.Package.Name, a.Package.Architecture) == offered.Key
                && RpmVersion.IsNewer(a.Package.Version, installed.Version) && !RpmVersion.IsNewer(a.Package.Version, to.Version);
            var fixing = advisories.Where(Fixes).ToList();
            var security = fixing.Where(a => a.Security).Concat(cves.Where(c => IsCve(c) && Fixes(c))).ToList();
            var newestFix = security.Select(a => a.Package.Version).Max(RpmVersion.Order);
            var held = chosen is null && holds.Match(installed);
            updates.Add(new PendingUpdate(
                to.Name, to.Architecture, installed.Version, to.Version,
                security.Count > 0 ? UpdateClass.Security : UpdateClass.Other,
                newestFix is null || RpmVersion.Compare(newestFix, to.Version) == 0 ? null : newestFix,
                to.Repository, held, Phased: false, KeptBack: chosen is null && !held)
            {
                Severity = Severities.Worst(security.Select(a => a.Severity)),
                Advisories = [.. fixing.Select(a => a.Id).Where(id => !IsCve(id)).Distinct().Order(StringComparer.Ordinal)],
                Cves = [.. cves.Where(c => IsCve(c) && Fixes(c)).Select(c => c.Id).Distinct().Order(StringComparer.Ordinal)],
            });
        }

        return updates;
    }

    private static bool IsCve(DnfAdvisory a) => IsCve(a.Id);

    private static bool IsCve(string id) => id.StartsWith("CVE-", StringComparison.Ordinal);

    /// <summary>Without them an update's class is not known, and that is said.</summary>
    private static IReadOnlyList<DnfAdvisory> Advisories(HostAnswer host, string name, string tool, bool needed)
    {
        if (host.Sections.Find(name) is not { } section) throw Sections.Unreadable($"it has no section {name}");
        if (section.ExitCode == 0) return DnfAdvisories.Parse(section.Lines);
        if (needed) host.Unread.Add($"{(name == "cves" ? "CVEs of updates" : "which updates are security updates")}: {tool} ended with {section.ExitCode}: {Complaint(section)}");
        return [];
    }

    /// <summary>"U, name, epoch, version, release, architecture, repository", with tabs.</summary>
    private static Offer? Upgrade(string line)
    {
        if (!line.StartsWith("U\t", StringComparison.Ordinal)) return null;
        var fields = line.Split('\t');
        return fields.Length == 7 && fields[1..].All(Clean.IsWord)
            ? new Offer(fields[1], fields[5], RpmPackages.Evr(fields[2], fields[3], fields[4]), fields[6])
            : throw Sections.Unreadable($"\"{Clean.Text(line)}\" is no line of repoquery");
    }

    /// <summary>
    /// "name.architecture  [epoch:]version-release  repository", which yum breaks into two or three lines where it is long. What replaces obsolete
    /// packages stands below a line of its own and is no update of an installed one.
    /// </summary>
    private static List<Offer> Check(IEnumerable<string> lines)
    {
        var found = new List<Offer>();
        var words = new List<string>();
        foreach (var line in lines)
        {
            if (line.StartsWith("Obsoleting ", StringComparison.Ordinal)) break;
            if (line.Length == 0 || line[0] != ' ') words.Clear();
            words.AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            if (words.Count != 3) continue;
            var dot = words[0].LastIndexOf('.');
            if (dot > 0 && dot < words[0].Length - 1 && words.TrueForAll(Clean.IsWord) && words[1].IndexOf('-') > 0 && words[1].Any(char.IsAsciiDigit))
            {
                var version = words[1].StartsWith("0:", StringComparison.Ordinal) ? words[1][2..] : words[1];
                found.Add(new Offer(words[0][..dot], words[0][(dot + 1)..], version, words[2]));
            }

            words.Clear();
        }

        return found;
    }

    private static string Complaint(Section section) =>
        Clean.Text((section.Lines.FirstOrDefault(l => l.StartsWith("Error", StringComparison.OrdinalIgnoreCase)) ?? section.Lines.LastOrDefault(l => l.Length > 0) ?? "it gave no reason").Trim());
}
