using Cockpit.Core.Operations;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>Where the most risk is: the machines with the most points.</summary>
/// <param name="Tops">Null until they were read.</param>
public sealed record TopHostsScreen(RiskFrame Frame, RiskTops? Tops, GridCursor Cursor) : RiskTab(Frame)
{
    public TopHostsScreen(RiskFrame frame) : this(frame, null, new GridCursor()) { }

    /// <summary>Machines that are read; the worst ones matter.</summary>
    public const int Most = 200;

    public override int CurrentTab => 2;

    public RiskyHost? Here => Tops is not null && Cursor.Index < Tops.Hosts.Count ? Tops.Hosts[Cursor.Index] : null;

    protected override bool CountsMatching => false;

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Here is null ? Array.Empty<Offer>() : [new Offer("Enter", "findings", "Lists the machine's findings.", Off: Here.Matched ? null : "no host of this file is that machine")],
        .. Shared,
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        TopsRead read => read.Filter == Frame.Applied.Text ? new Turn(this with { Tops = read.Tops, Cursor = Cursor.Among(read.Tops.Hosts, h => h.Host, Page(look)) }) : null,
        WorkFailed { Name: "tops", Fault.Code.Name: "FILE_MISSING" } => new Turn(this with { Tops = new RiskTops([], []) }),
        Pressed { Key.Named: NamedKey.Enter } when Here is { Matched: true } here => new Turn(this, new Open(new HostScreen(here.Host).At(HostTab.Findings))),
        Pressed { Key: var key } when Tops is not null && Cursor.Moved(key, Tops.Hosts, h => h.Host, Page(look)) is { } moved => new Turn(this with { Cursor = moved }),
        _ => base.Update(message, look),
    };

    public override void Draw(Canvas body, Look look) => RiskTopsView.Draw(this, body, look);

    protected override IReadOnlyList<ScreenEffect> Reads => [RiskWork.Tops(Frame.Applied, Most)];

    protected override RiskTab Anew(RiskFrame frame) => new TopHostsScreen(frame);

    private static int Page(Look look) => look.Rows - 1;
}
