using Cockpit.Core.Findings;

namespace Cockpit.Core.Risk;

/// <summary>A finding's place on the matrix.</summary>
/// <param name="Likelihood">1 to 5.</param>
/// <param name="Impact">1 to 5.</param>
public readonly record struct RiskScore(int Likelihood, int Impact)
{
    public RiskLevel Level => RiskMatrix.Level(Likelihood, Impact);

    /// <summary>Scores a finding. Pure; the same facts give the same cell, and age plays no part.</summary>
    public static RiskScore Of(in RiskFacts facts, RiskRules rules) => new(LikelihoodOf(facts, rules), ImpactOf(facts, rules));

    internal static int HighestRule(in RiskFacts facts, RiskRules rules)
    {
        foreach (LikelihoodRule rule in rules.ByLevel)
        {
            if (rule.Fires(facts)) return rule.Level;
        }
        return 1;
    }

    private static int LikelihoodOf(in RiskFacts facts, RiskRules rules)
    {
        int likelihood = HighestRule(facts, rules);
        likelihood += rules.Exposure.Of(facts.Exposure);
        if ((facts.Flags & FindingFlags.Potential) != 0) likelihood += rules.Potential;
        int floor = (facts.Flags & FindingFlags.KnownExploited) != 0 ? rules.KnownExploitedFloor : 1;
        return Math.Clamp(likelihood, floor, RiskMatrix.Steps);
    }

    private static int ImpactOf(in RiskFacts facts, RiskRules rules)
    {
        // What only informs harms nothing, whichever host it is on.
        if (facts.Severity == Severity.Info) return 1;
        int sum = TechnicalBand(facts, rules) + (facts.Criticality ?? rules.DefaultCriticality);
        return Math.Clamp((sum + 1) / 2, 1, RiskMatrix.Steps);
    }

    /// <summary>How bad it is for any host, 1 to 5: by CVSS, else by the scanner's severity.</summary>
    internal static int TechnicalBand(in RiskFacts facts, RiskRules rules)
    {
        int cvss = facts.Scores.Cvss;
        if (cvss < 0) return (int)facts.Severity + 1;
        return (int)ScoreBands.Of(rules.Bands.Cvss, cvss) + 1;
    }
}
