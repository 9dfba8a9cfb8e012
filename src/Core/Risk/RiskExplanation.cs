using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using NodaTime;

namespace Cockpit.Core.Risk;

/// <summary>One fact that the risk of a finding rests on.</summary>
/// <param name="Name">The rule's or the factor's name, stable: "epss-5", "criticality".</param>
/// <param name="Text">The same for people.</param>
/// <param name="Value">What was found: "0.91", "yes", "not set".</param>
/// <param name="Effect">What it does: "likelihood 5", "likelihood +1", "impact 5 with technical band 5".</param>
/// <param name="Counts">It decides the cell; a rule that fired below the highest one does not.</param>
/// <param name="AsOf">From when the fact is; null where nobody dates it.</param>
public sealed record RiskFactor(string Name, string Text, string Value, string Effect, string Source, bool Counts, Instant? AsOf);

/// <summary>Why a finding stands where it stands, factor by factor.</summary>
/// <param name="Verdict">"VERY HIGH: likelihood 5, impact 5, NIST SP 800-30 table I-2".</param>
public sealed record RiskExplanation(RiskScore Score, string Verdict, IReadOnlyList<RiskFactor> Factors)
{
    /// <param name="facts">The same facts that the score was made from.</param>
    /// <param name="scanner">Who reported the finding: "Nessus".</param>
    /// <param name="asOf">When the scanner saw it last.</param>
    public static RiskExplanation Of(in RiskFacts facts, RiskRules rules, string scanner, Instant? asOf)
    {
        RiskScore score = RiskScore.Of(facts, rules);
        int highest = RiskScore.HighestRule(facts, rules);
        List<RiskFactor> factors = [];
        HashSet<LikelihoodFact> told = [];
        foreach (LikelihoodRule rule in rules.Likelihood.OrderByDescending(r => r.Level))
        {
            // An EPSS of 0.91 reaches every threshold of EPSS; the highest one says it all.
            if (!rule.Fires(facts) || (rule.Fact != LikelihoodFact.Flag && !told.Add(rule.Fact))) continue;
            string source = rule.Source == "scanner" ? scanner : $"{rule.Source}, by {scanner}";
            factors.Add(new(rule.Name, rule.Text, rule.Value(facts) ?? "", $"likelihood {rule.Level}", source, rule.Level == highest, asOf));
        }
        if (highest == 1) factors.Add(new("no-rule", "no rule lifts it", RiskWords.Of(facts.Severity), "likelihood 1", scanner, true, asOf));
        if (!facts.HasThreatData) factors.Add(new("no-threat-data", "no threat data: neither EPSS, VPR, QDS nor a known exploit was given", "none", "likelihood rests on the severity", scanner, false, asOf));
        if (facts.Exposure == Exposure.Internet) factors.Add(new("exposure", "reachable from the internet", "internet", "likelihood +1, at most 5", "host", true, null));
        else if (facts.Exposure is null) factors.Add(new("exposure", "exposure of the host", "not set", "none", "host", false, null));
        if ((facts.Flags & FindingFlags.Potential) != 0) factors.Add(new("potential", "the scanner is not sure", "potential", "likelihood -1, at least 1", scanner, true, asOf));
        if ((facts.Flags & FindingFlags.KnownExploited) != 0 && score.Likelihood == RiskRules.KnownExploitedFloor) factors.Add(new("known-exploited-floor", "known exploitation is never below 4", "yes", "likelihood 4", "CISA KEV", true, asOf));
        Impact(factors, facts, rules, scanner, asOf, score);
        return new(score, $"{RiskMatrix.Word(score.Level).ToUpperInvariant()}: likelihood {score.Likelihood}, impact {score.Impact}, NIST SP 800-30 table I-2", factors);
    }

    private static void Impact(List<RiskFactor> factors, in RiskFacts facts, RiskRules rules, string scanner, Instant? asOf, RiskScore score)
    {
        if (facts.Severity == Severity.Info)
        {
            factors.Add(new("informs-only", "it only informs", "info", "impact 1", scanner, true, asOf));
            return;
        }
        int band = RiskScore.TechnicalBand(facts, rules);
        bool byCvss = facts.Scores.CvssVersion > 0;
        factors.Add(new(
            "technical", byCvss ? $"CVSS v{facts.Scores.CvssVersion} base score" : "severity, as no CVSS was given",
            byCvss ? RiskWords.Tenths(facts.Scores.Cvss) : RiskWords.Of(facts.Severity), $"technical band {band}", scanner, true, asOf));
        int criticality = facts.Criticality ?? RiskRules.DefaultCriticality;
        factors.Add(new(
            "criticality", "criticality of the host", facts.Criticality is null ? $"not set, counts as {criticality}" : $"{criticality}",
            $"impact {score.Impact} = (technical {band} + criticality {criticality}) / 2, up", "host", true, null));
    }
}
