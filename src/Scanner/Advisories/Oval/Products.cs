using System.Text.RegularExpressions;

namespace Cockpit.Scanner.Advisories.Oval;

/// <summary>Releases as the definitions write them: "Red Hat Enterprise Linux 9 is installed", the platform "Ubuntu 22.04 LTS".</summary>
internal static partial class Products
{
    private const string Installed = " is installed";

    /// <summary>Whether a check's comment asks for a product, known or not.</summary>
    public static bool IsProductCheck(string comment) => comment.TrimEnd('.', ' ').EndsWith(Installed, StringComparison.Ordinal);

    /// <summary>The release's key; null for a product that none of ours is, such as an update stream of one minor release.</summary>
    public static string? ReleaseOf(string words)
    {
        string text = words.Trim().TrimEnd('.');
        if (text.EndsWith(Installed, StringComparison.Ordinal)) text = text[..^Installed.Length];
        return Simple().Match(text) is { Success: true } simple ? $"{Name(simple.Groups["name"].Value)}:{simple.Groups["version"].Value}"
            : Ubuntu().Match(text) is { Success: true } ubuntu ? $"ubuntu:{ubuntu.Groups["version"].Value}"
            : Suse().Match(text) is { Success: true } suse ? $"{(suse.Groups["desktop"].Success ? "sled" : "sles")}:{suse.Groups["version"].Value}{(suse.Groups["pack"].Success ? "." + suse.Groups["pack"].Value : "")}"
            : null;
    }

    private static string Name(string product) => product switch
    {
        "Red Hat Enterprise Linux" => "rhel",
        "Oracle Linux" => "ol",
        "AlmaLinux" or "AlmaLinux OS" => "almalinux",
        "Rocky Linux" => "rocky",
        "openSUSE Leap" => "opensuse-leap",
        _ => "debian",
    };

    /// <summary>Debian's definitions write "Debian 9.0" for the whole release; of the others a minor release is a stream of its own.</summary>
    [GeneratedRegex(@"^(?:(?<name>Red Hat Enterprise Linux|Oracle Linux|AlmaLinux OS|AlmaLinux|Rocky Linux) (?<version>\d{1,2})|(?<name>Debian(?: GNU/Linux)?) (?<version>\d{1,2})(?:\.0)?|(?<name>openSUSE Leap) (?<version>\d{1,2}\.\d))$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Simple();

    [GeneratedRegex(@"^Ubuntu (?<version>\d\d\.\d\d)( LTS)?( \([a-z ]{1,40}\))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Ubuntu();

    /// <summary>A module's packages are updated on the server of the same service pack.</summary>
    [GeneratedRegex(@"^SUSE Linux Enterprise ((?<desktop>Desktop)|Server( for SAP Applications)?|Module for [A-Za-z0-9 &-]{1,60}?) (?<version>\d{2})( SP(?<pack>\d))?(-LTSS)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Suse();
}
