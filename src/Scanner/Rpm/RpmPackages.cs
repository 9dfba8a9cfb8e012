using System.Globalization;
using Cockpit.Core.Hosts;
using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Rpm;

/// <summary>One package of rpm's database.</summary>
/// <param name="Version">"[epoch:]version-release", the epoch where it is above 0.</param>
/// <param name="InstalledAt">By the host's clock, in seconds since 1970.</param>
internal sealed record RpmPackage(string Name, string Architecture, string Version, string SourceName, string SourceVersion, long InstalledAt);

/// <summary>What rpm -qa printed. Pure.</summary>
/// <param name="Problems">What is wrong with the database, a sentence each.</param>
internal sealed record RpmPackages(IReadOnlyList<RpmPackage> All, IReadOnlySet<RpmPackage> LeftBehind, IReadOnlyList<string> Problems)
{
    /// <summary>Keys that rpm keeps as if they were packages.</summary>
    private const string KeyPackage = "gpg-pubkey";

    /// <summary>Doubled packages that are named; more would hide the sentence.</summary>
    private const int DoubledShown = 5;

    /// <param name="installOnly">Names of which several versions may be there side by side.</param>
    /// <param name="busy">Something changes packages right now, so both versions of one are there for a while, as they should be.</param>
    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE: rpm failed, or a line is not as it writes it.</exception>
    public static RpmPackages Parse(Section section, IReadOnlySet<string> installOnly, bool busy)
    {
        var packages = new List<RpmPackage>();
        var problems = new List<string>();
        foreach (var line in section.Lines)
        {
            if (line.StartsWith("P\t", StringComparison.Ordinal))
            {
                var package = Package(line);
                if (package.Name != KeyPackage) packages.Add(package);
            }
            else if (line.StartsWith("error: ", StringComparison.Ordinal) && problems.Count == 0)
            {
                problems.Add($"rpm says \"{Clean.Text(line["error: ".Length..])}\"");
            }
        }

        if (section.ExitCode != 0 || packages.Count == 0)
        {
            throw Sections.Unreadable(section.ExitCode != 0 ? $"rpm ended with {section.ExitCode}{(problems.Count > 0 ? ": " + problems[0] : "")}" : "rpm knows no package");
        }

        HashSet<RpmPackage> leftBehind = busy ? [] : LeftBehindOf(packages, installOnly, problems);
        return new RpmPackages(packages, leftBehind, problems);
    }

    /// <summary>As an inventory has them.</summary>
    /// <param name="held">Whether a lock or an exclude matches it.</param>
    public IReadOnlyList<InstalledPackage> Installed(Func<RpmPackage, bool> held) =>
        [.. All.Select(p => new InstalledPackage(p.Name, p.Architecture, p.Version, p.SourceName, p.SourceVersion, held(p), !LeftBehind.Contains(p)))];

    /// <summary>By the host's clock, seconds since 1970: the newest package's installation, or the database's own time, which a removal changes too.</summary>
    /// <param name="databaseTimes">Of the database's files, a number each.</param>
    public long ChangedNoLaterThan(IEnumerable<string> databaseTimes) =>
        Math.Max(All.Max(p => p.InstalledAt), databaseTimes.Select(t => long.TryParse(t, NumberStyles.None, null, out var at) ? at : 0).DefaultIfEmpty(0).Max());

    /// <summary>The newest version of a name that is installed: of that architecture, or of another where a package became or ceased to be "noarch".</summary>
    public RpmPackage? Newest(string name, string architecture)
    {
        var same = All.Where(p => p.Name == name).ToList();
        var exact = same.Where(p => p.Architecture == architecture).ToList();
        return (exact.Count > 0 ? exact : same.Where(p => p.Architecture == "noarch" || architecture == "noarch")).MaxBy(p => p.Version, RpmVersion.Order);
    }

    /// <summary>
    /// After an upgrade that was killed, both versions stand in the database, and the tools offer no update for the package any more, for the new one
    /// seems installed. The older ones are what was left behind.
    /// </summary>
    private static HashSet<RpmPackage> LeftBehindOf(List<RpmPackage> packages, IReadOnlySet<string> installOnly, List<string> problems)
    {
        var left = new HashSet<RpmPackage>();
        var doubled = packages.Where(p => !installOnly.Contains(p.Name)).GroupBy(p => (p.Name, p.Architecture)).Where(g => g.Count() > 1)
            .Select(g => g.OrderBy(p => p.Version, RpmVersion.Order).ToList()).ToList();
        foreach (var versions in doubled) left.UnionWith(versions[..^1]);
        problems.AddRange(doubled.Take(DoubledShown).Select(v => $"{v[0].Name} is installed {(v.Count == 2 ? "twice" : $"{v.Count} times")}, as after an upgrade that was cut off: {string.Join(" and ", v.Select(p => p.Version))}"));
        if (doubled.Count > DoubledShown) problems.Add($"{doubled.Count - DoubledShown} more packages are installed twice");
        return left;
    }

    /// <summary>"P, name, epoch, version, release, architecture, source file, time", with tabs.</summary>
    private static RpmPackage Package(string line)
    {
        var fields = line.Split('\t');
        // Neither "-" nor ":" may stand in a version or a release (rpm-version(7)); they would make another one of it.
        if (fields.Length != 8 || !fields[1..7].All(Clean.IsWord) || !fields[2].All(char.IsAsciiDigit) || fields[3].AsSpan().ContainsAny('-', ':') || fields[4].AsSpan().ContainsAny('-', ':') || !long.TryParse(fields[7], NumberStyles.None, null, out var at))
        {
            throw Sections.Unreadable($"the package database has a damaged entry \"{Clean.Text(line)}\"");
        }

        var version = Evr(fields[2], fields[3], fields[4]);
        var (source, sourceVersion) = Source(fields[6]) ?? (fields[1], version);
        return new RpmPackage(fields[1], fields[5], version, source, sourceVersion, at);
    }

    public static string Evr(string epoch, string version, string release) => epoch is "0" or "" ? $"{version}-{release}" : $"{epoch}:{version}-{release}";

    /// <summary>"openssl-3.0.7-24.el9.src.rpm"; "(none)" for a package that was built from none.</summary>
    private static (string Name, string Version)? Source(string file)
    {
        var end = file.LastIndexOf(".src.rpm", StringComparison.Ordinal);
        if (end < 0) end = file.LastIndexOf(".nosrc.rpm", StringComparison.Ordinal);
        var release = end <= 0 ? -1 : file.LastIndexOf('-', end - 1);
        var version = release <= 0 ? -1 : file.LastIndexOf('-', release - 1);
        return version <= 0 ? null : (file[..version], file[(version + 1)..end]);
    }
}
