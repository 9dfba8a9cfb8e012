namespace Cockpit.Core.Findings;

/// <summary>What tells one machine from all others, whatever its name and address are; the strongest first.</summary>
public enum MachineIdKind { AssetId, AgentId, BiosUuid, Mac }

/// <summary>One such id, in the form in which it is compared: lower case, a UUID in its lower byte order, a MAC with colons.</summary>
public readonly record struct MachineId(MachineIdKind Kind, string Value)
{
    /// <summary>As it is stored and shown.</summary>
    public string Word => WordOf(Kind);

    public static string WordOf(MachineIdKind kind) => kind switch
    {
        MachineIdKind.AssetId => "asset-id", MachineIdKind.AgentId => "agent-id", MachineIdKind.BiosUuid => "bios-uuid", _ => "mac",
    };

    public static MachineIdKind KindOf(string word) => word switch
    {
        "asset-id" => MachineIdKind.AssetId, "agent-id" => MachineIdKind.AgentId, "bios-uuid" => MachineIdKind.BiosUuid, _ => MachineIdKind.Mac,
    };

    /// <summary>Whose number it is: two products may number machines alike. "tenable:0d4c..." is Tenable's. Empty for what the hardware says.</summary>
    public string Issuer => Kind > MachineIdKind.AgentId ? "" : Value.IndexOf(':') is > 0 and var colon ? Value[..colon] : "";

    /// <summary>Without whose it is, as exports write it.</summary>
    public string Plain => Issuer.Length > 0 ? Value[(Issuer.Length + 1)..] : Value;

    public override string ToString() => $"{Word} {Value}";
}
