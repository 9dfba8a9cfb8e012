namespace Cockpit.Core.Findings;

/// <summary>A machine as a scanner's export describes it. Texts are trimmed and in lower case; null is "not given".</summary>
/// <param name="Label">How the export calls it.</param>
/// <param name="Dns">Full or short DNS name.</param>
/// <param name="Network">The scanner's network, which sets equal private addresses apart.</param>
public sealed record AssetIdentity(string Label, string? NetBios, string? Dns, string? Ip, string? Network)
{
    /// <summary>What it goes by in the file as long as no host matches it.</summary>
    public string Key => Network is null ? Label : $"{Network}/{Label}";
}
