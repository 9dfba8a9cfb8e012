using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;

namespace Cockpit.Core.Risk;

/// <summary>Everything that the risk of one finding is made from.</summary>
/// <param name="Criticality">The host's, 1 to 5; null is "not set" and counts as what the rules say.</param>
/// <param name="Exposure">The host's; null is "not set" and changes nothing.</param>
public readonly record struct RiskFacts(Severity Severity, FindingScores Scores, FindingFlags Flags, int? Criticality, Exposure? Exposure)
{
    private const FindingFlags Threat = FindingFlags.KnownExploited | FindingFlags.Ransomware | FindingFlags.Malware | FindingFlags.PublicExploit | FindingFlags.ActiveAttack;

    /// <summary>The same with what the catalogues say: their flags are added, and their EPSS replaces the scanner's, whose day nobody tells.</summary>
    public RiskFacts With(in Intel.IntelFacts intel) => this with
    {
        Flags = Flags | intel.Flags,
        Scores = intel.Epss < 0 ? Scores : Scores with { Epss = intel.Epss },
    };

    /// <summary>Whether anything is known about how it is exploited. If not, severity has to stand in for it.</summary>
    public bool HasThreatData => Scores.Epss >= 0 || Scores.Vpr >= 0 || Scores.Qds >= 0 || (Flags & Threat) != 0;
}
