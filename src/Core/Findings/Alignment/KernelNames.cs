using System.Text.RegularExpressions;

namespace Cockpit.Core.Findings.Alignment;

/// <summary>
/// Kernels of Debian and Ubuntu carry their ABI in their names, so a new one is a new package that a meta package brings:
/// "linux-image-6.1.0-37-amd64" comes with "linux-image-amd64".
/// </summary>
internal static partial class KernelNames
{
    /// <summary>"amd64" of "linux-image-6.1.0-&lt;ANY&gt;-amd64", "generic" of "linux-image-5.15.0-86-generic"; null for anything else.</summary>
    public static string? FlavourOf(string package) => Image().Match(package) is { Success: true } match ? match.Groups["flavour"].Value : null;

    /// <summary>The packages that bring the newest kernel of a flavour.</summary>
    public static IReadOnlyList<string> MetaPackages(string flavour) => [$"linux-image-{flavour}", $"linux-{flavour}", $"linux-image-{flavour}-hwe-22.04", $"linux-image-{flavour}-hwe-24.04"];

    /// <summary>
    /// "5.15.0.86" of "5.15.0-86.96": Ubuntu's meta packages ("5.15.0.86.83") have the ABI with a dot, and then a number of their own. Null where it is no such version.
    /// </summary>
    public static string? MetaVersion(string image) => Abi().Match(image) is { Success: true } match ? $"{match.Groups["version"].Value}.{match.Groups["abi"].Value}" : null;

    public static bool IsMetaVersion(string version) => Meta().IsMatch(version);

    [GeneratedRegex(@"^linux-image-(?:unsigned-)?\d+(?:\.\d+)+-(?:\d+|<ANY>)-(?<flavour>[a-z0-9][a-z0-9-]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Image();

    [GeneratedRegex(@"^(?<version>\d+\.\d+\.\d+)-(?<abi>\d+)(?:\.\d+|$|-)", RegexOptions.CultureInvariant)]
    private static partial Regex Abi();

    [GeneratedRegex(@"^\d+\.\d+\.\d+\.\d+\.\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Meta();
}
