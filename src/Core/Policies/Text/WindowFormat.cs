using System.Text.Json.Nodes;
using Cockpit.Core.Documents;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Policies.Text;

/// <summary>A window's mapping; its name is the key before it.</summary>
public sealed class WindowFormat : Format<MaintenanceWindow>
{
    private static readonly TextFormat Zone = new("an IANA zone such as Europe/Berlin", 64), Rule = new("an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=TU", 500);
    private static readonly TimeOfDayFormat Start = new();
    private static readonly LengthFormat Length = new(Duration.FromMinutes(1), Duration.FromDays(7)), Cutoff = new(Duration.Zero, Duration.FromDays(7));
    private static readonly WholeFormat Offset = new(-31, 31);
    private static readonly DayFormat Day = new();

    /// <returns>The window without its name.</returns>
    public override bool TryRead(DocNode node, string where, DocFaults faults, out MaintenanceWindow value)
    {
        value = null!;
        if (MapReader.Of(node, where, faults) is not { } map) return false;
        value = new MaintenanceWindow("", map.Need("zone", Zone), map.Need("rule", Rule), map.Need("start", Start), map.Need("duration", Length),
            map.Get("cutoff", Cutoff, Duration.Zero), map.Get("offsetDays", Offset, 0), map.Maybe("from", Day));
        return map.Done();
    }

    public override DocNode Write(MaintenanceWindow value)
    {
        var entries = new List<DocEntry>
        {
            new("zone", 0, Zone.Write(value.Zone)), new("rule", 0, Rule.Write(value.Rule)), new("start", 0, Start.Write(value.Start)), new("duration", 0, Length.Write(value.Length)),
        };
        if (value.Cutoff > Duration.Zero) entries.Add(new("cutoff", 0, Cutoff.Write(value.Cutoff)));
        if (value.OffsetDays != 0) entries.Add(new("offsetDays", 0, Offset.Write(value.OffsetDays)));
        if (value.From is { } from) entries.Add(new("from", 0, Day.Write(from)));
        return new DocMap(0, entries);
    }

    public override JsonObject Schema() => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray("zone", "rule", "start", "duration"),
        ["properties"] = new JsonObject
        {
            ["zone"] = Zone.Schema(), ["rule"] = Rule.Schema(), ["start"] = Start.Schema(), ["duration"] = Length.Schema(), ["cutoff"] = Cutoff.Schema(),
            ["offsetDays"] = Offset.Schema(), ["from"] = Day.Schema(),
        },
    };
}
