using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;
using Cockpit.Scanner.Rpm;
using NodaTime;

namespace Cockpit.Scanner.Apk;

/// <summary>Reads what apk.sh answered: Alpine. Pure. Written after apk's manual and published output; never run against a real Alpine by its tests.</summary>
internal static class ApkFamily
{
    private const string From = "[upgradable from: ";

    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE.</exception>
    public static FamilyReading Read(HostAnswer host)
    {
        var sections = host.Sections;
        var pins = Pins(sections["world"].Lines);
        var packages = Packages(host.Good("packages", "reading apk's database"), pins);
        var fetched = Fetched(sections["metadata"]);
        var updates = Updates(host, fetched is not null);

        // Alpine publishes no class with its packages.
        if (updates is { Count: > 0 }) host.Unread.Add("which updates are security updates: apk's lists do not say");
        return new FamilyReading(
            OsFamily: OsFamilies.Alpine,
            OsVersion: host.Os.VersionId,
            Architecture: host.Word("architecture", "the architecture"),
            Packages: packages,
            Updates: updates ?? [],
            MetadataAt: updates is null || fetched is null ? null : host.Clock.Ours(fetched.Value),
            HasSecuritySource: false,
            RebootRequired: false,
            RebootPackages: [],
            Facts: SystemFacts.Unknown with
            {
                LockHolder = LockHolder.Of(host),
                Mirrors = [.. sections["repositories"].Lines.Select(l => RepositoryFiles.HostOf(Clean.Text(l.Split(' ')[^1]))).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
                LastUpdateAt = long.TryParse(sections["changed"].First, out var at) ? host.Clock.Ours(at) : null,
            })
        {
            PackagesChangedAt = long.TryParse(sections["changed"].First, out var changed) ? changed : null,
        };
    }

    /// <summary>"P, name, version, architecture, origin", with tabs.</summary>
    private static List<InstalledPackage> Packages(Section section, HashSet<string> pins)
    {
        var packages = new List<InstalledPackage>();
        foreach (var line in section.Lines)
        {
            var fields = line.Split('\t');
            if (fields.Length != 5 || fields[0] != "P" || !fields[1..].All(Clean.IsWord)) throw Sections.Unreadable($"the package database has a damaged entry \"{Clean.Text(line)}\"");
            packages.Add(new InstalledPackage(fields[1], fields[3], fields[2], fields[4], fields[2], pins.Contains(fields[1]), Sound: true));
        }

        return packages.Count > 0 ? packages : throw Sections.Unreadable("apk knows no package");
    }

    /// <summary>Names that /etc/apk/world ties to a version: "nginx=1.26.2-r0", "nginx&lt;1.27", "nginx~1.26" (apk-world(5)). A tag ("nginx@edge") ties none.</summary>
    private static HashSet<string> Pins(IEnumerable<string> lines)
    {
        var pins = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            var end = word.IndexOfAny(['=', '<', '~']);
            if (end > 0 && word[end - 1] != '>' && word[0] != '!') pins.Add(word[..end]);
        }

        return pins;
    }

    /// <summary>apk keeps the server's time as a list's own, and touches it when it was asked for and had not changed: the later of both of the oldest list.</summary>
    private static long? Fetched(Section section)
    {
        var times = section.Lines.Select(l => l.Split(' ')).Where(w => w.Length == 3 && long.TryParse(w[0], out _) && long.TryParse(w[1], out _))
            .Select(w => Math.Max(long.Parse(w[0], System.Globalization.CultureInfo.InvariantCulture), long.Parse(w[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        return times.Count > 0 ? times.Min() : null;
    }

    private static List<PendingUpdate>? Updates(HostAnswer host, bool fetched)
    {
        var section = host.Sections["upgrades"];
        var error = section.Lines.FirstOrDefault(l => l.StartsWith("ERROR: ", StringComparison.Ordinal));
        if (!fetched || error is not null || section.ExitCode != 0)
        {
            host.Unread.Add(!fetched ? "updates: package lists were never fetched" : $"updates: apk list ended with {section.ExitCode}{(error is null ? "" : ": " + Clean.Text(error))}");
            return null;
        }

        var simulation = host.Sections["simulation"];
        if (simulation.ExitCode != 0) host.Unread.Add($"what apk would leave: apk --simulate upgrade ended with {simulation.ExitCode}");
        var taken = simulation.Lines.Where(l => l.Contains(") Upgrading ", StringComparison.Ordinal)).Select(l => l.Split(") Upgrading ")[1].Split(' ')[0]).ToHashSet(StringComparer.Ordinal);
        var pins = Pins(host.Sections["world"].Lines);
        var updates = new List<PendingUpdate>();
        foreach (var line in section.Lines.Where(l => l.EndsWith(']') && l.Contains(From, StringComparison.Ordinal)))
        {
            // "busybox-1.36.1-r29 x86_64 {busybox} (GPL-2.0-only) [upgradable from: busybox-1.36.1-r28]"
            var words = line.Split(' ');
            var old = line[(line.LastIndexOf(From, StringComparison.Ordinal) + From.Length)..^1];
            if (words.Length < 5 || Split(words[0]) is not { } to || Split(old) is not { } from || from.Name != to.Name || !Clean.IsWord(words[1])) throw Sections.Unreadable($"\"{Clean.Text(line)}\" is no line of apk list");
            var left = simulation.ExitCode == 0 && !taken.Contains(to.Name);
            var held = left && pins.Contains(to.Name);
            updates.Add(new PendingUpdate(to.Name, words[1], from.Version, to.Version, UpdateClass.Other, null, "", held, Phased: false, KeptBack: left && !held));
        }

        return updates;
    }

    /// <summary>"ca-certificates-bundle-20240705-r0" is name, version and "r" with a number.</summary>
    private static (string Name, string Version)? Split(string text)
    {
        var release = text.LastIndexOf("-r", StringComparison.Ordinal);
        var version = release <= 0 ? -1 : text.LastIndexOf('-', release - 1);
        return version > 0 && Clean.IsWord(text) ? (text[..version], text[(version + 1)..]) : null;
    }
}
