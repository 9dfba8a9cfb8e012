namespace Cockpit.Core.Findings;

/// <summary>A machine as a scanner's export describes it. Texts are trimmed and in lower case; null is "not given".</summary>
/// <param name="Label">How the export calls it.</param>
/// <param name="Dns">Full or short DNS name.</param>
/// <param name="Network">The scanner's network, which sets equal private addresses apart.</param>
public sealed record AssetIdentity(string Label, string? NetBios, string? Dns, string? Ip, string? Network)
{
    /// <summary>The scanner's own id of the machine (Tenable asset UUID, Qualys asset id), which outlives its name and address.</summary>
    public string? AssetId { get; init; }

    /// <summary>The id of the scanner's agent on it.</summary>
    public string? AgentId { get; init; }

    /// <summary>The id of its hardware (SMBIOS). Clones may share one.</summary>
    public string? BiosUuid { get; init; }

    /// <summary>Hardware addresses as "00:11:22:33:44:55".</summary>
    public IReadOnlyList<string> Macs { get; init; } = [];

    /// <summary>What it goes by in the file as long as no host matches it.</summary>
    public string Key => Network is null ? Label : $"{Network}/{Label}";
}
