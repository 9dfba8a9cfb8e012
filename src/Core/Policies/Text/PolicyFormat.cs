using System.Text.Json.Nodes;
using Cockpit.Core.Documents;
using Cockpit.Core.Policies.Settings;

namespace Cockpit.Core.Policies.Text;

/// <summary>A policy's mapping; its name is the key before it.</summary>
public sealed class PolicyFormat : Format<Policy>
{
    private static readonly TextFormat Scope = new("a scope's name or an expression", 8_192);
    private static readonly ListFormat<string> Hosts = new(new TextFormat("a host's name", 255), Policy.MaxHosts);
    private static readonly WholeFormat Priority = new(0, Policy.MaxPriority);

    /// <returns>The policy without its name and version.</returns>
    public override bool TryRead(DocNode node, string where, DocFaults faults, out Policy value)
    {
        value = null!;
        if (MapReader.Of(node, where, faults) is not { } map) return false;
        int before = faults.Found.Count;
        string extends = map.Get("extends", LayerFormat.Extends, ""), scope = map.Get("scope", Scope, "");
        IReadOnlyList<string> hosts = map.Get("hosts", Hosts, []);
        int priority = map.Need("priority", Priority);
        var settings = SettingValues.Read(map, where, faults);
        value = new Policy("", 0, extends.Length == 0 ? null : extends, scope.Length == 0 ? null : scope, hosts, priority, settings);
        return map.Done() && faults.Found.Count == before;
    }

    public override DocNode Write(Policy value)
    {
        var entries = new List<DocEntry>();
        if (value.Extends is { } e) entries.Add(new("extends", 0, LayerFormat.Extends.Write(e)));
        if (value.Scope is { } s) entries.Add(new("scope", 0, Scope.Write(s)));
        if (value.Hosts.Count > 0) entries.Add(new("hosts", 0, Hosts.Write(value.Hosts)));
        entries.Add(new("priority", 0, Priority.Write(value.Priority)));
        return new DocMap(0, [.. entries, .. value.Settings.Write()]);
    }

    public override JsonObject Schema()
    {
        JsonObject properties = SettingsSchema.Properties();
        properties["extends"] = LayerFormat.Extends.Schema();
        properties["scope"] = Scope.Schema();
        properties["hosts"] = Hosts.Schema();
        properties["priority"] = Priority.Schema();
        JsonObject schema = SettingsSchema.Mapping(properties);
        schema["required"] = new JsonArray("priority");
        return schema;
    }
}
