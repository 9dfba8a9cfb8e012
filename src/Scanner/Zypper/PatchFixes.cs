using Cockpit.Scanner.Linux;

namespace Cockpit.Scanner.Zypper;

/// <summary>A package that a patch fixes: anything older than <paramref name="Version"/> is without it.</summary>
/// <param name="Architecture">Null where any will do.</param>
internal sealed record PatchFix(string Patch, string Package, string? Architecture, string Version);

/// <summary>
/// What "zypper info -t patch" says about patches: the packages stand in its conflicts, for a patch conflicts with everything older than what it brings. Pure.
/// </summary>
internal static class PatchFixes
{
    /// <summary>A package's name may hold dots too, so only one of these is an architecture.</summary>
    private static readonly HashSet<string> Architectures = new(StringComparer.Ordinal)
    {
        "noarch", "x86_64", "i386", "i486", "i586", "i686", "aarch64", "armv6hl", "armv7hl", "ppc64", "ppc64le", "riscv64", "s390", "s390x", "src", "nosrc",
    };

    public static IReadOnlyList<PatchFix> Parse(ZypperXml answer)
    {
        var found = new List<PatchFix>();
        foreach (var (_, text) in answer.Messages)
        {
            var (patch, inConflicts) = ("", false);
            foreach (var line in text.Split('\n'))
            {
                var colon = line.IndexOf(" : ", StringComparison.Ordinal);
                var key = line.Length > 0 && line[0] != ' ' && colon > 0 ? line[..colon].Trim() : null;
                if (key == "Name") patch = Clean.Text(line[(colon + 3)..]);
                if (key is not null) inConflicts = key == "Conflicts";
                if (inConflicts && Fix(patch, key is null ? line : line[(colon + 3)..]) is { } fix) found.Add(fix);
            }
        }

        return found;
    }

    /// <summary>"libopenssl3.x86_64 &lt; 3.1.4-150600.5.15.1"; "[3]" stands before a list of several.</summary>
    private static PatchFix? Fix(string patch, string text)
    {
        if (patch.Length == 0 || text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var package, "<", var version]) return null;
        if (!Clean.IsWord(package) || !Clean.IsWord(version) || package.StartsWith("srcpackage:", StringComparison.Ordinal)) return null;
        var dot = package.LastIndexOf('.');
        return dot > 0 && Architectures.Contains(package[(dot + 1)..]) ? new PatchFix(patch, package[..dot], package[(dot + 1)..], version) : new PatchFix(patch, package, null, version);
    }
}
