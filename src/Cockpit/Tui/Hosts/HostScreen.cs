using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts;

/// <summary>One host: what is pending on it, what was found on it, what people changed, how it is reached.</summary>
/// <param name="Host">Null until it was read.</param>
/// <param name="Missing">Why it cannot be shown.</param>
public sealed record HostScreen(string Name, HostDetail? Host, int Tab, GridCursor Cursor, Fault? Missing) : Screen
{
    private static readonly string[] TabNames = ["Updates", "Changes", "Connection"];

    public HostScreen(string name) : this(name, null, 0, new GridCursor(), null) { }

    public override string Crumb => Name;

    public override IReadOnlyList<string> Tabs => TabNames;

    public override int CurrentTab => Tab;

    public override string Status(Look look) => Host is null ? "" : HostFleetStates.Word(Host.State);

    /// <summary>Pending updates, security first.</summary>
    public ImmutableArray<PendingUpdate> Updates => Host is null ? [] : [.. Host.Updates.OrderBy(u => u.Class).ThenBy(u => u.Name, StringComparer.Ordinal)];

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        new("Tab", "next tab", "Updates, changes, connection."),
        Offer.For(HostOperations.Scan),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, Read),
        HostRead read => new Turn(Follow(this with { Host = read.Host, Missing = null }, look)),
        WorkFailed { Name: "host" } failed => new Turn(this with { Missing = failed.Fault }),
        Chosen { Operation: var operation } when operation == HostOperations.Scan => new Turn(this, HostsScreen.ScanOf([Name])),
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

    private HostScreen Turned(int by) => this with { Tab = (Tab + by + TabNames.Length) % TabNames.Length, Cursor = new GridCursor() };

    private GridCursor? Moved(KeyPress key, Look look) => Tab switch
    {
        0 => Cursor.Moved(key, Updates, KeyOf, Page(look)),
        1 when Host is not null => Cursor.Moved(key, Host.Changes, KeyOf, Page(look)),
        _ => null,
    };

    private static HostScreen Follow(HostScreen screen, Look look) => screen.Tab switch
    {
        0 => screen with { Cursor = screen.Cursor.Among(screen.Updates, KeyOf, Page(look)) },
        1 => screen with { Cursor = screen.Cursor.Among(screen.Host!.Changes, KeyOf, Page(look)) },
        _ => screen,
    };

    private static int Page(Look look) => look.Rows - HostView.HeadRows - 1;
}
