using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Scans;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Hosts;

/// <summary>How the list is ordered.</summary>
public enum HostOrder { Worst, Risk, Name, Updates, Scan }

/// <summary>The fleet, a host a row.</summary>
/// <param name="All">What was read; null until then.</param>
/// <param name="Rows">What the filter lets through, in order.</param>
/// <param name="Old">Reading has failed since: what is shown may be old.</param>
public sealed record HostsScreen(
    HostList? All, ImmutableArray<HostSummary> Rows, string FilterText, HostOrder Order, GridCursor Cursor, ImmutableHashSet<string> Marked, bool Old) : Screen
{
    /// <summary>Hosts scanned at once, as on the command line.</summary>
    private const int ScanParallel = 50;

    private static readonly Duration ScanTimeout = Duration.FromSeconds(60);

    public HostsScreen() : this(null, [], "", HostOrder.Worst, new GridCursor(), [], false) { }

    public override string Crumb => "Hosts";

    public override string? Filter => FilterText;

    public HostSummary? Here => Cursor.Index < Rows.Length ? Rows[Cursor.Index] : null;

    public override string Status(Look look) => All is null ? "" : string.Join("  ", new[]
    {
        Rows.Length == All.Total ? $"{All.Total}" : $"{Rows.Length}/{All.Total}",
        FilterText.Length > 0 ? $"/{FilterText}" : "",
        $"by {OrderWord}",
        Marked.Count > 0 ? $"{Marked.Count} marked" : "",
        Old ? "~ old" : "",
    }.Where(s => s.Length > 0));

    public override IReadOnlyList<Offer> Offers(Look look)
    {
        bool some = Rows.Length > 0;
        return
        [
            .. some ? [new Offer("Enter", "open", "Opens the host.")] : Array.Empty<Offer>(),
            .. All?.Total > 0 ? [Offer.For(HostOperations.Scan, Marked.Count > 0 ? $"scan {Marked.Count}" : "scan")] : Array.Empty<Offer>(),
            .. some ? [new Offer("o", "order", "Orders by worst state, risk, name, updates or scan."), new Offer("Space", "mark", "Marks the host; M marks all that are shown.")] : Array.Empty<Offer>(),
            .. some ? [Offer.For(RolloutOperations.Plan, Marked.Count > 0 ? $"rollout of {Marked.Count}" : "rollout")] : Array.Empty<Offer>(),
            Offer.For(HostOperations.Import), Offer.For(HostOperations.Add),
        ];
    }

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged => new Turn(this, Read),
        HostsRead read => Arranged(this with { All = read.List, Old = false }, look),
        WorkFailed { Name: "hosts", Fault.Code.Name: "FILE_MISSING" } => Arranged(this with { All = new HostList([], 0) }, look),
        WorkFailed { Name: "hosts" } => new Turn(this with { Old = true }),
        FilterTyped typed => Arranged(this with { FilterText = typed.Text }, look),
        Told => new Turn(this, Read),
        PlanMade made => new Turn(this with { Marked = [] }, new Say($"{made.Plan.RolloutId} is planned: {made.Plan.Updates} updates on {made.Plan.Hosts} hosts, {made.Plan.Excluded.Count} left out. No server was touched."), new Open(new RolloutScreen(made.Plan.RolloutId))),
        Pressed { Key: var key } => Press(key, look),
        Chosen { Operation: var operation } => Choose(operation),
        Answered answered => Answer(answered),
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => HostsView.Draw(this, body, look);

    /// <summary>Rows of the list, below its title.</summary>
    public static int Page(Look look) => look.Rows - 1 - HostsView.FootRows;

    internal static string KeyOf(HostSummary host) => host.Name;

    private static Work Read => new("hosts", c => new HostsRead(ListHosts.Run(c.Session, Core.Scopes.Scope.Everything)));

    private string OrderWord => Order switch
    {
        HostOrder.Worst => "worst state",
        HostOrder.Risk => "risk",
        HostOrder.Updates => "updates",
        HostOrder.Scan => "oldest scan",
        _ => "name",
    };

    private Turn? Press(KeyPress key, Look look)
    {
        if (Cursor.Moved(key, Rows, KeyOf, Page(look)) is { } moved) return new Turn(this with { Cursor = moved });
        switch (key)
        {
            case { Named: NamedKey.Enter } when Here is { } host:
                return new Turn(this, new Open(new HostScreen(host.Name)));
            case { Letter: 'o' }:
                return Arranged(this with { Order = (HostOrder)(((int)Order + 1) % Enum.GetValues<HostOrder>().Length) }, look);
            case { Letter: ' ' } when Here is { } host:
                HostsScreen marked = this with { Marked = Marked.Contains(host.Name) ? Marked.Remove(host.Name) : Marked.Add(host.Name) };
                return new Turn(marked with { Cursor = Cursor.Moved(KeyPress.Of(NamedKey.Down), Rows, KeyOf, Page(look))! });
            case { Letter: 'M' }:
                bool all = Rows.All(r => Marked.Contains(r.Name));
                return new Turn(this with { Marked = all ? [] : [.. Rows.Select(r => r.Name)] });
            case { Letter: 'n' or 'N' } when Next(key.Letter == 'n' ? 1 : -1) is { } next:
                return new Turn(this with { Cursor = Cursor.To(next, Rows, KeyOf, Page(look)) });
            case { Named: NamedKey.Escape } when FilterText.Length > 0:
                return Arranged(this with { FilterText = "" }, look);
            case { Named: NamedKey.Escape } when Marked.Count > 0:
                return new Turn(this with { Marked = [] });
            default:
                return null;
        }
    }

    private Turn? Choose(Operation operation)
    {
        if (operation == HostOperations.Scan)
        {
            string[] names = Marked.Count > 0 ? [.. Marked] : Here is { } host ? [host.Name] : [];
            return new Turn(this with { Marked = [] }, ScanOf(names));
        }
        if (operation == RolloutOperations.Plan)
        {
            string[] names = Marked.Count > 0 ? [.. Marked.Order(StringComparer.Ordinal)] : Here is { } host ? [host.Name] : [];
            return new Turn(this, RolloutWork.Plan(names));
        }
        if (operation == HostOperations.Add || operation == HostOperations.Import) return new Turn(this, new Ask(HostWork.QuestionFor(operation)));
        return null;
    }

    private Turn? Answer(Answered answered) =>
        answered.Question.Operation == HostOperations.Add ? new Turn(this, HostWork.Add(answered.Typed))
        : answered.Question.Operation == HostOperations.Import ? new Turn(this, HostWork.Import(answered.Typed))
        : null;

    internal static Work ScanOf(IReadOnlyList<string> names) => new("scan", c =>
    {
        var failed = new Dictionary<char, int>();
        ScanReport report = RunScan.Run(c.Session, new ScanRequest(names, Core.Scopes.Scope.Everything, ScanParallel, ScanTimeout), progress =>
        {
            if (progress.Last.Status != Core.Hosts.ScanStatus.Ok)
                failed[HostMarks.Of(progress.Last.Status).Letter] = failed.GetValueOrDefault(HostMarks.Of(progress.Last.Status).Letter) + 1;
            c.Tell($"{progress.Done}/{progress.Total}{string.Concat(failed.OrderBy(f => f.Key).Select(f => $" {f.Key}{f.Value}"))}");
        }, c.Cancellation);
        return new Told($"{report.ScanId}: {report.Ok} of {report.Ok + report.Failed} hosts answered in {report.DurationSeconds:0.#} s.", report.Failed > 0 && report.Ok == 0);
    }, Long: true);

    private int? Next(int direction)
    {
        for (int i = Cursor.Index + direction; i >= 0 && i < Rows.Length; i += direction)
            if (HostMarks.Of(Rows[i]).Class is MarkClass.Look or MarkClass.Failed or MarkClass.Old) return i;
        return null;
    }

    private static Turn Arranged(HostsScreen changed, Look look)
    {
        ImmutableArray<HostSummary> rows = [.. Ordered(changed.All?.Hosts.Where(Passes(changed.FilterText)) ?? [], changed.Order)];
        return new Turn(changed with { Rows = rows, Cursor = changed.Cursor.Among(rows, KeyOf, Page(look)) });
    }

    private static IOrderedEnumerable<HostSummary> Ordered(IEnumerable<HostSummary> hosts, HostOrder order) => (order switch
    {
        HostOrder.Worst => hosts.OrderBy(h => h.State).ThenByDescending(h => h.Risk),
        HostOrder.Risk => hosts.OrderByDescending(h => h.Risk),
        HostOrder.Updates => hosts.OrderByDescending(h => h.PendingSecurity).ThenByDescending(h => h.PendingUpdates),
        HostOrder.Scan => hosts.OrderBy(h => h.LastScanAt ?? Instant.MinValue),
        _ => hosts.OrderBy(h => h.Name, StringComparer.Ordinal),
    }).ThenBy(h => h.Name, StringComparer.Ordinal);

    /// <summary>A bare word matches what the columns show; a leading ! inverts.</summary>
    private static Func<HostSummary, bool> Passes(string filter)
    {
        bool inverted = filter.StartsWith('!');
        string word = filter.TrimStart('!').Trim();
        if (word.Length == 0) return _ => true;
        return h => inverted != Shown(h).Any(shown => shown?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);

        static IEnumerable<string?> Shown(HostSummary h) =>
        [
            h.Name, h.Address, h.Os?.Name, h.Os?.Version, h.Environment, h.Role, h.ScanStatus, Core.Hosts.HostFleetStates.Word(h.State),
            .. h.Tags.Select(t => $"{t.Key}={t.Value}"),
        ];
    }
}
