using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Cockpit.Store.Intel;
using NodaTime;

namespace Cockpit.Store.Risk;

/// <summary>
/// Says why findings stand where they stand, by the rules in force and the feeds that are in: the same that scored them. Good for one
/// transaction; what many findings share is read once.
/// </summary>
public sealed class Explaining
{
    private readonly ReadTransaction t;
    private readonly FeedDate? kev, epss, ssvc;
    private readonly Dictionary<long, IntelFacts> intel = [];
    private readonly Dictionary<HostId, (int? Criticality, Exposure? Exposure)> hosts = [];

    public Explaining(ReadTransaction t, Instant now)
    {
        this.t = t;
        Now = now;
        (RulesVersion version, Rules) = t.RulesInForce();
        Version = version.Version;
        List<IntelFeed> feeds = t.Feeds();
        kev = Date(IntelKind.Kev);
        epss = Date(IntelKind.Epss);
        ssvc = Date(IntelKind.Ssvc);

        FeedDate? Date(IntelKind kind) => feeds.Find(f => f.Kind == kind) is { } feed ? new FeedDate(feed.AsOf, Rules.Feeds.IsStale(kind, feed.AsOf, now)) : null;
    }

    public RiskRules Rules { get; }

    public int Version { get; }

    public Instant Now { get; }

    public RiskExplanation Of(FindingSummary f)
    {
        if (!intel.TryGetValue(f.StoredPlugin, out IntelFacts known)) intel.Add(f.StoredPlugin, known = PluginIntel.Of(t.Connection, f.StoredPlugin));
        (int? criticality, Exposure? exposure) = f.HostId is { } id ? Host(id) : (null, null);
        var told = new RiskFacts(f.Severity, f.Scores, f.Flags, criticality, exposure);
        RiskExplanation why = RiskExplanation.Of(told, known, Rules, new FactSources(f.Source.ToString(), f.LastSeenAt, kev, epss, ssvc));
        var due = new DueFacts(why.Score.Level, f.OpenSince, DueFacts.ExploitedOf(f.Flags | known.Flags, kev is not null), known, exposure);
        return why with { RulesVersion = Version, Due = DueDates.Candidates(due, Rules.Due) };
    }

    /// <summary>What the feeds say of the finding's CVEs.</summary>
    public IntelFacts Intel(FindingSummary f) => intel.TryGetValue(f.StoredPlugin, out IntelFacts known) ? known : PluginIntel.Of(t.Connection, f.StoredPlugin);

    /// <summary>Where the finding stands against its due date.</summary>
    public SlaStatus SlaOf(FindingSummary f) => SlaStatuses.Of(f.Due, f.Status, f.ClosedAt, Rules.Due, Now);

    private (int? Criticality, Exposure? Exposure) Host(HostId id)
    {
        if (hosts.TryGetValue(id, out var known)) return known;
        t.Connection.ReadOne("SELECT criticality, exposure FROM host WHERE id = $id AND removed_at_us IS NULL", r => known = ((int?)r.NumberOrNull(0), ScoredHost.ExposureOf(r.TextOrNull(1))), ("$id", id.Value));
        hosts.Add(id, known);
        return known;
    }
}
