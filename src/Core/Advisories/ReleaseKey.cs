using System.Collections.Frozen;
using Cockpit.Core.Hosts;

namespace Cockpit.Core.Advisories;

/// <summary>
/// The name under which a distribution's release is kept and looked up: "debian:12", "ubuntu:22.04", "rhel:9", "sles:15.5". A feed is
/// never used for another distribution, related or not: CentOS Stream is not RHEL, whose fixes come before or after.
/// </summary>
public static class ReleaseKey
{
    private static readonly FrozenDictionary<string, string> Debian = new Dictionary<string, string>
    {
        ["wheezy"] = "7", ["jessie"] = "8", ["stretch"] = "9", ["buster"] = "10", ["bullseye"] = "11", ["bookworm"] = "12", ["trixie"] = "13", ["forky"] = "14", ["duke"] = "15",
    }.ToFrozenDictionary();

    /// <summary>A Debian release by its code name; one that has no number yet goes by its name.</summary>
    public static string OfDebian(string codename) => "debian:" + Debian.GetValueOrDefault(codename, codename);

    /// <summary>The host's release; null where nothing says which it is.</summary>
    public static string? Of(Inventory host)
    {
        string version = host.OsVersion;
        return host.OsName switch
        {
            "debian" => version.Length > 0 && char.IsAsciiDigit(version[0]) ? "debian:" + Parts(version, 1) : host.OsCodename.Length > 0 ? OfDebian(host.OsCodename) : null,
            "ubuntu" or "opensuse-leap" when Has(version) => $"{host.OsName}:{Parts(version, 2)}",
            "rhel" or "centos" or "almalinux" or "rocky" or "ol" or "fedora" or "amzn" when Has(version) => $"{host.OsName}:{Parts(version, 1)}",
            "sles" or "sles_sap" when Has(version) => "sles:" + Parts(version, 2),
            "sled" when Has(version) => "sled:" + Parts(version, 2),
            { Length: > 0 } other when Has(version) => $"{other}:{version}",
            _ => null,
        };
    }

    private static bool Has(string version) => version.Length > 0 && char.IsAsciiDigit(version[0]);

    private static string Parts(string version, int count) => string.Join('.', version.Split('.').Take(count));
}
