namespace Cockpit.Core.Hosts.Editing;

/// <summary>One field of a host before and after a change, as an import writes it.</summary>
/// <param name="Field">A name of <see cref="HostFields.Names"/>, "tag KEY" or "alias".</param>
public sealed record HostDifference(string Field, string? Before, string? After);

/// <summary>What of a host's description differs. Pure.</summary>
public static class HostDifferences
{
    /// <param name="before">Null for a new host: then all that is set differs.</param>
    public static IReadOnlyList<HostDifference> Between(Host? before, Host after)
    {
        IReadOnlyDictionary<string, string> old = before is null ? new Dictionary<string, string>() : Values(before), now = Values(after);
        return
        [
            .. HostFields.Names.Where(f => old.GetValueOrDefault(f) != now.GetValueOrDefault(f)).Select(f => new HostDifference(f, old.GetValueOrDefault(f), now.GetValueOrDefault(f))),
            .. after.Tags.Where(t => before is null || !before.Tags.TryGetValue(t.Key, out string? value) || value != t.Value).OrderBy(t => t.Key, StringComparer.Ordinal)
                .Select(t => new HostDifference($"tag {t.Key}", before?.Tags.GetValueOrDefault(t.Key), t.Value)),
            .. after.Aliases.Where(a => before?.Aliases.Contains(a, StringComparer.OrdinalIgnoreCase) != true).Select(a => new HostDifference("alias", null, a)),
        ];
    }

    /// <summary>The fields that are set, by their names in a host file.</summary>
    public static IReadOnlyDictionary<string, string> Values(Host h) => new (string Field, string? Value)[]
    {
        (HostFields.Address, h.Address), (HostFields.Port, $"{h.Port}"), (HostFields.User, h.User), (HostFields.Transport, h.Transport.ToString().ToLowerInvariant()),
        (HostFields.Environment, h.Environment), (HostFields.Role, h.Role), (HostFields.HaGroup, h.HaGroup), (HostFields.Criticality, h.Criticality?.ToString()),
        (HostFields.Exposure, h.Exposure?.ToString().ToLowerInvariant()), (HostFields.Identity, h.Identity), (HostFields.Owner, h.Owner), (HostFields.Phone, h.Phone),
        (HostFields.Console, h.Console), (HostFields.Via, h.Via), (HostFields.Credential, h.Credential), (HostFields.Ssh, h.Ssh?.ToString().ToLowerInvariant()),
    }.Where(f => f.Value is not null).ToDictionary(f => f.Field, f => f.Value!);
}
