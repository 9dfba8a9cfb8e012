using System.Text.Json.Nodes;
using Cockpit.Core.Documents;
using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Core.Policies.Settings;

/// <summary>A rule that approves updates without a person: all of its conditions must hold.</summary>
/// <param name="Classes">The update's class is one of these.</param>
/// <param name="Severities">The vendor's word is one of these; empty is any, also none. An update without a word never fits a list.</param>
/// <param name="MinimumAge">Since the version's first sight in this file or the vendor's date, the later; unknown is too young.</param>
public sealed record AutoApproval(IReadOnlyList<UpdateClass> Classes, IReadOnlyList<string> Severities, Duration MinimumAge);

internal sealed class AutoApprovalFormat : Format<AutoApproval>
{
    private static readonly LengthFormat Age = new(Duration.Zero, PolicySettings.LongestAge);

    public override bool TryRead(DocNode node, string where, DocFaults faults, out AutoApproval value)
    {
        value = null!;
        if (MapReader.Of(node, where, faults) is not { } map) return false;
        value = new AutoApproval(map.Need("classes", PolicySettings.ClassList), map.Get("severities", PolicySettings.SeverityList, []), map.Need("minimumAge", Age));
        return map.Done();
    }

    public override DocNode Write(AutoApproval value)
    {
        var entries = new List<DocEntry> { new("classes", 0, PolicySettings.ClassList.Write(value.Classes)) };
        if (value.Severities.Count > 0) entries.Add(new("severities", 0, PolicySettings.SeverityList.Write(value.Severities)));
        entries.Add(new("minimumAge", 0, Age.Write(value.MinimumAge)));
        return new DocMap(0, entries);
    }

    public override string Text(AutoApproval value) =>
        $"{PolicySettings.ClassList.Text(value.Classes)}{(value.Severities.Count > 0 ? $" ({PolicySettings.SeverityList.Text(value.Severities)})" : "")} after {Age.Text(value.MinimumAge)}";

    public override JsonObject Schema() => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray("classes", "minimumAge"),
        ["properties"] = new JsonObject { ["classes"] = PolicySettings.ClassList.Schema(), ["severities"] = PolicySettings.SeverityList.Schema(), ["minimumAge"] = Age.Schema() },
    };
}
