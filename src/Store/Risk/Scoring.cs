using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;
using Cockpit.Core.Journal;
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
    private readonly bool hasKev;

    private Scoring(RiskRules rules, int version, Dictionary<long, IntelFacts> intel, bool hasKev)
    {
        Rules = rules;
        RulesVersion = version;
        this.intel = intel;
        this.hasKev = hasKev;
    }

    public RiskRules Rules { get; }

    public int RulesVersion { get; }

    public static Scoring Of(SqliteConnection connection)
    {
        (RulesVersion version, RiskRules rules) = RulesStore.InForce(connection);
        return With(connection, rules, version.Version);
    }

    /// <summary>By other rules than those in force, to see what they would do.</summary>
    public static Scoring With(SqliteConnection connection, RiskRules rules, int version) => new(
        rules, version, PluginIntel.All(connection), connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM intel_feed WHERE kind = 'kev')") == 1);

    /// <summary>What the catalogues say of a stored plugin's CVEs.</summary>
    public IntelFacts Intel(long plugin) => intel.GetValueOrDefault(plugin, IntelFacts.None);

    /// <param name="plugin">The stored plugin's id.</param>
    /// <param name="scores">What the scanner says, without the catalogues.</param>
    /// <param name="host">Null where no host matches.</param>
    /// <param name="openSinceUs">From when the clock of its due date runs.</param>
    public Scored Of(long plugin, Severity severity, in FindingScores scores, FindingFlags flags, ScoredHost? host, long openSinceUs) =>
        Of(plugin, severity, scores, flags, host?.Criticality, host?.Exposure, openSinceUs);

    public Scored Of(long plugin, Severity severity, in FindingScores scores, FindingFlags flags, int? criticality, Exposure? exposure, long openSinceUs)
    {
        IntelFacts known = Intel(plugin);
        RiskFacts facts = new RiskFacts(severity, scores, flags, criticality, exposure).With(known);
        RiskScore score = RiskScore.Of(facts, Rules);
        DueDate due = DueDates.Of(new DueFacts(score.Level, JournalHash.FromMicroseconds(openSinceUs), DueFacts.ExploitedOf(facts.Flags, hasKev), known, exposure), Rules.Due);
        return new Scored(score, RiskRank.Of(score, severity, facts.Scores, facts.Flags), due.At is { } at ? JournalHash.Microseconds(at) : null, due.By);
    }
}
