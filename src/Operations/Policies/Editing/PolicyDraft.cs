using System.Collections.Immutable;
using Cockpit.Core.Documents;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Policies.Text;

namespace Cockpit.Operations.Policies.Editing;

/// <summary>A policy that is being edited: a line of text for each field that it sets itself. What a line may hold is what YAML may hold there.</summary>
/// <param name="Version">The version that it began from; null where there is none yet.</param>
/// <param name="Lines">By field; a field that is not there is not set.</param>
public sealed record PolicyDraft(string Name, int? Version, ImmutableSortedDictionary<string, string> Lines)
{
    public const string Scope = "scope", Hosts = "hosts", Priority = "priority", Extends = "extends", Windows = "windows";

    private static readonly PolicyFormat Format = new();

    /// <summary>Every field, in the order in which people read them, with a sentence on each.</summary>
    public static IReadOnlyList<(string Name, string Help)> Fields { get; } =
    [
        (Scope, "Which hosts it counts on: a scope's name or an expression."),
        (Hosts, "Hosts that it is assigned to by name; that beats every scope."),
        (Priority, $"Of two that match the higher one wins, 0 to {Policy.MaxPriority}; equal ones are a conflict."),
        (Extends, "The site or template that says what it does not set."),
        .. PolicySettings.All.OrderBy(s => s == PolicySettings.Windows ? 0 : s == PolicySettings.Rings ? 1 : 2).Select(s => (s.Name, s.Help)),
    ];

    /// <summary>The draft with a field's line; an empty one takes the field out.</summary>
    public PolicyDraft With(string field, string line) => this with { Lines = line.Trim().Length == 0 ? Lines.Remove(field) : Lines.SetItem(field, line.Trim()) };

    /// <summary>A policy that is not there yet.</summary>
    /// <param name="template">What it extends.</param>
    public static PolicyDraft New(string name, string template) =>
        new PolicyDraft(name, null, ImmutableSortedDictionary<string, string>.Empty).With(Priority, "50").With(Extends, template);

    internal static PolicyDraft Of(Policy policy)
    {
        var lines = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (DocEntry e in ((DocMap)Format.Write(policy)).Entries)
        {
            if (e.Value is DocMap inner) foreach (DocEntry i in inner.Entries) lines[$"{e.Key}.{i.Key}"] = FieldYaml.Write(i.Value);
            else lines[e.Key] = IsVerbatim(e.Key) ? ((DocScalar)e.Value).Text : FieldYaml.Write(e.Value);
        }
        return new PolicyDraft(policy.Name, policy.Version, lines.ToImmutable());
    }

    /// <summary>The definitions with this policy in them; null after a fault.</summary>
    internal PolicyParts? Over(PolicyParts parts, DocFaults faults)
    {
        string where = $"policies.{Name}";
        int before = faults.Found.Count;
        var entries = new List<DocEntry>();
        foreach (var group in Lines.GroupBy(l => l.Key.Split('.')[0]))
        {
            var inner = new List<DocEntry>();
            foreach ((string field, string line) in group)
            {
                DocNode? node = IsVerbatim(field) ? new DocScalar(0, line) : FieldYaml.Read(line, $"{where}.{field}", faults);
                if (node is null) continue;
                if (field == group.Key) entries.Add(new DocEntry(field, 0, node));
                else inner.Add(new DocEntry(field[(group.Key.Length + 1)..], 0, node));
            }
            if (inner.Count > 0) entries.Add(new DocEntry(group.Key, 0, new DocMap(0, inner)));
        }
        if (!Format.TryRead(new DocMap(0, entries), where, faults, out Policy read) || faults.Found.Count > before) return null;
        int version = parts.Policies.TryGetValue(Name, out Policy? there) ? there.Version : 0;
        return parts with { Policies = parts.Policies.SetItem(Name, read with { Name = there?.Name ?? Name, Version = version }) };
    }

    /// <summary>Expressions and names have their own signs, which YAML's are not.</summary>
    private static bool IsVerbatim(string field) => field is Scope or Extends;
}
