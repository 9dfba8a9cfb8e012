using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using NodaTime;

namespace Cockpit.Core.Risk;

/// <summary>Why a finding stands where it stands, factor by factor.</summary>
/// <param name="Verdict">"VERY HIGH: likelihood 5, impact 5, NIST SP 800-30 table I-2".</param>
public sealed record RiskExplanation(RiskScore Score, string Verdict, IReadOnlyList<RiskFactor> Factors)
{
    /// <summary>Which version of the rules made it.</summary>
    public int RulesVersion { get; init; } = 1;

    /// <summary>What may set its due date, the earliest first.</summary>
    public IReadOnlyList<DueCandidate> Due { get; init; } = [];

    /// <summary>Without any feed.</summary>
    /// <param name="facts">The same facts that the score was made from.</param>
    /// <param name="scanner">Who reported the finding: "Nessus".</param>
    /// <param name="asOf">When the scanner saw it last.</param>
    public static RiskExplanation Of(in RiskFacts facts, RiskRules rules, string scanner, Instant? asOf) => Of(facts, IntelFacts.None, rules, new FactSources(scanner, asOf));

    /// <param name="told">What the scanner says, without the feeds.</param>
    /// <param name="intel">What the feeds say.</param>
    public static RiskExplanation Of(in RiskFacts told, in IntelFacts intel, RiskRules rules, FactSources sources)
    {
        RiskFacts facts = told.With(intel);
        RiskScore score = RiskScore.Of(facts, rules);
        List<RiskFactor> factors = [];
        LikelihoodFactors.Add(factors, told, facts, intel, rules, sources);
        Impact(factors, facts, rules, sources, score);
        return new(score, $"{RiskMatrix.Word(score.Level).ToUpperInvariant()}: likelihood {score.Likelihood}, impact {score.Impact}, NIST SP 800-30 table I-2", factors);
    }

    private static void Impact(List<RiskFactor> factors, in RiskFacts facts, RiskRules rules, FactSources sources, RiskScore score)
    {
        if (facts.Severity == Severity.Info)
        {
            factors.Add(new("informs-only", "it only informs", "info", "impact 1", sources.Scanner, true, sources.SeenAt));
            return;
        }
        int band = RiskScore.TechnicalBand(facts, rules);
        bool byCvss = facts.Scores.CvssVersion > 0;
        factors.Add(new(
            "technical", byCvss ? $"CVSS v{facts.Scores.CvssVersion} base score" : "severity, as no CVSS was given",
            byCvss ? RiskWords.Tenths(facts.Scores.Cvss) : RiskWords.Of(facts.Severity), $"technical band {band}", sources.Scanner, true, sources.SeenAt));
        int criticality = facts.Criticality ?? rules.DefaultCriticality;
        factors.Add(new(
            "criticality", "criticality of the host", facts.Criticality is null ? $"not set, counts as {criticality}" : $"{criticality}",
            $"impact {score.Impact} = (technical {band} + criticality {criticality}) / 2, up", "host", true, null));
    }
}
