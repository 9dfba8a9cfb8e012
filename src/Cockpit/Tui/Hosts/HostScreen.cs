using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts;

/// <summary>One host: what is pending on it, what was found on it, what people changed, how it is reached.</summary>
/// <param name="Host">Null until it was read.</param>
/// <param name="Findings">Its open findings, the worst first; null until they were read.</param>
/// <param name="Missing">Why it cannot be shown.</param>
public sealed record HostScreen(string Name, HostDetail? Host, IReadOnlyList<FindingLine>? Findings, int Tab, GridCursor Cursor, Fault? Missing) : Screen
{
    /// <summary>Findings of one host; scanners report a few hundred at most.</summary>
    private const int FindingLimit = 2_000;

    private static readonly string[] TabNames = ["Updates", "Findings", "Changes", "Connection"];

    public HostScreen(string name) : this(name, null, null, 0, new GridCursor(), null) { }

    public override string Crumb => Name;

    /// <summary>Which of how many rows of the list it was opened from; zero where it was not.</summary>
    public (int Number, int Of) Place { get; init; }

    public override IReadOnlyList<string> Tabs => TabNames;

    public override int CurrentTab => Tab;

    public override string Status(Look look) => Host is null ? "" : HostFleetStates.Word(Host.State);

    /// <summary>Pending updates, security first.</summary>
    public ImmutableArray<PendingUpdate> Updates => Host is null ? [] : [.. Host.Updates.OrderBy(u => u.Class).ThenBy(u => u.Name, StringComparer.Ordinal)];

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Tab == 1 && Here is not null ? [new Offer("Enter", "open", "Opens the finding with its explanation.")] : Array.Empty<Offer>(),
        new("Tab", "next tab", "Updates, findings, changes, connection."),
        Offer.For(HostOperations.Scan),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, Read, ReadFindings),
        HostRead read => new Turn(Follow(this with { Host = read.Host, Missing = null }, look)),
        HostFindingsRead read => new Turn(Follow(this with { Findings = read.Findings }, look)),
        WorkFailed { Name: "host" } failed => new Turn(this with { Missing = failed.Fault }),
        Chosen { Operation: var operation } when operation == HostOperations.Scan => new Turn(this, ScanWork.Of([Name])),
        Pressed { Key.Named: NamedKey.Enter } when Tab == 1 && Here is { } finding => new Turn(this, new Open(new FindingScreen(finding.Id))),
        Pressed { Key.Named: NamedKey.Tab or NamedKey.Right } => new Turn(Turned(1)),
        Pressed { Key.Named: NamedKey.BackTab or NamedKey.Left } => new Turn(Turned(-1)),
        Pressed { Key: var key } => Moved(key, look) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => HostView.Draw(this, body, look);

    internal static string KeyOf(PendingUpdate update) => $"{update.Name}:{update.Architecture}";

    internal static string KeyOf(AuditEntry entry) => $"{entry.Seq}";

    private Work Read
    {
        get
        {
            string name = Name;
            return new Work("host", c => new HostRead(ShowHost.Run(c.Session, name)));
        }
    }

    private Work ReadFindings
    {
        get
        {
            string name = Name;
            return new Work("findings", c => new HostFindingsRead(ListFindings.Run(c.Session, new FindingWish(Host: name, Limit: FindingLimit)).Findings));
        }
    }

    private FindingLine? Here => Findings is not null && Cursor.Index < Findings.Count ? Findings[Cursor.Index] : null;

    private HostScreen Turned(int by) => this with { Tab = (Tab + by + TabNames.Length) % TabNames.Length, Cursor = new GridCursor() };

    private GridCursor? Moved(KeyPress key, Look look) => Tab switch
    {
        0 => Cursor.Moved(key, Updates, KeyOf, Page(look)),
        1 when Findings is not null => Cursor.Moved(key, Findings, f => f.Id, Page(look)),
        2 when Host is not null => Cursor.Moved(key, Host.Changes, KeyOf, Page(look)),
        _ => null,
    };

    private static HostScreen Follow(HostScreen screen, Look look) => screen.Tab switch
    {
        0 => screen with { Cursor = screen.Cursor.Among(screen.Updates, KeyOf, Page(look)) },
        1 when screen.Findings is not null => screen with { Cursor = screen.Cursor.Among(screen.Findings, f => f.Id, Page(look)) },
        2 when screen.Host is not null => screen with { Cursor = screen.Cursor.Among(screen.Host.Changes, KeyOf, Page(look)) },
        _ => screen,
    };

    private static int Page(Look look) => look.Rows - HostView.HeadRows - 1;
}
