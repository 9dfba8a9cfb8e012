using System.Collections.Immutable;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Imports;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts;

/// <summary>The fleet, a host a row, or in groups that open and fold.</summary>
/// <param name="Index">What was read; null until then.</param>
/// <param name="Rows">What the filter lets through, in order.</param>
/// <param name="Shown">Hosts that the filter lets through, folded ones included.</param>
/// <param name="FilterText">The filter as it is typed.</param>
/// <param name="Applied">The filter that is on: the one that was kept last, where what is typed is no filter.</param>
/// <param name="Kept">The filter from before the typing began.</param>
/// <param name="FilterWrong">Why what is typed is no filter.</param>
/// <param name="Open">The groups that are open.</param>
/// <param name="Old">Reading has failed since: what is shown may be old.</param>
public sealed record HostsScreen(
    HostIndex? Index, ImmutableArray<HostRow> Rows, int Shown, string FilterText, HostFilter Applied, HostFilter Kept, string? FilterWrong,
    HostOrder Order, HostGrouping Grouping, ImmutableHashSet<string> Open, GridCursor Cursor, IReadOnlySet<string> Marked, bool Old) : Screen
{
    /// <summary>Cells of the filter that are shown however little room there is.</summary>
    private const int LeastFilter = 12;

    private static readonly IReadOnlySet<string> NoMarks = ImmutableHashSet<string>.Empty;

    private static readonly (string Name, string Says, HostGrouping Grouping)[] Groupings =
    [
        ("group env", "puts hosts of one environment together", HostGrouping.Env),
        ("group role", "puts hosts of one role together", HostGrouping.Role),
        ("group os", "puts hosts of one system together", HostGrouping.Os),
        ("group none", "lists the hosts without groups", HostGrouping.None),
    ];

    private static readonly (string Name, string Says, HostOrder Order)[] Orders =
        [.. Enum.GetValues<HostOrder>().Select(o => ($"order {o.ToString().ToLowerInvariant()}", $"orders by {WordOf(o)}", o))];

    public HostsScreen() : this(null, [], 0, "", HostFilter.None, HostFilter.None, null, HostOrder.Worst, HostGrouping.None, [], new GridCursor(), NoMarks, false) { }

    /// <summary>The fleet through a filter.</summary>
    /// <param name="filter">One that names no scopes; what is none filters nothing.</param>
    public static HostsScreen Through(string filter)
    {
        HostFilter read = HostFilter.Read(filter, ScopeBook.Empty, out _) ?? HostFilter.None;
        return new HostsScreen() with { FilterText = read.Text, Applied = read, Kept = read };
    }

    public override string Crumb => "Hosts";

    public override string? Filter => FilterText;

    public override string? FilterTrouble => FilterWrong;

    public override IReadOnlyList<(string Name, string Says)> Commands => [.. Groupings.Select(g => (g.Name, g.Says)), .. Orders.Select(o => (o.Name, o.Says))];

    public HostSummary? Here => HereRow?.Host;

    private HostRow? HereRow => Cursor.Index < Rows.Length ? Rows[Cursor.Index] : null;

    public override string Status(Look look)
    {
        if (Index is null) return "";
        string count = Shown == Index.Total ? $"{Index.Total}" : $"{Shown}/{Index.Total}";
        string rest = string.Join("  ", new[]
        {
            $"by {WordOf(Order)}",
            Grouping is HostGrouping.None ? "" : $"{Grouping.ToString().ToLowerInvariant()} groups",
            Marked.Count > 0 ? $"{Marked.Count} marked" : "",
            Old ? "~ old" : "",
        }.Where(s => s.Length > 0));
        if (Applied.Text.Length == 0) return $"{count}  {rest}";
        // A long filter is cut, so that what comes behind it is seen.
        int room = Math.Max(LeastFilter, look.Columns - Crumb.Length - count.Length - rest.Length - 7);
        return $"{count}  /{SafeText.Fit(Applied.Text, room)}  {rest}";
    }

    public override IReadOnlyList<Offer> Offers(Look look)
    {
        bool some = Rows.Length > 0;
        return
        [
            .. some ? [HereRow?.Group is { } group ? new Offer("Enter", group.Open ? "fold" : "unfold", "Opens or folds the group.") : new Offer("Enter", "open", "Opens the host.")] : Array.Empty<Offer>(),
            .. Here is not null ? [Offer.For(PolicyOperations.Explain)] : Array.Empty<Offer>(),
            .. Index?.Total > 0 ? [Offer.For(HostOperations.Scan, ScanTitle)] : Array.Empty<Offer>(),
            .. some ? [new Offer("o", "order", "Orders by worst state, risk, name, updates or scan."), new Offer("Space", "mark", "Marks the host or the group; M marks all that are shown.")] : Array.Empty<Offer>(),
            .. some ? [Offer.For(RolloutOperations.Plan, Marked.Count > 0 ? $"rollout of {Marked.Count}" : "rollout")] : Array.Empty<Offer>(),
            Offer.For(HostOperations.Import), Offer.For(HostOperations.Add),
        ];
    }

    public override Turn? Update(Message message, Look look) => message switch
    {
        Kit.Shown or FileChanged => new Turn(this, Read),
        HostsRead read => Anew(read, look),
        WorkFailed { Name: "hosts", Fault.Code.Name: "FILE_MISSING" } => Arranged(this with { Index = HostIndex.Of(new HostList([], 0)) }, look),
        WorkFailed { Name: "hosts" } => new Turn(this with { Old = true }),
        FilterTyped typed => Filtered(typed.Text, look),
        FilterKept => new Turn(this with { FilterText = Applied.Text, Kept = Applied, FilterWrong = null }, FilterWrong is { } wrong ? [new Say(wrong)] : Array.Empty<ScreenEffect>()),
        Commanded command => Command(command.Name, look),
        Told => new Turn(this, Read),
        ImportRead read => new Turn(this, new Open(new ImportReviewScreen(read))),
        PlanMade made => new Turn(this with { Marked = NoMarks }, new Say($"{made.Plan.RolloutId} is planned: {made.Plan.Updates} updates on {made.Plan.Hosts} hosts, {made.Plan.Excluded.Count} left out. No server was touched."), new Open(new RolloutScreen(made.Plan.RolloutId))),
        Pressed { Key: var key } => Press(key, look),
        Chosen { Operation: var operation } => Choose(operation),
        Answered answered => Answer(answered),
        _ => null,
    };

    public override ScopeCompletion? Complete(LineEditor filter)
    {
        if (Index is null) return null;
        int start = HostFilter.ScopeStart(filter.Text);
        if (filter.Caret < start) return null;
        ScopeCompletion found = ScopeCompletion.At(filter.Text[start..], filter.Caret - start, Index.ValuesOf, Index.TagKeys, Index.Scopes);
        return found with { From = found.From + start };
    }

    public override void Draw(Canvas body, Look look) => HostsView.Draw(this, body, look);

    /// <summary>Rows of the list, below its title.</summary>
    public static int Page(Look look) => look.Rows - 1 - HostsView.FootRows;

    private static string KeyOf(HostRow row) => row.Key;

    private Work Read
    {
        get
        {
            HostIndex? before = Index;
            return new Work("hosts", c => new HostsRead(HostIndex.Of(ListHosts.Refresh(c.Session, before?.List), before)));
        }
    }

    /// <summary>What an act is for: the marked hosts, else the one or the group under the cursor.</summary>
    private IReadOnlyList<string> Names => Marked.Count > 0 ? [.. Marked.Order(StringComparer.Ordinal)] : HereRow is { } row ? [.. row.Hosts.Select(h => h.Name)] : [];

    private string ScanTitle => (Marked.Count > 0 ? Marked.Count : HereRow?.Group?.Hosts.Count ?? 1) is > 1 and var count ? $"scan {count}" : "scan";

    private static string WordOf(HostOrder order) => order switch
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
                return new Turn(this, new Open(new HostScreen(host.Name) { Place = (Cursor.Index + 1, Rows.Length) }));
            case { Named: NamedKey.Enter } when HereRow?.Group is { } group:
                return Arranged(this with { Open = group.Open ? Open.Remove(group.Name) : Open.Add(group.Name) }, look);
            case { Letter: 'o' }:
                return Arranged(this with { Order = (HostOrder)(((int)Order + 1) % Enum.GetValues<HostOrder>().Length) }, look);
            case { Letter: ' ' } when HereRow is { } row:
                return new Turn(this with { Marked = Toggled(row.Hosts), Cursor = Cursor.Moved(KeyPress.Of(NamedKey.Down), Rows, KeyOf, Page(look))! });
            case { Letter: 'M' }:
                return new Turn(this with { Marked = Toggled(Index?.Select(Applied, Order, look.Now) ?? []) });
            case { Letter: 'n' or 'N' } when Next(key.Letter == 'n' ? 1 : -1) is { } next:
                return new Turn(this with { Cursor = Cursor.To(next, Rows, KeyOf, Page(look)) });
            case { Named: NamedKey.Escape } when Applied.Text.Length > 0:
                return Arranged(this with { FilterText = "", Applied = HostFilter.None, Kept = HostFilter.None, FilterWrong = null }, look);
            case { Named: NamedKey.Escape } when Marked.Count > 0:
                return new Turn(this with { Marked = NoMarks });
            default:
                return null;
        }
    }

    /// <summary>All of them marked, or none of them where all were.</summary>
    private HashSet<string> Toggled(IReadOnlyList<HostSummary> hosts)
    {
        var marked = new HashSet<string>(Marked);
        bool all = hosts.All(h => marked.Contains(h.Name));
        foreach (HostSummary host in hosts)
        {
            if (all) marked.Remove(host.Name);
            else marked.Add(host.Name);
        }
        return marked;
    }

    /// <summary>The fleet anew. A filter that names scopes is read anew with them; where it no longer can be, the old one stays and that is said.</summary>
    private Turn Anew(HostsRead read, Look look)
    {
        HostsScreen changed = this with { Index = read.Index, Old = false };
        if (Applied.Scope is not { References.Count: > 0 } || read.Index.Scopes == Index?.Scopes) return Arranged(changed, look);
        if (HostFilter.Read(Applied.Text, read.Index.Scopes, out string? wrong) is not { } filter) return Arranged(changed, look) with { Effects = [new Say(wrong!)] };
        return Arranged(changed with { Applied = filter, Kept = Kept.Text == filter.Text ? filter : Kept }, look);
    }

    private Turn Filtered(string text, Look look)
    {
        HostFilter? filter = HostFilter.Read(text, Index?.Scopes ?? ScopeBook.Empty, out string? wrong);
        // What is no filter yet leaves the one on that was there before the typing began.
        HostsScreen typed = this with { FilterText = text, FilterWrong = wrong, Applied = filter ?? Kept };
        return Arranged(typed, look);
    }

    private Turn? Command(string name, Look look)
    {
        foreach ((string command, _, HostGrouping grouping) in Groupings)
            if (command == name) return Arranged(this with { Grouping = grouping, Open = [] }, look);
        foreach ((string command, _, HostOrder order) in Orders)
            if (command == name) return Arranged(this with { Order = order }, look);
        return null;
    }

    private Turn? Choose(Operation operation)
    {
        if (operation == PolicyOperations.Explain) return Here is { } host ? new Turn(this, new Open(new HostScreen(host.Name).At(HostTab.Why) with { Place = (Cursor.Index + 1, Rows.Length) })) : null;
        if (operation == HostOperations.Scan) return new Turn(this with { Marked = NoMarks }, ScanWork.Of(Names));
        if (operation == RolloutOperations.Plan) return new Turn(this, RolloutWork.Plan(Names));
        if (operation == HostOperations.Add || operation == HostOperations.Import) return new Turn(this, new Ask(HostWork.QuestionFor(operation)));
        return null;
    }

    private Turn? Answer(Answered answered) =>
        answered.Question.Operation == HostOperations.Add ? new Turn(this, HostWork.Add(answered.Typed))
        : answered.Question.Operation == HostOperations.Import ? new Turn(this, HostWork.Import(answered.Typed))
        : null;

    private int? Next(int direction)
    {
        for (int i = Cursor.Index + direction; i >= 0 && i < Rows.Length; i += direction)
            if (Rows[i].Host is { } host && HostMarks.Of(host).Class is MarkClass.Look or MarkClass.Failed or MarkClass.Old) return i;
        return null;
    }

    private static Turn Arranged(HostsScreen changed, Look look)
    {
        List<HostSummary> shown = changed.Index?.Select(changed.Applied, changed.Order, look.Now) ?? [];
        ImmutableArray<HostRow> rows = HostRow.Of(shown, changed.Grouping, changed.Open);
        return new Turn(changed with { Rows = rows, Shown = shown.Count, Cursor = changed.Cursor.Among(rows, KeyOf, Page(look)) });
    }
}
