using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Apt;

/// <summary>One package of apt-cache policy NAME...: what is installed, what apt would install, and every version it knows.</summary>
/// <param name="Name">As apt prints it: "openssl", "libc6:i386" for a foreign architecture.</param>
/// <param name="Versions">Newest first, with the sources that have it; empty for one that only dpkg knows.</param>
public sealed record AptPackage(string Name, string? Installed, string? Candidate, IReadOnlyList<AptVersion> Versions);

/// <param name="Sources">Where it can be had.</param>
/// <param name="Phased">It is given to part of all hosts so far (Phased-Update-Percentage under 100).</param>
public sealed record AptVersion(string Version, IReadOnlyList<AptSource> Sources, bool Phased);

/// <summary>apt-cache policy with names. Pure.</summary>
public static class AptVersions
{
    /// <exception cref="Core.Errors.CockpitException">SCAN_UNREADABLE: a version is no version, or a package comes twice.</exception>
    public static IReadOnlyList<AptPackage> Parse(IEnumerable<string> lines, AptSources sources)
    {
        var packages = new List<AptPackage>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var versions = new List<AptVersion>();
        var found = new List<AptSource>();
        foreach (var line in lines)
        {
            if (line.Length > 1 && line[0] != ' ' && line[^1] == ':' && Clean.IsWord(line[..^1]))
            {
                if (!names.Add(line[..^1]))
                {
                    throw Sections.Unreadable($"apt names {line[..^1]} twice");
                }

                versions = [];
                packages.Add(new AptPackage(line[..^1], null, null, versions));
            }
            else if (packages.Count == 0)
            {
                // A warning before the first package.
            }
            else if (line.StartsWith("  Installed: ", StringComparison.Ordinal))
            {
                packages[^1] = packages[^1] with { Installed = Version(line["  Installed: ".Length..]) };
            }
            else if (line.StartsWith("  Candidate: ", StringComparison.Ordinal))
            {
                packages[^1] = packages[^1] with { Candidate = Version(line["  Candidate: ".Length..]) };
            }
            else if (line.StartsWith("     ", StringComparison.Ordinal) && line.Length > 8 && line[5] != ' ' || line.StartsWith(" *** ", StringComparison.Ordinal))
            {
                // "     3.0.22-1 500 (phased 20%)" or " *** 3.0.19-1 100" for the installed one.
                var word = line[5..].TrimStart(' ').Split(' ')[0];
                found = [];
                versions.Add(new AptVersion(Version(word) ?? "", found, line.Contains("(phased ", StringComparison.Ordinal)));
            }
            else if (line.StartsWith("        ", StringComparison.Ordinal) && versions.Count > 0 && sources.Behind(line) is { } source)
            {
                found.Add(source);
            }
        }

        return packages;
    }

    private static string? Version(string text) =>
        text == "(none)" ? null
        : Clean.IsWord(text) ? text
        : throw Sections.Unreadable($"apt names a version \"{Clean.Text(text)}\"");
}
