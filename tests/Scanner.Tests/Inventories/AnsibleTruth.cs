using System.Text.Json;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Scanner.Inventories;

namespace Cockpit.Scanner.Tests.Inventories;

/// <summary>Compares what was read with what ansible-inventory itself prints for the same file.</summary>
internal static class AnsibleTruth
{
    private static readonly (string Variable, string Field)[] Pairs =
    [
        ("ansible_host", HostFields.Address), ("ansible_port", HostFields.Port), ("ansible_user", HostFields.User),
        ("ansible_ssh_private_key_file", HostFields.Identity), ("env", HostFields.Environment), ("role", HostFields.Role),
    ];

    /// <summary>Every host of the list as the line that a right reading gives, by name, without transport, jump hosts and aliases.</summary>
    public static IEnumerable<string> Expected(string listJson)
    {
        using JsonDocument document = JsonDocument.Parse(listJson);
        JsonElement vars = document.RootElement.GetProperty("_meta").GetProperty("hostvars");
        var hosts = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (JsonProperty group in document.RootElement.EnumerateObject().Where(p => p.Name != "_meta"))
        {
            foreach (string host in Members(document.RootElement, group.Name))
            {
                if (!hosts.TryGetValue(host, out var tags)) hosts[host] = tags = new(StringComparer.Ordinal);
                if (group.Name is not ("all" or "ungrouped")) tags.Add($"#ansible.{group.Name}");
            }
        }
        foreach ((string host, SortedSet<string> tags) in hosts)
        {
            var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
            if (host.Contains(':')) fields[HostFields.Address] = host;
            if (vars.TryGetProperty(host, out JsonElement own))
            {
                foreach ((string variable, string field) in Pairs)
                    if (own.TryGetProperty(variable, out JsonElement value)) fields[field] = value.ToString().Replace("{{ inventory_hostname }}", host);
            }
            yield return string.Join(' ', fields.Select(f => $"{f.Key}={f.Value}").Prepend(host.Replace(':', '-')).Concat(tags));
        }
    }

    /// <summary>The same lines of what was read.</summary>
    public static IEnumerable<string> Read(InventoryFile file) => file.Rows.OrderBy(r => r.Name, StringComparer.Ordinal).Select(row => Fixture.Line(row with
    {
        Aliases = [],
        Fields = row.Fields with { Values = row.Fields.Values.Where(v => Pairs.Any(p => p.Field == v.Key)).ToDictionary(), Tags = [.. row.Fields.Tags.Order(StringComparer.Ordinal)] },
    }));

    private static IEnumerable<string> Members(JsonElement root, string group)
    {
        if (!root.TryGetProperty(group, out JsonElement body)) yield break;
        if (body.TryGetProperty("hosts", out JsonElement hosts))
            foreach (JsonElement host in hosts.EnumerateArray()) yield return host.GetString()!;
        if (body.TryGetProperty("children", out JsonElement children))
            foreach (string host in children.EnumerateArray().SelectMany(c => Members(root, c.GetString()!))) yield return host;
    }
}
