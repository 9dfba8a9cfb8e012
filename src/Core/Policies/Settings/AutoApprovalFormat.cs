using System.Text.Json.Nodes;
using Cockpit.Core.Approvals;
using Cockpit.Core.Documents;
using NodaTime;

namespace Cockpit.Core.Policies.Settings;

/// <summary>An automatic approval as a mapping.</summary>
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
