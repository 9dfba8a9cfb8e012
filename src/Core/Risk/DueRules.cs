using Cockpit.Core.Hosts;

namespace Cockpit.Core.Risk;

/// <summary>By when findings have to be gone; of all that apply the earliest counts.</summary>
/// <param name="Sla">Days by the risk's level, from the first sight, or from when it came back.</param>
/// <param name="KnownExploitedDate">Whether the due dates of CISA's catalogue count.</param>
/// <param name="SoonDays">What is due within so many days is due soon.</param>
public sealed record DueRules(SlaDays Sla, bool KnownExploitedDate, int SoonDays, Bod2604 Bod2604)
{
    public static DueRules Standard { get; } = new(new SlaDays(VeryHigh: 7, High: 30, Moderate: 90, Low: 180, VeryLow: null), KnownExploitedDate: true, SoonDays: 7, Bod2604.Standard);
}

/// <summary>Null is "no date".</summary>
public sealed record SlaDays(int? VeryHigh, int? High, int? Moderate, int? Low, int? VeryLow)
{
    public int? Of(RiskLevel level) => level switch
    {
        RiskLevel.VeryHigh => VeryHigh,
        RiskLevel.High => High,
        RiskLevel.Moderate => Moderate,
        RiskLevel.Low => Low,
        _ => VeryLow,
    };
}

/// <summary>What the directive asks for one combination of its four questions.</summary>
/// <param name="Days">Null is "with the next upgrade".</param>
/// <param name="Forensics">The host is to be looked at for a compromise before it is patched.</param>
public readonly record struct BodRow(int? Days, bool Forensics);

/// <summary>
/// CISA's Binding Operational Directive 26-04 (June 2026): four questions, yes or no, make a number of days. It binds US federal agencies;
/// here it counts only where it is turned on.
/// </summary>
/// <param name="Exposed">Which exposures are "reachable from the internet".</param>
/// <param name="Rows">16, by <see cref="Index"/>.</param>
public sealed record Bod2604(bool On, IReadOnlyList<Exposure> Exposed, IReadOnlyList<BodRow> Rows)
{
    public const int RowCount = 16;

    /// <summary>A demilitarized zone is there to be reached.</summary>
    public static Bod2604 Standard { get; } = new(false, [Exposure.Internet, Exposure.Dmz], [.. Enumerable.Range(0, RowCount).Select(i => Directive((i & 8) != 0, (i & 4) != 0, (i & 2) != 0, (i & 1) != 0))]);

    public static int Index(bool knownExploited, bool exposed, bool automatable, bool totalImpact) =>
        (knownExploited ? 8 : 0) | (exposed ? 4 : 0) | (automatable ? 2 : 0) | (totalImpact ? 1 : 0);

    private static BodRow Directive(bool kev, bool exposed, bool automatable, bool total) => (kev, exposed, automatable, total) switch
    {
        (true, true, true, true) or (true, true, false, true) or (true, false, true, true) => new BodRow(3, true),
        (false, true, true, true) or (true, true, true, false) => new BodRow(3, false),
        (true, true, false, false) or (true, false, true, false) or (true, false, false, _) or (false, true, true, false) or (false, true, false, true) => new BodRow(14, false),
        (false, true, false, false) or (false, false, true, _) => new BodRow(60, false),
        (false, false, false, _) => new BodRow(null, false),
    };
}
