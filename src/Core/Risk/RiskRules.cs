using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;

namespace Cockpit.Core.Risk;

/// <summary>
/// The rules of the risk as data: the highest likelihood rule that fires counts. Bands of CVSS follow the qualitative scale of
/// CVSS v3.1 section 5; the thresholds of EPSS, VPR and QDS are Cockpit's own. A set that was changed by a person is checked before
/// it counts: see <see cref="Rules.RiskRulesCheck"/>.
/// </summary>
/// <param name="Likelihood">Named rules; what none of them lifts has likelihood 1.</param>
/// <param name="Exposure">By how much a host's exposure moves the likelihood.</param>
/// <param name="Potential">By how much the likelihood falls where the scanner itself is not sure; 0 or less.</param>
/// <param name="KnownExploitedFloor">Known exploitation is never less likely than this, however well a host is shielded.</param>
/// <param name="Bands">From which values on a score is low, medium, high and critical.</param>
/// <param name="DefaultCriticality">What a host counts as whose criticality nobody has set.</param>
/// <param name="Due">By when findings have to be gone.</param>
/// <param name="Feeds">When a feed is too old.</param>
public sealed record RiskRules(
    IReadOnlyList<LikelihoodRule> Likelihood, ExposureSteps Exposure, int Potential, int KnownExploitedFloor, ScoreBands Bands, int DefaultCriticality, DueRules Due, FeedLimits Feeds)
{
    /// <summary>What each level is worth; it moves no finding, and stands in every sum.</summary>
    public LevelPoints Points { get; init; } = LevelPoints.Standard;

    /// <summary>The highest level first, so that the first rule that fires decides.</summary>
    internal LikelihoodRule[] ByLevel { get; } = [.. Likelihood.OrderByDescending(r => r.Level)];

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
    new ExposureSteps(Internet: 1, Dmz: 0, Internal: 0, Isolated: -1), Potential: -1, KnownExploitedFloor: 4, ScoreBands.Standard, DefaultCriticality: 3, DueRules.Standard, FeedLimits.Standard);
}

/// <summary>By how much a host's exposure moves the likelihood. One that nobody has set moves nothing.</summary>
public sealed record ExposureSteps(int Internet, int Dmz, int Internal, int Isolated)
{
    public int Of(Exposure? exposure) => exposure switch
    {
        Hosts.Exposure.Internet => Internet,
        Hosts.Exposure.Dmz => Dmz,
        Hosts.Exposure.Internal => Internal,
        Hosts.Exposure.Isolated => Isolated,
        _ => 0,
    };
}

/// <summary>From which values on a score is called low, medium, high and critical. CVSS and VPR in tenths.</summary>
/// <param name="Cvss">These also decide the technical band that the impact is made of: 2, 3, 4, 5; below it is 1.</param>
public sealed record ScoreBands(IReadOnlyList<int> Cvss, IReadOnlyList<int> Vpr, IReadOnlyList<int> Qds)
{
    public static ScoreBands Standard { get; } = new([1, 40, 70, 90], [1, 40, 70, 90], [1, 40, 70, 90]);

    /// <summary>The severity that a score is called.</summary>
    public static Severity Of(IReadOnlyList<int> bands, int score)
    {
        int band = 0;
        for (int i = 0; i < bands.Count; i++)
        {
            if (score >= bands[i]) band++;
        }
        return (Severity)band;
    }
}
