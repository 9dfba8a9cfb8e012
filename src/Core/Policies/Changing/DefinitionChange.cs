using System.Text.Json.Serialization;
using Cockpit.Core.Definitions;
using Cockpit.Core.Documents;
using Cockpit.Core.Policies.Text;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;

namespace Cockpit.Core.Policies.Changing;

[JsonConverter(typeof(CamelCaseEnum<ChangeKind>))]
public enum ChangeKind { Added, Changed, Removed }

/// <summary>One field that changes.</summary>
/// <param name="Field">Such as "updates.minimumAge".</param>
/// <param name="From">Null where it was not set.</param>
/// <param name="To">Null where it is set no more.</param>
public sealed record FieldChange(string Field, string? From, string? To);

/// <summary>One definition that a change adds, changes or removes.</summary>
/// <param name="Body">As the file keeps it; null removes it.</param>
public sealed record DefinitionChange(DefinitionKind Kind, string Name, ChangeKind Change, IReadOnlyList<FieldChange> Fields, [property: JsonIgnore] string? Body)
{
    /// <summary>What differs between two sets of definitions, by kind and name.</summary>
    public static IReadOnlyList<DefinitionChange> Between(PolicyParts before, PolicyParts after)
    {
        var was = PolicyDocument.Bodies(before);
        var will = PolicyDocument.Bodies(after);
        var changes = new List<DefinitionChange>();
        foreach (var key in new SortedSet<(DefinitionKind Kind, string Name)>(was.Keys.Concat(will.Keys), was.KeyComparer))
        {
            string? from = was.GetValueOrDefault(key), to = will.GetValueOrDefault(key);
            if (from == to) continue;
            ChangeKind kind = from is null ? ChangeKind.Added : to is null ? ChangeKind.Removed : ChangeKind.Changed;
            changes.Add(new DefinitionChange(key.Kind, key.Name, kind, FieldsOf(key.Kind, from, to), to));
        }
        return changes;
    }

    public static IReadOnlyList<FieldChange> FieldsOf(DefinitionKind kind, string? from, string? to)
    {
        if (kind == DefinitionKind.Scope) return [new FieldChange("expression", from, to)];
        Dictionary<string, string> was = Flat(kind, from), will = Flat(kind, to);
        return [.. was.Keys.Union(will.Keys).Where(k => was.GetValueOrDefault(k) != will.GetValueOrDefault(k)).Select(k => new FieldChange(k, was.GetValueOrDefault(k), will.GetValueOrDefault(k)))];
    }

    /// <summary>Fields by their path, one level deep, which is what settings have.</summary>
    private static Dictionary<string, string> Flat(DefinitionKind kind, string? body)
    {
        var flat = new Dictionary<string, string>(StringComparer.Ordinal);
        if (body is null) return flat;
        // A window is compared as people write it, not as it lies in the file.
        DocNode? node = kind == DefinitionKind.Window ? WindowBody.Read(body) is { } window ? new WindowFormat().Write(window) : null : DocNode.OfJson(body);
        if (node is not DocMap map) return flat;
        foreach (DocEntry e in map.Entries)
        {
            if (e.Value is DocMap inner) foreach (DocEntry i in inner.Entries) flat[$"{e.Key}.{i.Key}"] = Shown.Of(i.Value);
            else flat[e.Key] = Shown.Of(e.Value);
        }
        return flat;
    }
}
