using Cockpit.Core.Hosts;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Hosts;

/// <summary>Everything that people noted about the hosts, in the columns that an import reads.</summary>
public static class ExportHosts
{
    public static IReadOnlyList<string> Columns { get; } =
        ["name", "address", "port", "user", "transport", "environment", "role", "tags", "ha_group", "criticality", "exposure", "identity", "owner", "phone", "console", "via", "credential", "ssh"];

    /// <summary>One row a host, in the order of <see cref="Columns"/>; what is not set is empty.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Run(Session session) => session.Read(t => t.Hosts().ConvertAll(Row));

    private static IReadOnlyList<string> Row(Host h) =>
    [
        h.Name, h.Address, h.Port.ToString(), h.User ?? "", h.Transport.ToString().ToLowerInvariant(), h.Environment ?? "", h.Role ?? "",
        string.Join(';', h.Tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value.Length == 0 ? t.Key : $"{t.Key}={t.Value}")),
        h.HaGroup ?? "", h.Criticality?.ToString() ?? "", h.Exposure?.ToString().ToLowerInvariant() ?? "", h.Identity ?? "", h.Owner ?? "", h.Phone ?? "", h.Console ?? "", h.Via ?? "", h.Credential ?? "", h.Ssh?.ToString().ToLowerInvariant() ?? "",
    ];
}
