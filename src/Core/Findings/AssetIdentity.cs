namespace Cockpit.Core.Findings;

/// <summary>A machine as a scanner's export describes it. Texts are trimmed and in lower case; null is "not given".</summary>
/// <param name="Label">How the export calls it.</param>
/// <param name="Dns">Full or short DNS name.</param>
/// <param name="Network">The scanner's network, which sets equal private addresses apart.</param>
public sealed record AssetIdentity(string Label, string? NetBios, string? Dns, string? Ip, string? Network)
{
    /// <summary>The scanner's own id of the machine, which outlives its name and address, with whose it is: "tenable:0d4c...".</summary>
    public string? AssetId { get; init; }

    /// <summary>The id of the scanner's agent on it, likewise.</summary>
    public string? AgentId { get; init; }

    /// <summary>The id of its hardware (SMBIOS), as <see cref="HardwareIds.BiosUuid"/> writes it. Clones may share one.</summary>
    public string? BiosUuid { get; init; }

    /// <summary>Hardware addresses as <see cref="HardwareIds.Macs"/> writes them.</summary>
    public IReadOnlyList<string> Macs { get; init; } = [];

    /// <summary>What it goes by in the file as long as no host matches it.</summary>
    public string Key => Network is null ? Label : $"{Network}/{Label}";

    /// <summary>Everything that tells it from all others, the strongest first.</summary>
    public IEnumerable<MachineId> Ids
    {
        get
        {
            if (AssetId is not null) yield return new MachineId(MachineIdKind.AssetId, AssetId);
            if (AgentId is not null) yield return new MachineId(MachineIdKind.AgentId, AgentId);
            if (BiosUuid is not null) yield return new MachineId(MachineIdKind.BiosUuid, BiosUuid);
            foreach (string mac in Macs) yield return new MachineId(MachineIdKind.Mac, mac);
        }
    }

    /// <summary>Its first name without its domain, to compare names; null where it has none.</summary>
    public string? ShortName => (Dns ?? NetBios) is not { } name ? null : name.IndexOf('.') is > 0 and var dot ? name[..dot] : name;
}
