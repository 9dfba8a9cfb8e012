using Cockpit.Operations.Updates;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>Which update removes the most risk, on how many hosts.</summary>
/// <param name="Tops">Null until they were read.</param>
public sealed record TopUpdatesScreen(RiskFrame Frame, RiskTops? Tops, GridCursor Cursor) : RiskTab(Frame)
{
    public TopUpdatesScreen(RiskFrame frame) : this(frame, null, new GridCursor()) { }

    public override int CurrentTab => 1;

    internal IReadOnlyList<UpdateLine> Updates => Tops?.Updates ?? [];

    private UpdateLine? Here => Cursor.Index < Updates.Count ? Updates[Cursor.Index] : null;

    protected override bool CountsMatching => false;

    public override IReadOnlyList<Offer> Offers(Look look) =>
        [.. Here is null ? Array.Empty<Offer>() : [new Offer("Enter", "hosts", "Lists the hosts with the update and what it closes on each.")], .. Shared];

    public override Turn? Update(Message message, Look look) => message switch
    {
        TopsRead read => read.Filter == Frame.Applied.Text ? new Turn(this with { Tops = read.Tops, Cursor = Cursor.Among(read.Tops.Updates ?? [], KeyOf, Page(look)) }) : null,
        WorkFailed { Name: "tops", Fault.Code.Name: "FILE_MISSING" } => new Turn(this with { Tops = new RiskTops([], []) }),
        Pressed { Key.Named: NamedKey.Enter } when Here is { } here => new Turn(this, new Open(new UpdateScreen(here.Update))),
        Pressed { Key: var key } when Cursor.Moved(key, Updates, KeyOf, Page(look)) is { } moved => new Turn(this with { Cursor = moved }),
        _ => base.Update(message, look),
    };

    public override void Draw(Canvas body, Look look)
    {
        if (Tops is null) body.Put(0, 0, "reading ..", Style.Faint);
        else if (Tops.Updates is null)
        {
            body.Put(0, 0, "What an update removes is known by host, not by tool or word.");
            body.Put(1, 0, "Filter by host here, such as env = prod, or Esc clears the filter.");
        }
        else if (Tops.Updates.Count == 0) body.Put(0, 0, Frame.Applied.Text.Length > 0 ? "No update is pending on these hosts. Esc clears the filter." : "No update is pending, as far as hosts were scanned.");
        else RiskTopsView.Updates(Tops.Updates, Cursor, body, look);
    }

    protected override IReadOnlyList<ScreenEffect> Reads => [RiskWork.Tops(Frame.Applied, TopHostsScreen.Most)];

    protected override RiskTab Anew(RiskFrame frame) => new TopUpdatesScreen(frame);

    internal static string KeyOf(UpdateLine update) => $"{update.Update} {update.Version}";

    private static int Page(Look look) => look.Rows - 1 - RiskTopsView.UpdatesFoot;
}
