using System.Text.Json.Nodes;
using Cockpit.Core.Documents;
using Cockpit.Core.Notices;
using NodaTime;

namespace Cockpit.Core.Policies.Settings;

/// <summary>A person who is asked about plans and changed windows.</summary>
/// <param name="Blocks">Their no keeps a plan from starting.</param>
public sealed record Stakeholder(string Name, string Mail, bool Blocks);

/// <summary>What the answers of stakeholders do.</summary>
public enum ConsentRule
{
    /// <summary>They are asked; only the no of one who blocks keeps a plan from starting.</summary>
    Asked,

    /// <summary>A plan starts only when each who blocks has said yes.</summary>
    Required,
}

/// <summary>A mail address.</summary>
internal sealed class AddressFormat : Format<string>
{
    public override bool TryRead(DocNode node, string where, DocFaults faults, out string value)
    {
        value = (node as DocScalar)?.Text ?? "";
        return ChannelCheck.IsAddress(value) || Refuse(node, where, faults, "a mail address such as web@example.org", out value);
    }

    public override DocNode Write(string value) => new DocScalar(0, value);

    public override JsonObject Schema() => new() { ["type"] = "string", ["maxLength"] = 254, ["pattern"] = "^[^@ ]+@[^@ ]+$" };
}

internal sealed class StakeholderFormat : Format<Stakeholder>
{
    private static readonly TextFormat Name = new("a person's name", 60);
    private static readonly AddressFormat Mail = new();
    private static readonly YesNoFormat YesNo = new();

    public override bool TryRead(DocNode node, string where, DocFaults faults, out Stakeholder value)
    {
        value = null!;
        if (MapReader.Of(node, where, faults) is not { } map) return false;
        value = new Stakeholder(map.Need("name", Name), map.Need("mail", Mail), map.Get("blocks", YesNo, false));
        return map.Done();
    }

    public override DocNode Write(Stakeholder value)
    {
        var entries = new List<DocEntry> { new("name", 0, Name.Write(value.Name)), new("mail", 0, Mail.Write(value.Mail)) };
        if (value.Blocks) entries.Add(new("blocks", 0, YesNo.Write(true)));
        return new DocMap(0, entries);
    }

    public override string Text(Stakeholder value) => $"{value.Name} <{value.Mail}>{(value.Blocks ? ", a no blocks" : "")}";

    public override JsonObject Schema() => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray("name", "mail"),
        ["properties"] = new JsonObject { ["name"] = Name.Schema(), ["mail"] = Mail.Schema(), ["blocks"] = YesNo.Schema() },
    };
}

internal sealed class EscalationFormat : Format<Escalation>
{
    private static readonly TextFormat Name = new("a person's name", 60);
    private static readonly AddressFormat Mail = new();
    private static readonly LengthFormat After = new(Duration.FromMinutes(1), Duration.FromDays(30));

    public override bool TryRead(DocNode node, string where, DocFaults faults, out Escalation value)
    {
        value = null!;
        if (MapReader.Of(node, where, faults) is not { } map) return false;
        value = new Escalation(map.Need("name", Name), map.Need("mail", Mail), (long)map.Need("after", After).TotalSeconds);
        return map.Done();
    }

    public override DocNode Write(Escalation value) =>
        new DocMap(0, [new("name", 0, Name.Write(value.Name)), new("mail", 0, Mail.Write(value.Mail)), new("after", 0, After.Write(Duration.FromSeconds(value.AfterSeconds)))]);

    public override string Text(Escalation value) => $"{value.Name} <{value.Mail}> after {After.Text(Duration.FromSeconds(value.AfterSeconds))}";

    public override JsonObject Schema() => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["required"] = new JsonArray("name", "mail", "after"),
        ["properties"] = new JsonObject { ["name"] = Name.Schema(), ["mail"] = Mail.Schema(), ["after"] = After.Schema() },
    };
}
