using Cockpit.Core.Documents;
using Cockpit.Core.Policies.Settings;

namespace Cockpit.Core.Policies;

/// <summary>
/// The templates that come with the program, one per environment. A file may define one of the same name; then that one counts.
/// They are careful on purpose: what a team wants looser it says itself, in its own template, site or policy.
/// </summary>
public static class BuiltInTemplates
{
    /// <summary>Everything as soon as it is there, at any time: a place where updates prove themselves first.</summary>
    private const string Dev = """
        {"updates":{"classes":["security","other"]},"windows":["always"],"maxParallel":"50%","maxFailures":"25%","reboot":"ifRequired","maxScanAge":"24h","scanEvery":"24h"}
        """;

    /// <summary>What dev had for three days, in windows.</summary>
    private const string Test = """
        {"updates":{"classes":["security","other"],"minimumAge":"3d"},"maxParallel":"25%","maxFailures":"1","reboot":"ifRequired","approvals":{"lasts":"14d"},"maxScanAge":"24h","scanEvery":"24h"}
        """;

    /// <summary>Security after a week, in windows only, one canary first, approved by another person than the author.</summary>
    private const string Prod = """
        {"updates":{"classes":["security"],"minimumAge":"7d"},"allowAlways":"false",
         "rings":[{"name":"canary","hosts":"1","bake":"1h","signOff":"true"},{"name":"main"}],
         "maxParallel":"10%","maxFailures":"0","reboot":"ifRequired",
         "approvals":{"notAuthor":"true","lasts":"7d","checks":["security","stability"]},
         "maxScanAge":"24h","scanEvery":"12h"}
        """;

    public static IReadOnlyList<SettingsLayer> All { get; } = [Template("dev", Dev), Template("test", Test), Template("prod", Prod)];

    private static SettingsLayer Template(string name, string json)
    {
        var faults = new DocFaults();
        MapReader map = MapReader.Of(DocNode.OfJson(json), name, faults)!;
        var settings = SettingValues.Read(map, name, faults);
        map.Done();
        return faults.Any ? throw new InvalidOperationException(faults.Found[0].ToString()) : new SettingsLayer(IsSite: false, name, 0, null, settings, BuiltIn: true);
    }
}
