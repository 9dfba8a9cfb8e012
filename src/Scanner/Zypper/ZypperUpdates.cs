using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;

namespace Cockpit.Scanner.Zypper;

/// <summary>Joins every newer version with what zypper would install, and with the patches that it would carry out. Pure.</summary>
internal static class ZypperUpdates
{
    /// <summary>Null when zypper does not know; then it stands in the answer's unread list.</summary>
    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE.</exception>
    public static IReadOnlyList<PendingUpdate>? Of(HostAnswer host, RpmPackages packages, ZypperLocks locks, IReadOnlyList<string> silent)
    {
        if (host.Sections.Find("all") is not { } section)
        {
            host.Unread.Add(silent.Count > 0 ? $"updates: there is no metadata of {string.Join(", ", silent)}" : "updates: no repository is enabled");
            return null;
        }

        if (Read(host, section, "list-updates --all", "updates") is not { } all || Read(host, host.Sections["offered"], "list-updates", "updates") is not { } offered) return null;
        var patches = Read(host, host.Sections["patches"], "list-patches", "which updates are security updates");
        var fixes = patches is { Updates.Count: > 0 } ? Read(host, host.Sections["fixes"], "info", "which updates are security updates") : null;
        var fixing = (fixes is null ? [] : PatchFixes.Parse(fixes)).ToLookup(f => f.Package, StringComparer.Ordinal);
        var byName = (patches?.Updates ?? []).GroupBy(p => p["name"], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var plain = offered.Updates.Select(u => (u["name"], u["arch"])).ToHashSet();
        var updates = new List<PendingUpdate>();
        foreach (var u in all.Updates.Where(u => u["kind"] == "package").OrderBy(u => u["name"], StringComparer.Ordinal).ThenBy(u => u["arch"], StringComparer.Ordinal))
        {
            var (name, architecture, to) = (u["name"], u["arch"], u["edition"]);
            if (!Clean.IsWord(name) || !Clean.IsWord(architecture) || !Clean.IsWord(to)) throw Sections.Unreadable("zypper lists an update without a name or version");

            // Older ones do not say what is installed.
            var from = Clean.IsWord(u["edition-old"]) ? u["edition-old"] : packages.Newest(name, architecture)?.Version;
            if (from is null || !RpmVersion.IsNewer(to, from)) continue;
            var brings = fixing[name]
                .Where(f => (f.Architecture is null || f.Architecture == architecture) && RpmVersion.IsNewer(f.Version, from) && !RpmVersion.IsNewer(f.Version, to) && byName.ContainsKey(f.Patch))
                .Select(f => (f.Version, Patch: byName[f.Patch])).ToList();
            var security = brings.Where(b => b.Patch["category"] == "security").ToList();
            var newestFix = security.Select(b => b.Version).Max(RpmVersion.Order);
            var left = !plain.Contains((name, architecture));
            var held = left && locks.Match(name);
            updates.Add(new PendingUpdate(
                name, architecture, from, to,
                security.Count > 0 ? UpdateClass.Security : UpdateClass.Other,
                newestFix is null || RpmVersion.Compare(newestFix, to) == 0 ? null : newestFix,
                u.Repository, held, Phased: false, KeptBack: left && !held)
            {
                Severity = Severities.Worst(security.Select(b => b.Patch["severity"])),
                Advisories = [.. brings.Select(b => b.Patch["name"]).Distinct().Order(StringComparer.Ordinal)],
                Cves = [.. brings.SelectMany(b => b.Patch.Cves).Distinct().Order(StringComparer.Ordinal)],
            });
        }

        return updates;
    }

    /// <summary>Null, and said so, where zypper failed or left repositories out (ZYPPER_EXIT_INF_REPOS_SKIPPED, 106): its list would be too short.</summary>
    private static ZypperXml? Read(HostAnswer host, Section section, string command, string what)
    {
        if (section.ExitCode == 0) return ZypperXml.Parse(section, "zypper " + command);
        string? complaint;
        try
        {
            complaint = ZypperXml.Parse(section, "zypper " + command).Complaint;
        }
        catch (Core.Errors.CockpitException)
        {
            complaint = null;
        }

        host.Unread.Add($"{what}: zypper {command} ended with {section.ExitCode}{(complaint is null ? "" : ": " + complaint)}");
        return null;
    }
}
