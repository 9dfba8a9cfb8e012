using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cockpit.Core.Definitions;
using Cockpit.Core.Documents;
using Cockpit.Core.Windows;

namespace Cockpit.Core.Policies.Text;

/// <summary>A whole file of definitions, as people write it: scopes, windows, templates, sites and policies, each under its name.</summary>
public static class PolicyDocument
{
    /// <summary>Definitions of one kind. Nobody oversees more.</summary>
    public const int MaxOfAKind = 1_000;

    private static readonly TextFormat Expression = new("an expression", 8_192);
    private static readonly WindowFormat Window = new();
    private static readonly LayerFormat Template = new(isSite: false), Site = new(isSite: true);
    private static readonly PolicyFormat Policy = new();

    /// <summary>What a document defines, put over what is there already; a definition whose reading failed is left as it was.</summary>
    public static PolicyParts Over(PolicyParts parts, DocNode root, DocFaults faults)
    {
        if (MapReader.Of(root, "file", faults) is not { } map) return parts;
        foreach (DocEntry e in Section(map, "scopes", faults))
            if (Expression.TryRead(e.Value, $"scopes.{e.Key}", faults, out string expression)) parts = parts with { Scopes = parts.Scopes.SetItem(e.Key, expression) };
        foreach (DocEntry e in Section(map, "windows", faults))
            if (Window.TryRead(e.Value, $"windows.{e.Key}", faults, out MaintenanceWindow window)) parts = parts with { Windows = parts.Windows.SetItem(e.Key, window with { Name = e.Key }) };
        foreach (DocEntry e in Section(map, "templates", faults)) parts = Layer(parts, Template, "templates", e, faults);
        foreach (DocEntry e in Section(map, "sites", faults)) parts = Layer(parts, Site, "sites", e, faults);
        foreach (DocEntry e in Section(map, "policies", faults))
            if (Policy.TryRead(e.Value, $"policies.{e.Key}", faults, out Policy policy)) parts = parts with { Policies = parts.Policies.SetItem(e.Key, policy with { Name = e.Key }) };
        map.Done();
        return parts;
    }

    /// <summary>What reads back as the same definitions; built-in templates are left out.</summary>
    public static DocMap Write(PolicyParts parts)
    {
        var sections = new List<DocEntry>();
        Add("scopes", parts.Scopes.Select(s => new DocEntry(s.Key, 0, Expression.Write(s.Value))));
        Add("windows", parts.Windows.Select(w => new DocEntry(w.Key, 0, Window.Write(w.Value))));
        Add("templates", parts.Layers.Values.Where(l => l is { IsSite: false, BuiltIn: false }).Select(l => new DocEntry(l.Name, 0, Template.Write(l))));
        Add("sites", parts.Layers.Values.Where(l => l.IsSite).Select(l => new DocEntry(l.Name, 0, Site.Write(l))));
        Add("policies", parts.Policies.Values.Select(p => new DocEntry(p.Name, 0, Policy.Write(p))));
        return new DocMap(0, sections);

        void Add(string key, IEnumerable<DocEntry> entries)
        {
            DocEntry[] all = [.. entries];
            if (all.Length > 0) sections.Add(new DocEntry(key, 0, new DocMap(0, all)));
        }
    }

    /// <summary>The bodies as the file keeps them, by kind and name.</summary>
    public static ImmutableSortedDictionary<(DefinitionKind Kind, string Name), string> Bodies(PolicyParts parts)
    {
        var bodies = ImmutableSortedDictionary.CreateBuilder<(DefinitionKind, string), string>(ByKindAndName);
        foreach (var s in parts.Scopes) bodies[(DefinitionKind.Scope, s.Key)] = s.Value;
        foreach (var w in parts.Windows) bodies[(DefinitionKind.Window, w.Key)] = WindowBody.Write(w.Value);
        foreach (SettingsLayer l in parts.Layers.Values.Where(l => !l.BuiltIn)) bodies[(l.IsSite ? DefinitionKind.Site : DefinitionKind.Template, l.Name)] = (l.IsSite ? Site : Template).Write(l).ToJson();
        foreach (Policy p in parts.Policies.Values) bodies[(DefinitionKind.Policy, p.Name)] = Policy.Write(p).ToJson();
        return bodies.ToImmutable();
    }

