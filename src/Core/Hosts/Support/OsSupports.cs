using NodaTime;

namespace Cockpit.Core.Hosts.Support;

/// <summary>Whether the vendor still makes security updates for a host's release. Pure.</summary>
public static class OsSupports
{
    /// <param name="os">ID of os-release.</param>
    /// <param name="version">VERSION_ID, such as "12", "9.4", "24.04".</param>
    /// <param name="supportEnd">SUPPORT_END of os-release, which the vendor itself keeps; empty where it is not set.</param>
    /// <param name="services">What the vendor's subscription gives this host, such as "esm-infra".</param>
    /// <param name="today">By our clock.</param>
    /// <returns>Null for a release that nobody told us of, such as a testing or a rolling one.</returns>
    public static OsSupport? Of(string os, string version, string architecture, string supportEnd, IReadOnlyCollection<string> services, LocalDate today)
    {
        if (NodaTime.Text.LocalDatePattern.Iso.Parse(supportEnd) is { Success: true, Value: var told })
        {
            return new OsSupport(today <= told, told, "SUPPORT_END of os-release");
        }

        if (Find(os, version) is not { } release)
        {
            return null;
        }

        var table = $"table of {SupportTable.AsOf:uuuu-MM-dd}";
        if (today <= release.Until || release.LongerUntil is not { } longer)
        {
            return new OsSupport(today <= release.Until, release.Until, $"standard support, {table}");
        }

        var has = release.Longer == SupportTable.Lts ? SupportTable.LtsArchitectures.Contains(architecture) : services.Contains(release.Longer!);
        return has
            ? new OsSupport(today <= longer, longer, $"{release.Longer}, {table}")
            : new OsSupport(false, release.Until, $"standard support; {release.Longer} lasts until {longer:uuuu-MM-dd} and this host has none of it, {table}");
    }

    /// <summary>Whether a suite's codename ("bullseye-security") belongs to another release than the host's.</summary>
    /// <param name="codename">The host's own.</param>
    public static bool IsOfAnotherRelease(string suiteCodename, string codename)
    {
        var dash = suiteCodename.IndexOf('-');
        var named = dash < 0 ? suiteCodename : suiteCodename[..dash];
        return codename.Length > 0 && named != codename && SupportTable.Releases.Any(r => r.Codename.Length > 0 && r.Codename == named);
    }

    private static SupportedRelease? Find(string os, string version) => SupportTable.Releases.FirstOrDefault(r =>
        r.Os == os && (version == r.Version || (version.StartsWith(r.Version, StringComparison.Ordinal) && version[r.Version.Length] == '.')));
}
