using Cockpit.Core.Hosts;

namespace Cockpit.Core.Advisories;

/// <summary>Which package manager's order the versions of a release have.</summary>
public static class VersionOrder
{
    /// <summary>Null where no order of ours is that of the family's package manager: then nothing is compared.</summary>
    public static Comparison<string>? OfFamily(string osFamily) => osFamily switch
    {
        OsFamilies.Debian => DebianVersion.Compare,
        OsFamilies.RedHat or OsFamilies.Suse => RpmVersion.Compare,
        _ => null,
    };

    /// <param name="release">As <see cref="ReleaseKey"/> writes it.</param>
    public static Comparison<string> OfRelease(string release) =>
        release.StartsWith("debian:", StringComparison.Ordinal) || release.StartsWith("ubuntu:", StringComparison.Ordinal) ? DebianVersion.Compare : RpmVersion.Compare;
}
