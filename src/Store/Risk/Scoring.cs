using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Cockpit.Store.Intel;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Risk;

/// <summary>A finding's place and due date as they are stored.</summary>
internal readonly record struct Scored(RiskScore Score, long Rank, long? DueUs, DueBy DueBy);

/// <summary>
/// Scores findings by the rules in force and by what the catalogues say of each test. Every place that stores a score goes through
/// here, so that none can differ. Good for one transaction.
/// </summary>
internal sealed class Scoring
{
    private readonly Dictionary<long, IntelFacts> intel;

    private Scoring(RiskRules rules, Dictionary<long, IntelFacts> intel)
    {
        Rules = rules;
        this.intel = intel;
    }

    public RiskRules Rules { get; }

    public static Scoring Of(SqliteConnection connection) => new(RiskRules.Standard, PluginIntel.All(connection));

    /// <summary>What the catalogues say of a stored plugin's CVEs.</summary>
    public IntelFacts Intel(long plugin) => intel.GetValueOrDefault(plugin, IntelFacts.None);

    /// <param name="plugin">The stored plugin's id.</param>
    /// <param name="scores">What the scanner says, without the catalogues.</param>
    /// <param name="host">Null where no host matches.</param>
    /// <param name="openSinceUs">From when the clock of its due date runs.</param>
    public Scored Of(long plugin, Severity severity, in FindingScores scores, FindingFlags flags, ScoredHost? host, long openSinceUs)
    {
        RiskFacts facts = new RiskFacts(severity, scores, flags, host?.Criticality, host?.Exposure).With(Intel(plugin));
        RiskScore score = RiskScore.Of(facts, Rules);
        return new Scored(score, RiskRank.Of(score, facts.Scores, facts.Flags), null, DueBy.Nothing);
    }
}
