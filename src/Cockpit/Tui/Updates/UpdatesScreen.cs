using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Updates;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Updates;

/// <summary>The updates of the fleet by what was decided of them, those that remove the most risk first, with the checklist of the one under the cursor.</summary>
/// <param name="Tab">Which of <see cref="States"/>.</param>
/// <param name="List">Null until it was read.</param>
/// <param name="Filter">A word of the update's name or version; empty for none.</param>
public sealed record UpdatesScreen(int Tab, UpdateList? List, string FilterText, GridCursor Cursor, Fault? Missing) : Screen
{
    internal static readonly UpdateVerdictState[] States = [UpdateVerdictState.Undecided, UpdateVerdictState.Approved, UpdateVerdictState.Rejected, UpdateVerdictState.Deferred, UpdateVerdictState.Held];

    private static readonly string[] Names = ["To decide", "Approved", "Rejected", "Deferred", "Held"];

    public UpdatesScreen() : this(0, null, "", new GridCursor(), null) { }

    public override string Crumb => "Updates";

    public override IReadOnlyList<string> Tabs => List is null ? Names : [.. Names.Select((n, i) => i == Tab ? $"{n} {Of(States[i]).Count:N0}" : n)];

    public override int CurrentTab => Tab;

    public override string? Filter => FilterText;

    internal IReadOnlyList<UpdateLine> Rows => Of(States[Tab]);

    internal UpdateLine? Here => Rows is var rows && Cursor.Index < rows.Count ? rows[Cursor.Index] : null;

    public override string Status(Look look) => List is null ? "" : FilterText.Length > 0 ? $"/{FilterText}" : "by points";

    public override string Waiting(Look look) => Here is { } here && WhyNotApprove(here) is { } why ? $"A is off: {why}" : "";

    public override IReadOnlyList<Offer> Offers(Look look)
    {
        if (Here is not { } here) return [Next];
        UpdateVerdictState state = here.Decision?.State ?? UpdateVerdictState.Undecided;
        bool no = state is UpdateVerdictState.Rejected;
        return
        [
            Offer.For(UpdateOperations.Check),
            Offer.For(UpdateOperations.Approve, off: WhyNotApprove(here)),
            no ? Offer.For(UpdateOperations.Lift, "lift", key: "X") : Offer.For(UpdateOperations.Reject),
            Offer.For(UpdateOperations.Defer, off: no ? "it is rejected; X lifts that" : null),
            new Offer("Enter", "hosts", "Lists the hosts with the update and what it closes on each."),
            Next,
        ];
    }

    private static Offer Next => new("Tab", "next tab", "To decide, approved, rejected, deferred, held.");

    public override Turn? Update(Message message, Look look)
    {
        switch (message)
        {
            case Shown or FileChanged or Told:
                return new Turn(this, UpdateWork.Read);
            case UpdateQueueRead read:
                return new Turn(Placed(this with { List = read.List, Missing = null }, look));
            case WorkFailed { Name: "updates" } failed:
                return new Turn(this with { Missing = failed.Fault });
            case FilterTyped typed:
                return new Turn(Placed(this with { FilterText = typed.Text, Cursor = new GridCursor() }, look));
            case Chosen { Operation: var operation } when Here is { } here:
                return new Turn(this, new Ask(UpdateQuestions.Ask(new UpdateDraft(here, operation))));
            case Answered { Question.Subject: UpdateDraft draft } answered:
                return new Turn(this, UpdateQuestions.Next(draft, answered.Typed, look.Now));
            case Pressed { Key.Named: NamedKey.Tab }:
                return new Turn(To((Tab + 1) % States.Length, look));
            case Pressed { Key.Named: NamedKey.BackTab }:
                return new Turn(To((Tab + States.Length - 1) % States.Length, look));
            case Pressed { Key.Named: NamedKey.Enter } when Here is { } here:
                return new Turn(this, new Open(new UpdateScreen(here.Update)));
            case Pressed { Key.Letter: 'n' }:
                return Tab == 0 ? null : new Turn(To(0, look));
            case Pressed { Key: var key }:
                return Cursor.Moved(key, Rows, KeyOf, Page(look)) is { } moved ? new Turn(this with { Cursor = moved }) : null;
            default:
                return null;
        }
    }

    public override void Draw(Canvas body, Look look) => UpdatesView.Draw(this, body, look);

    internal static string KeyOf(UpdateLine u) => $"{u.Update} {u.Version}";

    internal static int Page(Look look) => look.Rows - 1 - UpdatesView.PaneRows;

    private UpdatesScreen To(int tab, Look look) => Placed(this with { Tab = tab, Cursor = new GridCursor() }, look);

    private static UpdatesScreen Placed(UpdatesScreen s, Look look) => s with { Cursor = s.Cursor.Among(s.Rows, KeyOf, Page(look)) };

    private List<UpdateLine> Of(UpdateVerdictState state) => List is null ? [] :
    [
        .. List.Updates.Where(u => (u.Decision?.State ?? UpdateVerdictState.Undecided) == state
            && (FilterText.Length == 0 || (FilterText[0] == '!') != KeyOf(u).Contains(FilterText.TrimStart('!'), StringComparison.OrdinalIgnoreCase))),
    ];

    /// <summary>Why it cannot be approved as it stands; null where it can.</summary>
    private static string? WhyNotApprove(UpdateLine u) => u.Decision?.State switch
    {
        UpdateVerdictState.Approved => "it is approved",
        UpdateVerdictState.Rejected => "it is rejected; X lifts that",
        _ => Checklist.WhyOpen(u.Checks, u.ChecksNeeded)?.TrimEnd('.'),
    };
}
