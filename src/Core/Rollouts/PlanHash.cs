using System.Security.Cryptography;

namespace Cockpit.Core.Rollouts;

/// <summary>SHA-256 over a plan's stored bytes, as 64 lower-case hex digits.</summary>
public readonly record struct PlanHash
{
    private readonly string? hex;

    private PlanHash(string hex) => this.hex = hex;

    public string Hex => hex ?? throw new InvalidOperationException("An empty PlanHash was read.");

    /// <summary>The first 12 digits: what stands in effect ids.</summary>
    public string Short => Hex[..12];

    /// <summary>As people compare it, in the first two groups of four: "9f3c 2e71".</summary>
    public string ForPeople => $"{Hex[..4]} {Hex[4..8]}";

    public static PlanHash Of(ReadOnlySpan<byte> planBytes) => new(Convert.ToHexStringLower(SHA256.HashData(planBytes)));

    /// <summary>Reads 64 hex digits; anything else is refused with <see cref="FormatException"/>.</summary>
    public static PlanHash Parse(string hex) =>
        hex.Length == 64 && hex.All(char.IsAsciiHexDigit) ? new(hex.ToLowerInvariant()) : throw new FormatException("A plan hash has 64 hex digits.");

    /// <summary>True when what a person typed (spaces allowed, 4 digits at least) is the start of this hash.</summary>
    public bool StartsWith(string typed)
    {
        string digits = typed.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length >= 4 && Hex.StartsWith(digits, StringComparison.OrdinalIgnoreCase);
    }

    public override string ToString() => Hex;
}
