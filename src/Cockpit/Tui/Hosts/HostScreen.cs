using Cockpit.Tui.Policies;
using Cockpit.Tui.Hosts.Why;
using Cockpit.Core.Scopes;
using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Doctor;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts;

/// <summary>The tabs of a host's page.</summary>
public enum HostTab { Updates, Findings, Facts, Why, Changes, Connection }

/// <summary>One host: what is pending on it, what was found on it, what a scan read, why it stands where it stands, what changed, how it is reached.</summary>
/// <param name="Host">Null until it was read.</param>
/// <param name="Findings">Its open findings, the worst first, as far as somebody has walked.</param>
/// <param name="Missing">Why it cannot be shown.</param>
public sealed record HostScreen(string Name, HostDetail? Host, FindingWindow Findings, HostTab Tab, GridCursor Cursor, Fault? Missing) : Screen
{
    private static readonly string[] TabNames = Enum.GetNames<HostTab>();

    public HostScreen(string name) : this(name, null, FindingWindow.Unread, HostTab.Updates, new GridCursor(), null) { }

    public override string Crumb => Name;

    /// <summary>Which of how many rows of the list it was opened from; zero where it was not.</summary>
    public (int Number, int Of) Place { get; init; }

    public override IReadOnlyList<string> Tabs => TabNames;

    public override int CurrentTab => (int)Tab;

    public override string Status(Look look) => Place.Of > 0 ? $"{Place.Number}/{Place.Of}" : "";

    /// <summary>What the last walk along the connection found; null before one.</summary>
    public DoctorReport? Doctor { get; private init; }

    /// <summary>Pending updates, security first.</summary>
    public ImmutableArray<PendingUpdate> Updates { get; private init; } = [];

    /// <summary>What the last good scan read of the system, what is to be looked at first.</summary>
    public IReadOnlyList<HostFact> Facts { get; private init; } = [];

    /// <summary>Which policy counts on it, and what is supposed.</summary>
    public HostWhy Why { get; private init; } = HostWhy.Unread;

    public override string? Filter => Tab is HostTab.Why ? Why.WhatIf.Text : null;

    public override string FilterHint => "Enter keeps, Esc clears";

    public override string? FilterTrouble => Why.Wrong;

    public override ScopeCompletion? Complete(LineEditor filter) => Host?.Subject is { } subject && filter.Text.TrimStart() is not ['+' or '-', ..]
        ? ScopeCompletion.At(filter.Text, filter.Caret, fact => fact.Read(subject) ?? [], Host.Tags.Keys, ScopeBook.Empty) : null;

