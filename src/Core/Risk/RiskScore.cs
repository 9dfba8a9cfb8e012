using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;

namespace Cockpit.Core.Risk;

/// <summary>A finding's place on the matrix.</summary>
/// <param name="Likelihood">1 to 5.</param>
/// <param name="Impact">1 to 5.</param>
public readonly record struct RiskScore(int Likelihood, int Impact)
{
    public RiskLevel Level => RiskMatrix.Level(Likelihood, Impact);

    public int Points => RiskMatrix.Points(Level);

    /// <summary>Scores a finding. Pure; the same facts give the same cell, and age plays no part.</summary>
    public static RiskScore Of(in RiskFacts facts, RiskRules rules) => new(LikelihoodOf(facts, rules), ImpactOf(facts, rules));

    internal static int HighestRule(in RiskFacts facts, RiskRules rules)
    {
        int highest = 1;
        foreach (LikelihoodRule rule in rules.Likelihood)
        {
            if (rule.Level > highest && rule.Fires(facts)) highest = rule.Level;
        }
        return highest;
    }

    private static int LikelihoodOf(in RiskFacts facts, RiskRules rules)
    {
        int likelihood = HighestRule(facts, rules);
        if (facts.Exposure == Exposure.Internet) likelihood++;
        if ((facts.Flags & FindingFlags.Potential) != 0) likelihood--;
        int floor = (facts.Flags & FindingFlags.KnownExploited) != 0 ? RiskRules.KnownExploitedFloor : 1;
        return Math.Clamp(likelihood, floor, RiskMatrix.Steps);
    }

    private static int ImpactOf(in RiskFacts facts, RiskRules rules)
    {
        // What only informs harms nothing, whichever host it is on.
        if (facts.Severity == Severity.Info) return 1;
        int sum = TechnicalBand(facts, rules) + (facts.Criticality ?? RiskRules.DefaultCriticality);
        return Math.Clamp((sum + 1) / 2, 1, RiskMatrix.Steps);
    }

    /// <summary>How bad it is for any host, 1 to 5: by CVSS, else by the scanner's severity.</summary>
    internal static int TechnicalBand(in RiskFacts facts, RiskRules rules)
    {
        int cvss = facts.Scores.Cvss;
        if (cvss < 0) return (int)facts.Severity + 1;
        int band = 1;
        foreach (int from in rules.CvssBands)
        {
            if (cvss >= from) band++;
        }
        return band;
    }
}
