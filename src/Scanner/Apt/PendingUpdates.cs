using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>Joins what apt lists as upgradable with every version it knows and with what a plain upgrade would do. Pure.</summary>
internal static class PendingUpdates
{
    public static IReadOnlyList<PendingUpdate> Of(HostAnswer host, AptSources sources, IReadOnlyList<InstalledPackage> installed)
    {
        var upgradable = Upgradable(host.Good("upgradable", "apt list --upgradable"));
        if (upgradable.Count == 0)
        {
            return [];
        }

        var known = AptVersions.Parse(host.Good("versions", "apt-cache policy").Lines, sources).ToDictionary(p => p.Name, StringComparer.Ordinal);
        var simulation = Simulation(host.Sections["simulation"], host.Unread);
        var held = installed.Where(p => p.Held).ToList();
        var updates = new List<PendingUpdate>();
        foreach (var (name, architecture) in upgradable)
        {
            var package = known.GetValueOrDefault($"{name}:{architecture}") ?? known.GetValueOrDefault(name)
                ?? throw Sections.Unreadable($"apt lists {name} as upgradable and does not know its versions");
            if (package.Installed is not { } from || package.Candidate is not { } to || !DebianVersion.IsNewer(to, from))
            {
                throw Sections.Unreadable($"apt lists {name} as upgradable and has no newer version of it");
            }

            updates.Add(Update(package, architecture, name, from, to, held.Exists(p => p.Name == name && SameArchitecture(p.Architecture, architecture)), simulation));
        }

        return updates;
    }

    private static PendingUpdate Update(AptPackage package, string architecture, string name, string from, string to, bool held, AptSimulation? simulation)
    {
        var candidate = package.Versions.FirstOrDefault(v => v.Version == to);

        // Security if any version above the installed one is a security version, for the candidate, even from -updates, holds its fix too.
        var security = package.Versions
            .Where(v => v.Sources.Any(s => s.IsSecurity) && DebianVersion.IsNewer(v.Version, from))
            .Select(v => v.Version)
            .Max(DebianVersion.Order);
        var source = candidate?.Sources.FirstOrDefault(s => s.IsSecurity) ?? (candidate is { Sources.Count: > 0 } ? candidate.Sources[0] : null);
        var left = simulation is not null && !held && !simulation.Changes.Any(c => c.Name == package.Name);
        var phased = left && (simulation!.Deferred.Contains(package.Name) || candidate?.Phased == true);
        return new PendingUpdate(
            name, architecture, from, to,
            security is null ? UpdateClass.Other : UpdateClass.Security,
            security == to ? null : security,
            source?.ToString() ?? "",
            held,
            Phased: phased,
            KeptBack: left && !phased);
    }

    /// <summary>A package may become "all" or cease to be with its next version.</summary>
    private static bool SameArchitecture(string installed, string next) => installed == next || installed == "all" || next == "all";

    /// <summary>"openssl/oldstable-security 3.0.22-1 amd64 [upgradable from: 3.0.19-1]".</summary>
    private static List<(string Name, string Architecture)> Upgradable(Section section)
    {
        var found = new List<(string, string)>();
        foreach (var line in section.Lines.Where(l => l.Contains(" [upgradable from: ", StringComparison.Ordinal)))
        {
            var words = line.Split(' ');
            var slash = words[0].IndexOf('/');
            if (slash <= 0 || words.Length < 4 || !Clean.IsWord(words[0]) || !Clean.IsWord(words[2]))
            {
                throw Sections.Unreadable($"\"{Clean.Text(line)}\" is no line of apt list");
            }

            found.Add((words[0][..slash], words[2]));
        }

        return found;
    }

    /// <summary>Without it every update is known all the same; only which of them a plain upgrade would leave is not.</summary>
    private static AptSimulation? Simulation(Section section, List<string> unread)
    {
        if (section.ExitCode == 0)
        {
            return AptSimulation.Parse(section.Lines);
        }

        unread.Add($"what apt would keep back: apt-get -s upgrade ended with {section.ExitCode}: {Clean.Text(section.Complaint)}");
        return null;
    }
}