    /// <summary>Adds one stored definition. What cannot be read is a fault, and the whole book then counts for nothing.</summary>
    public static PolicyParts Add(PolicyParts parts, DefinitionKind kind, string name, int version, string body, DocFaults faults)
    {
        if (kind == DefinitionKind.Scope) return parts with { Scopes = parts.Scopes.SetItem(name, body) };
        if (kind == DefinitionKind.Window)
        {
            if (WindowBody.Read(body) is { } window) return parts with { Windows = parts.Windows.SetItem(name, window with { Name = name }) };
            faults.Add(0, $"windows.{name}", "the stored window cannot be read.");
            return parts;
        }
        DocNode node;
        try
        {
            node = DocNode.OfJson(body);
        }
        catch (JsonException)
        {
            faults.Add(0, name, "the stored definition cannot be read.");
            return parts;
        }
        switch (kind)
        {
            case DefinitionKind.Policy:
                return Policy.TryRead(node, name, faults, out Policy policy) ? parts with { Policies = parts.Policies.SetItem(name, policy with { Name = name, Version = version }) } : parts;
            default:
                LayerFormat format = kind == DefinitionKind.Site ? Site : Template;
                return format.TryRead(node, name, faults, out SettingsLayer layer) ? parts with { Layers = parts.Layers.SetItem(name, layer with { Name = name, Version = version }) } : parts;
        }
    }

    /// <summary>The JSON schema (draft 2020-12) of such a file.</summary>
    public static JsonObject Schema() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "Cockpit definitions: scopes, windows, templates, sites, policies",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["scopes"] = Names(Expression.Schema()), ["windows"] = Names(Window.Schema()), ["templates"] = Names(Template.Schema()), ["sites"] = Names(Site.Schema()), ["policies"] = Names(Policy.Schema()),
        },
    };

    private static JsonObject Names(JsonObject each) => new()
    {
        ["type"] = "object",
        ["propertyNames"] = new JsonObject { ["pattern"] = "^[A-Za-z0-9][A-Za-z0-9_.-]*$", ["maxLength"] = DefinitionName.MaxLength },
        ["additionalProperties"] = each,
    };

    private static PolicyParts Layer(PolicyParts parts, LayerFormat format, string section, DocEntry e, DocFaults faults)
    {
        if (!format.TryRead(e.Value, $"{section}.{e.Key}", faults, out SettingsLayer layer)) return parts;
        if (parts.Layers.TryGetValue(e.Key, out SettingsLayer? other) && other.IsSite != layer.IsSite && !other.BuiltIn)
        {
            faults.Add(e.KeyLine, $"{section}.{e.Key}", $"there is a {other.Title} already, and templates and sites share their names.");
            return parts;
        }
        return parts with { Layers = parts.Layers.SetItem(e.Key, layer with { Name = e.Key }) };
    }

    private static IReadOnlyList<DocEntry> Section(MapReader map, string key, DocFaults faults)
    {
        if (map.Find(key) is not { } node || node is DocScalar { Text: "" }) return [];
        if (node is not DocMap { Entries: var entries })
        {
            faults.Add(node, key, "expected names, each with a mapping.");
            return [];
        }
        if (entries.Count > MaxOfAKind) faults.Add(node, key, $"there are {entries.Count:N0}, and {MaxOfAKind:N0} are allowed.");
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (DocEntry e in entries)
        {
            if (DefinitionName.Problem(e.Key) is { } problem) faults.Add(e.KeyLine, key, problem);
            else if (!seen.Add(e.Key)) faults.Add(e.KeyLine, key, $"{e.Key} stands twice.");
        }
        return entries;
    }

    private static readonly Comparer<(DefinitionKind Kind, string Name)> ByKindAndName = Comparer<(DefinitionKind Kind, string Name)>.Create((a, b) =>
        a.Kind != b.Kind ? a.Kind.CompareTo(b.Kind) : StringComparer.OrdinalIgnoreCase.Compare(a.Name, b.Name));
}