    /// <summary>Every state that it could have, worst first.</summary>
    public IReadOnlyList<StateReason> Reasons { get; private init; } = [];

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Tab is HostTab.Findings && FindingHere is not null ? [new Offer("Enter", "open", "Opens the finding with its explanation.")] : Array.Empty<Offer>(),
        .. Tab is HostTab.Connection ? [new Offer("Enter", "doctor", "Walks the connection step by step and says where it ends; changes nothing there.")] : Array.Empty<Offer>(),
        .. Tab is HostTab.Why ? WhyOffers(look) : [],
        new("Tab", "next tab", "Updates, findings, facts, why, changes, connection."),
        Offer.For(HostOperations.Scan),
        .. Host?.Transport is Transport.Ssh && (Tab is HostTab.Connection || Host.LastScan is ScanStatus.HostKeyUnknown or ScanStatus.HostKeyChanged) ? [Offer.For(HostOperations.Trust)] : Array.Empty<Offer>(),
        .. Host?.Updates.Count > 0 ? [Offer.For(RolloutOperations.Plan)] : Array.Empty<Offer>(),
        .. Tab is HostTab.Why ? Array.Empty<Offer>() : [Offer.For(PolicyOperations.Explain)],
        Offer.For(HostOperations.Set, "tags"),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => Tab is HostTab.Why ? new Turn(this, Read, ReadFindings(Findings.Refresh), Why.Read(Name)) : new Turn(this, Read, ReadFindings(Findings.Refresh)),
        WhyRead read => new Turn(FollowWhy(this with { Why = Why.With(read) }, look)),
        FilterTyped typed when Tab is HostTab.Why => Why.Suppose(typed.Text) is var why && why.WhatIf.Wrong is null && !why.WhatIf.IsNothing ? new Turn(this with { Why = why }, why.Read(Name)) : new Turn(this with { Why = why }),
        HostRead read => new Turn(Follow(Of(read.Host, look), look)),
        FindingsRead read => read.List == FindingsName ? new Turn(this with { Findings = Findings.With(read, Page(look)) }) : null,
        WorkFailed { Name: "host" } failed => new Turn(this with { Missing = failed.Fault }),
        PlanMade made => new Turn(this, new Open(new RolloutScreen(made.Plan.RolloutId))),
        Chosen { Operation: var operation } when operation == HostOperations.Scan => new Turn(this, ScanWork.Of([Name])),
        Chosen { Operation: var operation } when operation == RolloutOperations.Plan => new Turn(this, RolloutWork.Plan([Name])),
        Chosen { Operation: var operation } when operation == HostOperations.Trust => new Turn(this, HostKeyWork.Look(Name)),
        HostKeyRead read => new Turn(this, HostKeyWork.After(read.View)),
        Answered { Question: { Subject: string fingerprint } question } when question.Operation == HostOperations.Trust => new Turn(this, HostKeyWork.Trust(Name, fingerprint)),
        Pressed { Key.Named: NamedKey.Enter } when Tab is HostTab.Findings && FindingHere is { } finding => new Turn(this, new Open(new FindingScreen(finding.Id, $"{Findings.Number:N0}/{Findings.Known:N0}{(Findings.Ended ? "" : "+")}"))),
        Pressed { Key.Named: NamedKey.Enter } when Tab is HostTab.Connection => new Turn(this with { Doctor = null }, Walk),
        DoctorRead read => new Turn(this with { Doctor = read.Report }),
        Pressed { Key.Named: NamedKey.Tab or NamedKey.Right } => Turned(1),
        Pressed { Key.Named: NamedKey.BackTab or NamedKey.Left } => Turned(-1),
        Chosen { Operation: var operation } when operation == PolicyOperations.Explain => Shows(At(HostTab.Why)),
        Chosen { Operation: var operation } when operation == HostOperations.Set => new Turn(this, new Ask(HostTags.Question(Name, Host))),
        Answered { Question: var question, Typed: var tags } when question.Operation == HostOperations.Set => new Turn(this, HostTags.Set(Name, tags)),
        Pressed { Key.Named: NamedKey.Enter } when Tab is HostTab.Why => WhyHere(look) is not { } line ? null
            : line.Policy is { } policy ? new Turn(this, new Open(new PolicyScreen(policy))) : line.Toggles ? new Turn(FollowWhy(this with { Why = Why with { All = !Why.All } }, look)) : null,
        Pressed { Key.Named: NamedKey.Escape } when Tab is HostTab.Why && !Why.WhatIf.IsNothing => new Turn(this with { Why = Why.Suppose("") }),
        Pressed { Key: var key } when Tab is HostTab.Why => Why.Cursor.Moved(key, Keyed(look), l => l.Key!, look.Rows / 2) is { } there ? new Turn(this with { Why = Why with { Cursor = there } }) : null,
        Pressed { Key: var key } when Tab is HostTab.Findings => Findings.Moved(key, Page(look)) is not { } moved ? null
            : moved.Read is { } wish ? new Turn(this with { Findings = moved.Window }, ReadFindings(wish)) : new Turn(this with { Findings = moved.Window }),
        Pressed { Key: var key } => Moved(key, look) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => HostView.Draw(this, body, look);

    internal static string KeyOf(PendingUpdate update) => $"{update.Name}:{update.Architecture}";

    /// <summary>The update under the cursor.</summary>
    internal PendingUpdate? UpdateHere => Tab is HostTab.Updates && Cursor.Index < Updates.Length ? Updates[Cursor.Index] : null;

    /// <summary>The fact under the cursor.</summary>
    internal HostFact? FactHere => Tab is HostTab.Facts && Cursor.Index < Facts.Count ? Facts[Cursor.Index] : null;

    private HostScreen Of(HostDetail host, Look look) => this with
    {
        Host = host,
        Missing = null,
        Updates = [.. host.Updates.OrderBy(u => u.Class).ThenBy(u => u.Name, StringComparer.Ordinal)],
        Facts = HostFactRows.Of(host, look),
        Reasons = HostStateReasons.Of(host.LastScan, host.ScanCode, host.LastScanAt, host.Subject?.LastGood, host.State, look.Now),
    };

