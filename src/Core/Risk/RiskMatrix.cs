namespace Cockpit.Core.Risk;

/// <summary>
/// Likelihood by impact, each 1 (very low) to 5 (very high), to a level: NIST SP 800-30 Rev. 1, Appendix I, table I-2.
/// It is a look-up and no product: an unlikely catastrophe is moderate, a likely trifle is very low.
/// </summary>
public static class RiskMatrix
{
    public const int Steps = 5;

    private static ReadOnlySpan<byte> Table =>
    [
        // impact 1  2  3  4  5
        0, 0, 0, 1, 1, // likelihood 1
        0, 1, 1, 1, 2, // likelihood 2
        0, 1, 2, 2, 3, // likelihood 3
        0, 1, 2, 3, 4, // likelihood 4
        0, 1, 2, 3, 4, // likelihood 5
    ];

    public static RiskLevel Level(int likelihood, int impact)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(likelihood, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(likelihood, Steps);
        ArgumentOutOfRangeException.ThrowIfLessThan(impact, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(impact, Steps);
        return (RiskLevel)Table[(likelihood - 1) * Steps + (impact - 1)];
    }

    /// <summary>"very high", "high", "moderate", "low", "very low".</summary>
    public static string Word(RiskLevel level) => level switch
    {
        RiskLevel.VeryHigh => "very high",
        RiskLevel.High => "high",
        RiskLevel.Moderate => "moderate",
        RiskLevel.Low => "low",
        _ => "very low",
    };
}
