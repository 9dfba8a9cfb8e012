using Cockpit.Core.Findings;

namespace Cockpit.Core.Risk;

/// <summary>
/// The rules of the risk as data: the highest likelihood rule that fires counts. Bands of CVSS follow the qualitative scale of
/// CVSS v3.1 section 5; the thresholds of EPSS, VPR and QDS are Cockpit's own.
/// </summary>
/// <param name="Likelihood">Named rules; what none of them lifts has likelihood 1.</param>
/// <param name="CvssBands">From how many tenths of CVSS on a finding is of technical band 2, 3, 4 and 5.</param>
public sealed record RiskRules(IReadOnlyList<LikelihoodRule> Likelihood, IReadOnlyList<int> CvssBands)
{
    /// <summary>What a host counts as whose criticality nobody has set.</summary>
    public const int DefaultCriticality = 3;

    /// <summary>Known exploitation is never less likely than this, however well a host is shielded.</summary>
    public const int KnownExploitedFloor = 4;

    public static RiskRules Standard { get; } = new(
    [
        new("known-exploited", 5, LikelihoodFact.Flag, (int)FindingFlags.KnownExploited, "exploited in the wild", "CISA KEV"),
        new("ransomware", 5, LikelihoodFact.Flag, (int)FindingFlags.Ransomware, "used by ransomware", "CISA KEV"),
        new("active-attack", 5, LikelihoodFact.Flag, (int)FindingFlags.ActiveAttack, "attacks with it are under way", "scanner"),
        new("malware", 5, LikelihoodFact.Flag, (int)FindingFlags.Malware, "malware uses it", "scanner"),
        new("epss-5", 5, LikelihoodFact.Epss, 500_000, "EPSS from 0.5", "EPSS"),
        new("public-exploit", 4, LikelihoodFact.Flag, (int)FindingFlags.PublicExploit, "an exploit is public", "scanner"),
        new("epss-4", 4, LikelihoodFact.Epss, 100_000, "EPSS from 0.1", "EPSS"),
        new("vpr-4", 4, LikelihoodFact.Vpr, 70, "VPR from 7", "Tenable VPR"),
        new("qds-4", 4, LikelihoodFact.Qds, 70, "QDS from 70", "Qualys QDS"),
        new("epss-3", 3, LikelihoodFact.Epss, 10_000, "EPSS from 0.01", "EPSS"),
        new("open-to-network", 3, LikelihoodFact.Flag, (int)FindingFlags.OpenToNetwork, "over the network, without rights or a user's help", "CVSS vector"),
        new("vpr-3", 3, LikelihoodFact.Vpr, 40, "VPR from 4", "Tenable VPR"),
        new("qds-3", 3, LikelihoodFact.Qds, 40, "QDS from 40", "Qualys QDS"),
        new("severe-without-threat-data", 3, LikelihoodFact.SeverityWithoutThreatData, (int)Severity.High, "no threat data, and severity high or critical", "scanner"),
        new("epss-2", 2, LikelihoodFact.Epss, 1_000, "EPSS from 0.001", "EPSS"),
        new("severity-2", 2, LikelihoodFact.Severity, (int)Severity.Low, "severity low or more", "scanner"),
    ],
    [1, 40, 70, 90]);
}
