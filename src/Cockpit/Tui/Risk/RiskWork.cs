using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Intel;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Scopes;
using Cockpit.Operations.Updates;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The updates that remove the most points, and the machines with the most.</summary>
/// <param name="Updates">Null where the filter cannot be asked of updates: what they remove is kept by host.</param>
public sealed record RiskTops(IReadOnlyList<UpdateLine>? Updates, IReadOnlyList<RiskyHost> Hosts);

/// <param name="Filter">The filter that they were read under.</param>
public sealed record TopsRead(RiskTops Tops, string Filter = "") : Message;

/// <summary>What the risk screens read.</summary>
internal static class RiskWork
{
    /// <summary>Findings that a rollout is made of at most; of more, a person names a scope.</summary>
    private const int MostPlanned = 10_000, PlanPage = 1_000;

    public static Work Head => new("head", c =>
    {
        IntelStatus intel = ReadIntel.Run(c.Session);
        RiskMatrixResult all = ReadMatrix.Run(c.Session);
        string scoring = intel.Scoring.Done ? "" : $"scores {intel.Scoring.Percent}% of rules v{intel.Scoring.RulesVersion}";
        string work = string.Join("  ", new[] { all.ImportRunning?.Label ?? "", scoring }.Where(w => w.Length > 0));
        return new HeadRead(RiskHead.Of(
            all,
            [.. intel.Feeds.Where(f => f.Kind is IntelKind.Kev or IntelKind.Epss).Select(f => new CatalogueAge(f.Feed.ToUpperInvariant(), f.AsOf, f.Stale))],
            work.Length > 0 ? work : null) with { Scopes = ScopeBooks.Of(c.Session) });
    });

    public static Work Matrix(RiskFilter filter) => new("matrix", c => new MatrixRead(
        filter.Words is null ? ReadMatrix.Run(c.Session, new RiskWish(filter.Scope, Source: filter.Tool)) : Counted(c.Session, filter), filter.Text));

    public static Work Burndown(RiskFilter filter) => new("burn-down", c => new BurndownRead(ReadBurndown.Run(c.Session, new RiskWish(filter.Scope, Source: filter.Tool)), filter.Text));

    /// <summary>The matrix of findings with some words: no figures are kept of those, so each cell is counted.</summary>
    private static RiskMatrixResult Counted(Session session, RiskFilter filter)
    {
        var cells = new List<RiskCell>(RiskMatrix.Steps * RiskMatrix.Steps);
        for (int likelihood = 1; likelihood <= RiskMatrix.Steps; likelihood++)
        {
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                var query = new FindingQuery("", new RiskScore(likelihood, impact));
                cells.Add(new RiskCell(likelihood, impact, RiskMatrix.Level(likelihood, impact), ListFindings.Count(session, WishOf(query, filter)).Total ?? 0, 0));
            }
        }
        LevelPoints points = ShowRules.Points(session);
        return new RiskMatrixResult(cells, cells.Sum(c => c.Count), cells.Sum(c => c.Count * points.Of(c.Level)), session.Now);
    }

    public static Work Tops(RiskFilter filter, int limit) => new("tops", c => new TopsRead(
        new RiskTops(
            filter is { Tool: null, Words: null } ? ListUpdates.Among(c.Session, new FindingWish(filter.Scope), limit).Updates : null,
            ReadTop.Run(c.Session, new FindingWish(filter.Scope) { Source = filter.Tool, Text = filter.Words }, limit).Hosts),
        filter.Text));

    public static Work Update(string name) => new("update", c => new UpdateRead(ShowUpdate.Run(c.Session, name)));

    /// <summary>A list's first findings, for a preview.</summary>
    public static Work Findings(FindingQuery query, RiskFilter filter, int limit) => Findings(query, filter, new WindowRead(WindowPart.Whole, null, 0, limit), counted: false);

    public static Work Findings(FindingQuery query, RiskFilter filter, WindowRead wish, bool counted = true)
    {
        string list = NameOf(query, filter);
        return new Work($"{list} {wish.Part}", c =>
        {
            // How many there are is told with the first page; walking on does not change it.
            FindingList page = ListFindings.Run(c.Session, WishOf(query, filter) with { After = wish.From, Limit = wish.Limit }, count: counted && wish.Part is WindowPart.Whole);
            return new FindingsRead(list, wish, page.Findings) { Total = page.Total, TotalIsExact = page.TotalIsExact, Scopes = wish.Part is WindowPart.Whole ? ScopeBooks.Of(c.Session) : null };
        });
    }

    /// <summary>Tells lists apart, so that an answer for one is never shown in another.</summary>
    public static string NameOf(FindingQuery query, RiskFilter filter) => $"findings {query.Cell} {query.Host} {query.Cve} {query.Status} /{filter.Text}";

    public static Work Finding(string id) => new("finding", c => new FindingRead(ShowFinding.Run(c.Session, Id(id))));

    /// <summary>
    /// Freezes a plan for these findings: of the updates that fix their CVE where all of them name one, else of the security updates of their
    /// hosts. No server is changed by it.
    /// </summary>
    /// <param name="only">Ids of marked findings; null is all of the list.</param>
    public static Work Plan(FindingQuery query, RiskFilter filter, IReadOnlySet<string>? only = null) => new("plan", c =>
    {
        var hosts = new SortedSet<string>(StringComparer.Ordinal);
        HashSet<string>? shared = null;
        FindingLine? after = null;
        for (int read = 0; ;)
        {
            IReadOnlyList<FindingLine> page = ListFindings.Run(c.Session, WishOf(query, filter) with { After = after, Limit = PlanPage }).Findings;
            foreach (FindingLine f in page.Where(f => f.Matched && only?.Contains(f.Id) != false))
            {
                hosts.Add(f.Host);
                if (shared is null) shared = [.. f.Cves];
                else shared.IntersectWith(f.Cves);
            }
            if (page.Count < PlanPage) break;
            (after, read) = (page[^1], read + page.Count);
            if (read >= MostPlanned) throw new CockpitException(RolloutErrors.PlanEmpty.Because($"The list has more than {MostPlanned:N0} findings. A filter makes it smaller."));
            c.Cancellation.ThrowIfCancellationRequested();
        }
        if (hosts.Count == 0) throw new CockpitException(RolloutErrors.PlanEmpty.Because("None of these findings is of a host of this file."));
        string? cve = shared?.Order(StringComparer.Ordinal).FirstOrDefault();
        return RolloutWork.Plan([.. hosts], cve is null ? null : CveId.TryParse(cve)).Run(c);
    }, Long: true) { WhenStopped = "Nothing was planned." };

    /// <summary>The same for one finding.</summary>
    public static Work Plan(FindingLine finding) => RolloutWork.Plan([finding.Host], finding.Cves.Count > 0 ? CveId.TryParse(finding.Cves[0]) : null);

    internal static FindingWish WishOf(FindingQuery query, RiskFilter filter) => new(
        filter.Scope, Cve: query.Cve is { } cve ? CveId.TryParse(cve) : null, Host: query.Host, Status: query.Status, Cell: query.Cell) { Source = filter.Tool, Text = filter.Words };

    internal static FindingId Id(string id) => FindingId.TryParse(id, out FindingId parsed) ? parsed : throw new InvalidOperationException($"{id} came from the file as a finding's id.");
}
