namespace Cockpit.Core.Risk;

/// <summary>What a finding of each level adds to a host's and the fleet's points.</summary>
public sealed record LevelPoints(int VeryHigh, int High, int Moderate, int Low, int VeryLow)
{
    /// <summary>A million findings of the worst level still make a number that fits everywhere it is kept and shown.</summary>
    public const int Most = 1_000;

    public static LevelPoints Standard { get; } = new(VeryHigh: 10, High: 5, Moderate: 2, Low: 1, VeryLow: 0);

    public int Of(RiskLevel level) => level switch
    {
        RiskLevel.VeryHigh => VeryHigh,
        RiskLevel.High => High,
        RiskLevel.Moderate => Moderate,
        RiskLevel.Low => Low,
        _ => VeryLow,
    };
}
