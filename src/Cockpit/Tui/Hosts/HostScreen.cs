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

    /// <summary>Every state that it could have, worst first.</summary>
    public IReadOnlyList<StateReason> Reasons { get; private init; } = [];

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Tab is HostTab.Findings && FindingHere is not null ? [new Offer("Enter", "open", "Opens the finding with its explanation.")] : Array.Empty<Offer>(),
        .. Tab is HostTab.Connection ? [new Offer("Enter", "doctor", "Walks the connection step by step and says where it ends; changes nothing there.")] : Array.Empty<Offer>(),
        new("Tab", "next tab", "Updates, findings, facts, why, changes, connection."),
        Offer.For(HostOperations.Scan),
        .. Host?.Transport is Transport.Ssh && (Tab is HostTab.Connection || Host.LastScan is ScanStatus.HostKeyUnknown or ScanStatus.HostKeyChanged) ? [Offer.For(HostOperations.Trust)] : Array.Empty<Offer>(),
        .. Host?.Updates.Count > 0 ? [Offer.For(RolloutOperations.Plan)] : Array.Empty<Offer>(),
        new("w", "why", "Why it has the state that it has."),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, Read, ReadFindings(Findings.Refresh)),
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
        Pressed { Key.Named: NamedKey.Tab or NamedKey.Right } => new Turn(Turned(1)),
        Pressed { Key.Named: NamedKey.BackTab or NamedKey.Left } => new Turn(Turned(-1)),
        Pressed { Key.Letter: 'w' } => new Turn(At(HostTab.Why)),
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

    private HostScreen Turned(int by) => At((HostTab)(((int)Tab + by + TabNames.Length) % TabNames.Length));

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
