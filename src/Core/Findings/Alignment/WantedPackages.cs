using System.Text.RegularExpressions;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>A package that a scanner found too old.</summary>
/// <param name="Name">As the scanner writes it; a kernel's may hold "&lt;ANY&gt;" for its ABI.</param>
/// <param name="Installed">The version that the scanner saw; null where it does not say.</param>
/// <param name="Wanted">The first version that it is content with.</param>
public sealed record WantedPackage(string Name, string? Installed, string Wanted);

/// <summary>
/// Takes the packages out of a scanner's evidence: Nessus' local checks of Debian ("openssl_3.0.17-1"), of Red Hat, Amazon and SUSE
/// ("openssl-1:3.0.7-24.el9") and of Ubuntu ("Installed package", "Fixed package"), and the table of Qualys. Any text gives a list, most an empty one.
/// </summary>
public static partial class WantedPackages
{
    /// <summary>More is no package list of one finding.</summary>
    private const int MaxPackages = 200;

    private const int MaxName = 128, MaxVersion = 128;

    private static readonly string[] Architectures = ["x86_64", "noarch", "aarch64", "i686", "i386", "ppc64le", "s390x", "src"];

    public static IReadOnlyList<WantedPackage> In(string? evidence)
    {
        if (string.IsNullOrEmpty(evidence)) return [];
        var found = new List<WantedPackage>();
        (string Name, string Version)? installed = null;
        bool table = false;
        foreach (ReadOnlySpan<char> raw in evidence.AsSpan().EnumerateLines())
        {
            if (found.Count == MaxPackages) break;
            ReadOnlySpan<char> line = raw.Trim();
            if (table)
            {
                if (Row(line) is { } row) found.Add(row);
                else if (!line.IsEmpty) table = false;
                continue;
            }
            if (TableHead().IsMatch(line))
            {
                table = true;
                continue;
            }
            if (Value(line, "Remote package installed", "Installed package") is { } was) installed = Split(was);
            else if (Value(line, "Should be", "Fixed package") is { } should)
            {
                if (Split(should) is var (name, version)) found.Add(new(name, installed?.Name == name || IsKernelPair(installed?.Name, name) ? installed?.Version : null, version));
                installed = null;
            }
        }
        return [.. found.Distinct()];
    }

    private static string? Value(ReadOnlySpan<char> line, params ReadOnlySpan<string> labels)
    {
        line = line.TrimStart("- \t");
        foreach (string label in labels)
        {
            if (!line.StartsWith(label, StringComparison.OrdinalIgnoreCase)) continue;
            ReadOnlySpan<char> rest = line[label.Length..].TrimStart();
            if (rest.Length > 1 && rest[0] == ':') return rest[1..].Trim().ToString();
        }
        return null;
    }

    /// <summary>"name_version" of dpkg, where a name has no underscore and a version none either; "name-[epoch:]version-release[.architecture]" of rpm.</summary>
    private static (string Name, string Version)? Split(string text)
    {
        // Where the scanner lists several, the first one names the package.
        int end = text.AsSpan().IndexOfAny(' ', '\t', ',');
        if (end >= 0) text = text[..end];
        int dot = text.LastIndexOf('.');
        if (dot > 0 && Architectures.Contains(text[(dot + 1)..])) text = text[..dot];
        int underscore = text.IndexOf('_', StringComparison.Ordinal);
        if (underscore > 0 && underscore + 1 < text.Length && char.IsAsciiDigit(text[underscore + 1]) && !SuseName().IsMatch(text[(underscore + 1)..]) && !RpmRelease().IsMatch(text[..underscore]))
            return Pair(text[..underscore], text[(underscore + 1)..]);
        int release = text.LastIndexOf('-');
        int version = release > 0 ? text.LastIndexOf('-', release - 1) : -1;
        return version > 0 ? Pair(text[..version], text[(version + 1)..]) : null;
    }

    private static (string, string)? Pair(string name, string version) =>
        name.Length is > 0 and <= MaxName && version.Length is > 0 and <= MaxVersion && version.Any(char.IsAsciiDigit) ? (name, version) : null;

    private static WantedPackage? Row(ReadOnlySpan<char> line)
    {
        string[] cells = line.ToString().Split((char[]?)['\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (cells.Length != 3) cells = line.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (cells.Length != 3 || !IsName(cells[0]) || !IsVersion(cells[1]) || !IsVersion(cells[2])) return null;
        return new(cells[0], cells[1], cells[2]);
    }

    private static bool IsName(string text) => text.Length <= MaxName && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || "+-._:".Contains(c, StringComparison.Ordinal));

    private static bool IsVersion(string text) => text.Length <= MaxVersion && char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || ".+-~^:_".Contains(c, StringComparison.Ordinal));

    private static bool IsKernelPair(string? installed, string wanted) => installed is not null && KernelNames.FlavourOf(installed) is { } flavour && flavour == KernelNames.FlavourOf(wanted);

    [GeneratedRegex(@"^Package\s+Installed[ _]Version\s+Required[ _]Version\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TableHead();

    /// <summary>Red Hat's releases hold underscores: "gnupg2-2.3.3-5.el9_7" is no "gnupg2-2.3.3-5.el9" at "7".</summary>
    [GeneratedRegex(@"-\d[^-]*-\d[^-]*\.(?:el|fc|amzn|oe|mga|module|lp)\w*$", RegexOptions.CultureInvariant)]
    private static partial Regex RpmRelease();

    /// <summary>SUSE's names hold underscores: "libopenssl1_1-1.1.1d-2.39.1" is no "libopenssl1" at "1-1.1.1d-2.39.1".</summary>
    [GeneratedRegex(@"^\d+(?:[a-z0-9_]*)-\d[^-]*-\d[^-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex SuseName();
}
