using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;

namespace Cockpit.Store.Hosts;

/// <summary>A host as the journal keeps it: the whole description after the change.</summary>
internal static class HostJson
{
    /// <param name="merged">The host that was joined to it.</param>
    public static byte[] Payload(Actor by, Host host, Host? merged = null) => AuditPayload.Write(by, json =>
    {
        json.WriteNumber("id", host.Id.Value);
        json.WriteString("name", host.Name);
        json.WriteString("address", host.Address);
        json.WriteNumber("port", host.Port);
        json.WriteString("user", host.User);
        json.WriteString("transport", host.Transport.ToString().ToLowerInvariant());
        json.WriteString("environment", host.Environment);
        json.WriteString("role", host.Role);
        json.WriteStartObject("tags");
        foreach (var (key, value) in host.Tags.OrderBy(t => t.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
        json.WriteString("haGroup", host.HaGroup);
        if (host.Criticality is { } criticality) json.WriteNumber("criticality", criticality);
        else json.WriteNull("criticality");
        json.WriteString("exposure", host.Exposure?.ToString().ToLowerInvariant());
        json.WriteString("identity", host.Identity);
        json.WriteString("owner", host.Owner);
        json.WriteString("phone", host.Phone);
        json.WriteString("console", host.Console);
        json.WriteString("via", host.Via);
        json.WriteString("credential", host.Credential);
        json.WriteString("ssh", host.Ssh?.ToString().ToLowerInvariant());
        json.WriteStartArray("aliases");
        foreach (string alias in host.Aliases) json.WriteStringValue(alias);
        json.WriteEndArray();
        if (merged is null) return;
        json.WriteStartObject("merged");
        json.WriteNumber("id", merged.Id.Value);
        json.WriteString("name", merged.Name);
        json.WriteString("address", merged.Address);
        json.WriteEndObject();
    });
}
