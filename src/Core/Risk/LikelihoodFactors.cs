using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;

namespace Cockpit.Core.Risk;

/// <summary>What makes a finding's likelihood, factor by factor, each with who says so and from when that is.</summary>
internal static class LikelihoodFactors
{
    /// <param name="told">What the scanner says, without the feeds.</param>
    /// <param name="facts">The same with them.</param>
    public static void Add(List<RiskFactor> factors, in RiskFacts told, in RiskFacts facts, in IntelFacts intel, RiskRules rules, FactSources sources)
    {
        int highest = RiskScore.HighestRule(facts, rules);
        HashSet<LikelihoodFact> named = [];
        foreach (LikelihoodRule rule in rules.ByLevel)
        {
            // An EPSS of 0.91 reaches every threshold of EPSS; the highest one says it all.
            if (!rule.Fires(facts) || (rule.Fact != LikelihoodFact.Flag && !named.Add(rule.Fact))) continue;
            (string source, FeedDate? feed) = SourceOf(rule, intel, sources);
            factors.Add(new(rule.Name, rule.Text, rule.Value(facts, rules.Bands) ?? "", $"likelihood {rule.Level}", source, rule.Level == highest, feed is { } date ? date.AsOf : sources.SeenAt) { Stale = feed is { Stale: true } });
        }
        if (highest == 1) factors.Add(new("no-rule", "no rule lifts it", RiskWords.Of(facts.Severity), "likelihood 1", sources.Scanner, true, sources.SeenAt));
        Forecast(factors, told, intel, rules, sources, named.Contains(LikelihoodFact.Epss));
        if (!facts.HasThreatData) factors.Add(new("no-threat-data", "no threat data: neither EPSS, VPR, QDS nor a known exploit was given", "none", "likelihood rests on the severity", sources.Scanner, false, sources.SeenAt));
        Steps(factors, facts, rules, sources, highest);
    }

    /// <summary>A flag that a feed sets is the feed's word; otherwise it is the scanner's, whoever it has it from.</summary>
    private static (string Source, FeedDate? Feed) SourceOf(LikelihoodRule rule, in IntelFacts intel, FactSources sources)
    {
        if (rule.Fact == LikelihoodFact.Epss && intel.Epss >= 0) return (IntelKinds.Title(IntelKind.Epss), sources.Epss);
        if (rule.Fact == LikelihoodFact.Flag && (intel.Flags & (FindingFlags)rule.Threshold) != 0)
        {
            bool catalogue = ((FindingFlags)rule.Threshold & (FindingFlags.KnownExploited | FindingFlags.Ransomware)) != 0;
            return catalogue ? (IntelKinds.Title(IntelKind.Kev), sources.Kev) : (IntelKinds.Title(IntelKind.Ssvc), sources.Ssvc);
        }
        return (rule.Source == "scanner" ? sources.Scanner : $"{rule.Source}, by {sources.Scanner}", null);
    }

    /// <summary>Where the feed and the scanner differ, both are told; a forecast that reaches no threshold is told too.</summary>
    private static void Forecast(List<RiskFactor> factors, in RiskFacts told, in IntelFacts intel, RiskRules rules, FactSources sources, bool fired)
    {
        if (intel.Epss >= 0 && !fired)
            factors.Add(new("epss", "EPSS, below every threshold", RiskWords.Epss(intel.Epss), "none", IntelKinds.Title(IntelKind.Epss), false, sources.Epss?.AsOf) { Stale = sources.Epss is { Stale: true } });
        if (intel.Epss >= 0 && told.Scores.Epss >= 0 && told.Scores.Epss != intel.Epss)
            factors.Add(new("epss-scanner", "EPSS as the scanner gives it", RiskWords.Epss(told.Scores.Epss), "none: the feed's counts", sources.Scanner, false, sources.SeenAt));
    }

    private static void Steps(List<RiskFactor> factors, in RiskFacts facts, RiskRules rules, FactSources sources, int highest)
    {
        if (facts.Exposure is not { } exposure)
        {
            factors.Add(new("exposure", "exposure of the host", "not set", "none", "host", false, null));
        }
        else
        {
            int step = rules.Exposure.Of(exposure);
            string text = exposure switch { Exposure.Internet => "reachable from the internet", Exposure.Isolated => "cut off from other networks", _ => "exposure of the host" };
            if (step != 0) factors.Add(new("exposure", text, exposure.ToString().ToLowerInvariant(), step > 0 ? $"likelihood +{step}, at most 5" : $"likelihood {step}, at least 1", "host", true, null));
        }
        if ((facts.Flags & FindingFlags.Potential) != 0) factors.Add(new("potential", "the scanner is not sure", "potential", $"likelihood {rules.Potential}, at least 1", sources.Scanner, rules.Potential != 0, sources.SeenAt));
        int lifted = highest + rules.Exposure.Of(facts.Exposure) + ((facts.Flags & FindingFlags.Potential) != 0 ? rules.Potential : 0);
        if ((facts.Flags & FindingFlags.KnownExploited) != 0 && lifted < rules.KnownExploitedFloor)
            factors.Add(new("known-exploited-floor", $"known exploitation is never below {rules.KnownExploitedFloor}", "yes", $"likelihood {rules.KnownExploitedFloor}", "rules", true, null));
    }
}
