using Cockpit.Core.Documents;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Operations.Policies;
using Cockpit.Store;

namespace Cockpit.Operations.Notices;

/// <summary>Where in the file a channel is named.</summary>
internal static class NotifySources
{
    /// <summary>Policies, templates and sites that name it, by their own words.</summary>
    public static List<string> PoliciesWith(ReadTransaction t, string channel)
    {
        PolicyParts parts = PolicyBooks.Parts(t, new DocFaults());
        return
        [
            .. parts.Policies.Values.Where(p => Names(p.Settings, channel)).Select(p => $"policy {p.Name}"),
            .. parts.Layers.Values.Where(l => Names(l.Settings, channel)).Select(l => l.Title),
        ];
    }

    private static bool Names(SettingValues settings, string channel) =>
        settings.TryGet(PolicySettings.NotifyChannels, out object? value) && value is IReadOnlyList<string> names && names.Contains(channel, StringComparer.OrdinalIgnoreCase);
}
