using System.Collections.Immutable;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Rollouts;

/// <summary>All rollouts, those that need a person or run first, with what each waits for.</summary>
/// <param name="List">Null until it was read.</param>
public sealed record RolloutsScreen(RolloutList? List, ImmutableArray<RolloutLine> Rows, string FilterText, GridCursor Cursor) : Screen
{
    public RolloutsScreen() : this(null, [], "", new GridCursor()) { }

    public override string Crumb => "Rollouts";

    public override string? Filter => FilterText;

    public RolloutLine? Here => Cursor.Index < Rows.Length ? Rows[Cursor.Index] : null;

    public override string Status(Look look) => List is null ? "" :
        $"{(Rows.Length == List.Rollouts.Count ? "" : $"{Rows.Length}/")}{List.Rollouts.Count}{(FilterText.Length > 0 ? $"  /{FilterText}" : "")}{(List.HaltAll ? "  HALT-ALL is on: nothing new starts" : "")}";

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Here is null ? Array.Empty<Offer>() : [new Offer("Enter", "open", "Opens the plan, or the board where it runs.")],
        .. Here is { State: RolloutPhase.Running or RolloutPhase.Scheduled } ? [Offer.For(RolloutOperations.Pause, $"pause {Here.RolloutId}")] : Array.Empty<Offer>(),
        Offer.For(RolloutOperations.HaltAll, off: List?.HaltAll == true ? "it is on already" : null),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, new Work("rollouts", c => new RolloutsRead(ListRollouts.Run(c.Session)))),
        RolloutsRead read => Arranged(this with { List = read.List }, look),
        WorkFailed { Name: "rollouts", Fault.Code.Name: "FILE_MISSING" } => Arranged(this with { List = new RolloutList([], false) }, look),
        FilterTyped typed => Arranged(this with { FilterText = typed.Text }, look),
        Pressed { Key.Named: NamedKey.Enter } when Here is { } line => new Turn(this, new Open(new RolloutScreen(line.RolloutId))),
        Pressed { Key.Named: NamedKey.Escape } when FilterText.Length > 0 => Arranged(this with { FilterText = "" }, look),
        Pressed { Key.Letter: 'n' } when NextForPerson() is { } next => new Turn(this with { Cursor = Cursor.To(next, Rows, KeyOf, Page(look)) }),
        Pressed { Key: var key } => Cursor.Moved(key, Rows, KeyOf, Page(look)) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        Chosen { Operation: var operation } when operation == RolloutOperations.HaltAll => new Turn(this, new Ask(RolloutQuestions.HaltAll())),
        Chosen { Operation: var operation } when operation == RolloutOperations.Pause && Here is { } line => new Turn(this, RolloutWork.Pause(line.RolloutId)),
        Answered { Question.Operation: var operation } when operation == RolloutOperations.HaltAll => new Turn(this, RolloutWork.HaltAll()),
        _ => null,
    };

    public override void Draw(Canvas body, Look look)
    {
        if (List is null)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        if (List.Rollouts.Count == 0)
        {
            body.Put(0, 0, "No rollouts. On Hosts, mark some and press r, or: cockpit rollout plan --scope S --security --window always");
            return;
        }
        int strip = look.Wide ? 30 : 10;
        Column<RolloutLine>[] columns =
        [
            new("", 1, r => look.Show(RolloutMarks.Of(r.State))),
            new("id", 4, r => r.RolloutId),
            new("name", 10, r => r.Name, Grow: true),
            new("hosts", 5, r => $"{r.Hosts}", Right: true),
            new("progress", strip, r => "", Priority: 1) { Parts = r => RolloutMarks.Strip(r.Cells, strip, look.Glyphs) },
            new("done", 5, r => $"{r.Counts.Ended * 100 / Math.Max(1, r.Counts.Total)}%", Priority: 3, Right: true),
            new("state", 16, r => State(r, look), Priority: 2),
            new("waiting for, until", 24, r => Waits(r, look), Grow: true),
        ];
        Grid.Draw(body, columns, Rows, Cursor);
        if (Rows.Length == 0) body.Put(1, 1, $"0 of {List.Rollouts.Count} match. Esc clears.");
    }

    internal static string KeyOf(RolloutLine line) => line.RolloutId;

    internal static Styled State(RolloutLine line, Look look)
    {
        string word = RolloutMarks.Word(line.State);
        string age = line.State is RolloutPhase.Running && line.StartedAt is { } since ? $" {Ages.Long(look.Now - since)}"
            : line.EndedAt is { } ended ? $" {Ages.Short(ended, look.Now)} ago" : "";
        return $"{word}{age}";
    }

    internal static Styled Waits(RolloutLine line, Look look) =>
        line.WaitingFor is { } wait ? wait.Until is { } until ? $"{wait.What}, {Ages.Moment(until, look)}" : wait.What : new Styled("-", Style.Faint);

    private static int Page(Look look) => look.Rows - 1;

    private int? NextForPerson()
    {
        for (int i = Cursor.Index + 1; i < Rows.Length; i++)
            if (RolloutMarks.Of(Rows[i].State).Class is MarkClass.Look or MarkClass.Failed) return i;
        return null;
    }

    private static Turn Arranged(RolloutsScreen screen, Look look)
    {
        bool inverted = screen.FilterText.StartsWith('!');
        string word = screen.FilterText.TrimStart('!').Trim();
        ImmutableArray<RolloutLine> rows =
        [
            .. (screen.List?.Rollouts ?? []).Where(r => word.Length == 0 || inverted != $"{r.RolloutId} {r.Name} {RolloutMarks.Word(r.State)}".Contains(word, StringComparison.OrdinalIgnoreCase))
                .OrderBy(r => Urgency(r.State)).ThenByDescending(r => r.PlannedAt),
        ];
        return new Turn(screen with { Rows = rows, Cursor = screen.Cursor.Among(rows, KeyOf, Page(look)) });
    }

    private static int Urgency(RolloutPhase phase) => phase switch
    {
        RolloutPhase.Halted => 0,
        RolloutPhase.Running => 1,
        RolloutPhase.Paused => 2,
        RolloutPhase.AwaitingApproval or RolloutPhase.Approved => 3,
        RolloutPhase.Scheduled or RolloutPhase.Draft => 4,
        _ => 5,
    };
}
