using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Updates;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>An update as it is now.</summary>
public sealed record UpdateRead(UpdatePage Page) : Message;

/// <summary>The hosts that have an update pending, those first where it removes the most.</summary>
/// <param name="Page">Null until it was read.</param>
public sealed record UpdateScreen(string Name, UpdatePage? Page, GridCursor Cursor, Fault? Missing) : Screen
{
    /// <summary>Rows above the list.</summary>
    private const int HeadRows = 3;

    public UpdateScreen(string name) : this(name, null, new GridCursor(), null) { }

    public override string Crumb => Name;

    public override string Status(Look look) => Page is null ? "" : $"{Page.Hosts.Count:N0} hosts   removes {Page.Hosts.Sum(h => h.Points):N0} points, closes {Page.Hosts.Sum(h => h.Closes):N0}, {Page.Hosts.Sum(h => h.Kev):N0} KEV";

    public override IReadOnlyList<Offer> Offers(Look look) => Page is null ? [] :
    [
        new("Enter", "open", "Opens the host."),
        Offer.For(RolloutOperations.Plan, $"rollout of {Page.Hosts.Count:N0}: all security updates"),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, RiskWork.Update(Name)),
        UpdateRead read => new Turn(this with { Page = read.Page, Missing = null, Cursor = Cursor.Among(read.Page.Hosts, h => h.Host, Rows(look)) }),
        WorkFailed { Name: "update" } failed => new Turn(this with { Missing = failed.Fault }),
        PlanMade made => new Turn(this, new Say(RolloutSentence.Of(made.Plan)), new Open(new RolloutScreen(made.Plan.RolloutId))),
        Chosen { Operation: var operation } when operation == RolloutOperations.Plan && Page is { } page => new Turn(this, RolloutWork.Plan([.. page.Hosts.Select(h => h.Host)])),
        Pressed { Key.Named: NamedKey.Enter } when Page is not null && Cursor.Index < Page.Hosts.Count => new Turn(this, new Open(new HostScreen(Page.Hosts[Cursor.Index].Host))),
        Pressed { Key: var key } => Page is not null && Cursor.Moved(key, Page.Hosts, h => h.Host, Rows(look)) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look)
    {
        if (Page is not { } page)
        {
            body.Put(0, 0, Missing is { } fault ? SafeText.Fit(fault.ToString(), body.Width) : "reading ..", Missing is null ? Style.Faint : Style.Look);
            return;
        }
        body.Put(0, 0, SafeText.Fit($"packages {string.Join(' ', page.Packages)}", body.Width));
        body.Put(1, 0, SafeText.Fit($"{(page.Versions.Count == 1 ? "version" : $"{page.Versions.Count} versions:")} {string.Join(", ", page.Versions.Select(v => page.Versions.Count == 1 ? v.Version : $"{v.Version} on {v.PendingHosts:N0}"))}", body.Width));
        Column<UpdateOnHost>[] columns =
        [
            new("", 1, h => h.Held ? look.Show(Mark.Held) : look.Show(h.Class is UpdateClass.Security ? Mark.Look('S') : Mark.NotBegun)),
            new("host", 14, h => h.Host, Grow: true),
            new("version", 22, h => h.Version, Grow: true),
            new("class", 8, h => h.Class is UpdateClass.Security ? "security" : "other", Priority: 2),
            new("removes", 7, h => $"{h.Points:N0}", Right: true),
            new("closes", 6, h => $"{h.Closes:N0}", Right: true),
            new("KEV", 4, h => h.Kev > 0 ? new Styled($"{h.Kev:N0}", Style.Look) : "0", Right: true),
            new("", 6, h => h.Held ? "held" : "", Priority: 1),
        ];
        Grid.Draw(body.Part(HeadRows, 0, body.Height - HeadRows, body.Width), columns, page.Hosts, Cursor);
    }

    private static int Rows(Look look) => look.Rows - HeadRows - 1;
}