    private Work Read
    {
        get
        {
            string name = Name;
            return new Work("host", c => new HostRead(ShowHost.Run(c.Session, name)));
        }
    }

    private Work Walk
    {
        get
        {
            string name = Name;
            return new Work("doctor", c => new DoctorRead(CheckHost.Run(c.Session, name, step => c.Tell($"{step.Name} {step.Status.ToString().ToLowerInvariant()}"), c.Cancellation)), Long: true);
        }
    }

    private FindingQuery Query => new("Findings", Host: Name);

    private string FindingsName => RiskWork.NameOf(Query, RiskFilter.None);

    private Work ReadFindings(WindowRead wish) => RiskWork.Findings(Query, RiskFilter.None, wish);

    private FindingLine? FindingHere => Findings.Here;

    private Turn Turned(int by) => Shows(At((HostTab)(((int)Tab + by + TabNames.Length) % TabNames.Length)));

    /// <summary>The page on another tab, which may want to read.</summary>
    private static Turn Shows(HostScreen page) => page.Tab is HostTab.Why ? new Turn(page, page.Why.Read(page.Name)) : new Turn(page);

    /// <summary>The lines of the page Why.</summary>
    internal IReadOnlyList<WhyLine> WhyLines(Look look) => Host is null ? [] : HostWhyLines.Of(Why, Host, Reasons, HostWhyView.Width(look), look);

    private List<WhyLine> Keyed(Look look) => [.. WhyLines(look).Where(l => l.Key is not null)];

    private WhyLine? WhyHere(Look look) => Keyed(look) is var lines && Why.Cursor.Index < lines.Count ? lines[Why.Cursor.Index] : null;

    private static HostScreen FollowWhy(HostScreen screen, Look look) => screen with { Why = screen.Why with { Cursor = screen.Why.Cursor.Among(screen.Keyed(look), l => l.Key!, look.Rows / 2) } };

    private IEnumerable<Offer> WhyOffers(Look look)
    {
        WhyLine? here = WhyHere(look);
        if (here?.Policy is not null) yield return new Offer("Enter", "policy", "Opens the policy that the cursor is on.");
        else if (here?.Toggles == true) yield return new Offer("Enter", Why.All ? "fewer settings" : "all settings", "Shows every setting, or only those that some level sets.");
        yield return new Offer("/", "what if", "Supposes tags, such as +tag=legacy -tag=ring, or asks whether an expression holds.");
    }

    /// <summary>The page on another tab.</summary>
    internal HostScreen At(HostTab tab) => this with { Tab = tab, Cursor = new GridCursor() };

    private GridCursor? Moved(KeyPress key, Look look) => OnRows(Cursor, new Mover(key, Page(look)));

    private static HostScreen Follow(HostScreen screen, Look look) =>
        screen.OnRows(screen.Cursor, new Follower(screen.Page(look))) is { } cursor ? screen with { Cursor = cursor } : screen;

    /// <summary>What a cursor does among the rows of the tab, whatever they are.</summary>
    private GridCursor? OnRows(GridCursor cursor, IOnRows does) => Tab switch
    {
        HostTab.Updates => does.Among(cursor, Updates, KeyOf),
        HostTab.Facts => does.Among(cursor, Facts, f => f.Name + f.Value),
        HostTab.Changes => does.Among(cursor, Host?.Changes ?? [], e => e.Key),
        _ => null,
    };

    private interface IOnRows
    {
        GridCursor? Among<T>(GridCursor cursor, IReadOnlyList<T> rows, Func<T, string> key);
    }

    private sealed record Mover(KeyPress Key, int Page) : IOnRows
    {
        public GridCursor? Among<T>(GridCursor cursor, IReadOnlyList<T> rows, Func<T, string> key) => cursor.Moved(Key, rows, key, Page);
    }

    private sealed record Follower(int Page) : IOnRows
    {
        public GridCursor? Among<T>(GridCursor cursor, IReadOnlyList<T> rows, Func<T, string> key) => cursor.Among(rows, key, Page);
    }

    private int Page(Look look) => look.Rows - HostView.HeadRows - 1 - (Tab is HostTab.Updates or HostTab.Facts ? HostView.DetailRows : 0);
}
