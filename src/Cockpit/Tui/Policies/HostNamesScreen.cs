using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Policies;

/// <summary>Hosts that policies treat alike, by name.</summary>
public sealed record HostNamesScreen(string Title, IReadOnlyList<string> Names, GridCursor Cursor) : Screen
{
    public HostNamesScreen(string title, IReadOnlyList<string> names) : this(title, names, new GridCursor()) { }

    public override string Crumb => Title;

    public override string Status(Look look) => $"{Cursor.Index + 1}/{Names.Count:N0}";

    public override IReadOnlyList<Offer> Offers(Look look) => [new("Enter", "why", "Says which policy counts on the host and why.")];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Pressed { Key: { Named: NamedKey.Enter } or { Letter: 'w' } } => new Turn(this, new Open(new HostScreen(Names[Cursor.Index]).At(HostTab.Why) with { Place = (Cursor.Index + 1, Names.Count) })),
        Pressed { Key: var key } => Cursor.Moved(key, Names, n => n, look.Rows - 1) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => Grid.Draw(body, [new Column<string>("host", 20, n => n, Grow: true)], Names, Cursor);
}
