using Cockpit.Core.Findings;

namespace Cockpit.Core.Risk;

/// <summary>What a likelihood rule looks at.</summary>
public enum LikelihoodFact
{
    /// <summary>A bit of <see cref="FindingFlags"/>; the threshold is the bit.</summary>
    Flag,

    /// <summary>EPSS, the threshold in millionths.</summary>
    Epss,

    /// <summary>VPR, the threshold in tenths.</summary>
    Vpr,

    /// <summary>Qualys detection score.</summary>
    Qds,

    /// <summary>Severity where nothing is known about exploitation.</summary>
    SeverityWithoutThreatData,

    /// <summary>Severity alone.</summary>
    Severity,
}

/// <summary>One named rule: if the fact reaches the threshold, likelihood is at least the level.</summary>
/// <param name="Level">1 to 5.</param>
/// <param name="Text">The rule in words, as explain prints it.</param>
/// <param name="Source">Who states the fact.</param>
public sealed record LikelihoodRule(string Name, int Level, LikelihoodFact Fact, int Threshold, string Text, string Source)
{
    public bool Fires(in RiskFacts facts) => Fact switch
    {
        LikelihoodFact.Flag => ((int)facts.Flags & Threshold) != 0,
        LikelihoodFact.Epss => facts.Scores.Epss >= Threshold,
        LikelihoodFact.Vpr => facts.Scores.Vpr >= Threshold,
        LikelihoodFact.Qds => facts.Scores.Qds >= Threshold,
        LikelihoodFact.SeverityWithoutThreatData => !facts.HasThreatData && (int)facts.Severity >= Threshold,
        _ => (int)facts.Severity >= Threshold,
    };

    /// <summary>The fact's value, for people; null where it was not given. Scores say what they are called.</summary>
    internal string? Value(in RiskFacts facts, ScoreBands bands) => Fact switch
    {
        LikelihoodFact.Flag => ((int)facts.Flags & Threshold) != 0 ? "yes" : null,
        LikelihoodFact.Epss => facts.Scores.Epss < 0 ? null : RiskWords.Epss(facts.Scores.Epss),
        LikelihoodFact.Vpr => facts.Scores.Vpr < 0 ? null : $"{RiskWords.Tenths(facts.Scores.Vpr)}, {RiskWords.Of(ScoreBands.Of(bands.Vpr, facts.Scores.Vpr))}",
        LikelihoodFact.Qds => facts.Scores.Qds < 0 ? null : $"{facts.Scores.Qds}, {RiskWords.Of(ScoreBands.Of(bands.Qds, facts.Scores.Qds))}",
        _ => RiskWords.Of(facts.Severity),
    };
}
