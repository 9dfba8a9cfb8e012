using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Imports;
using Cockpit.Tui.Imports.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Overview;

/// <summary>What needs a person, the fleet, what runs and what comes next; on a file without scanned hosts, the first steps.</summary>
/// <param name="Data">Null until it was read.</param>
public sealed record OverviewScreen(OverviewData? Data, GridCursor Cursor) : Screen
{
    public OverviewScreen() : this(null, new GridCursor()) { }

    /// <summary>Until a host was scanned, the steps that lead there stand here.</summary>
    public bool IsFirstRun => Data is not null && !Data.Hosts.Hosts.Any(h => h.LastScanAt is not null) && Data.Rollouts.Rollouts.Count == 0;

    public override string Crumb => IsFirstRun ? "First run" : "Overview";

    public override string Status(Look look) => Data is { Hosts.Total: 0 } ? "this file is empty" : "";

    public override IReadOnlyList<Offer> Offers(Look look)
    {
        if (Data is null) return [];
        if (IsFirstRun)
        {
            return
            [
                new("Enter", $"do step {Cursor.Index + 1}", "Does the step that the cursor is on."),
                Offer.For(HostOperations.Add), Offer.For(HostOperations.Import),
                .. Data.Hosts.Total > 0 ? [Offer.For(HostOperations.Scan, "scan all")] : Array.Empty<Offer>(),
                new("q", "quit", "Quits; what runs goes on."),
            ];
        }
        RolloutLine? running = Running;
        return
        [
            .. Data.Needs.Count > 0 ? [new Offer("Enter", "go", "Goes where it is settled."), new Offer("n", "next", "The next that needs you.")] : Array.Empty<Offer>(),
            .. running is not null ? [Offer.For(RolloutOperations.Pause, $"pause {running.RolloutId}")] : Array.Empty<Offer>(),
            Offer.For(HostOperations.Scan, "scan all"),
            .. Data.Status.Running.Count > 0 ? [Offer.For(RolloutOperations.HaltAll, off: Data.Status.HaltAll ? "it is on already" : null)] : Array.Empty<Offer>(),
        ];
    }

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, Read),
        ImportRead read => new Turn(this, new Open(new ImportReviewScreen(read))),
        OverviewRead read => Followed(this with { Data = read.Data }),
        WorkFailed { Name: "overview", Fault.Code.Name: "FILE_MISSING" } => Followed(this with { Data = OverviewData.Empty }),
        Chosen { Operation: var operation } => Choose(operation),
        Answered { Question.Operation: var operation, Typed: var typed } =>
            operation == HostOperations.Add ? new Turn(this, HostWork.Add(typed))
            : operation == HostOperations.Import ? new Turn(this, HostWork.Import(typed))
            : operation == RolloutOperations.HaltAll ? new Turn(this, RolloutWork.HaltAll()) : null,
        Pressed { Key: var key } when Data is not null => Press(key),
        _ => null,
    };

    public override void Draw(Canvas body, Look look)
    {
        if (Data is null) body.Put(0, 0, "reading ..", Style.Faint);
        else if (IsFirstRun) FirstRunView.Draw(Data, Cursor.Index, body, look);
        else OverviewView.Draw(Data, Cursor, body, look);
    }

    internal static string KeyOf(NeedRow need) => $"{need.Mark.Letter} {need.Subject}";

    private Work Read
    {
        get
        {
            OverviewData? before = Data;
            return new Work("overview", c => new OverviewRead(OverviewData.Read(c.Session, before)));
        }
    }

    private RolloutLine? Running => Data?.Status.Running.FirstOrDefault(r => r.State == RolloutPhase.Running);

    private Turn? Press(KeyPress key)
    {
        if (IsFirstRun)
        {
            if (key.Named == NamedKey.Enter) return Choose(FirstRunView.Steps[Cursor.Index].Operation);
            return Cursor.Moved(key, FirstRunView.Steps, s => s.Name, 10) is { } step ? new Turn(this with { Cursor = step }) : null;
        }
        IReadOnlyList<NeedRow> needs = Data!.Needs;
        if (key.Named == NamedKey.Enter)
        {
            if (Cursor.Index >= needs.Count) return null;
            return needs[Cursor.Index].GoTo is { } goTo ? new Turn(this, new Open(goTo())) : new Turn(this, new Say(needs[Cursor.Index].Text));
        }
        KeyPress move = key.Letter == 'n' ? KeyPress.Of(NamedKey.Down) : key.Letter == 'N' ? KeyPress.Of(NamedKey.Up) : key;
        return Cursor.Moved(move, needs, KeyOf, 6) is { } moved ? new Turn(this with { Cursor = moved }) : null;
    }

    private Turn? Choose(Operation operation)
    {
        if (operation == HostOperations.Add || operation == HostOperations.Import) return new Turn(this, new Ask(HostWork.QuestionFor(operation)));
        if (operation == FindingOperations.Import) return new Turn(this, new Open(new FindingImportScreen()));
        if (operation == HostOperations.Scan) return Data?.Hosts.Total > 0 ? new Turn(this, ScanWork.Of([])) : new Turn(this, new Say("There is no host to scan yet. a adds one."));
        if (operation == RolloutOperations.HaltAll) return new Turn(this, new Ask(RolloutQuestions.HaltAll()));
        if (operation == RolloutOperations.Pause && Running is { } running) return new Turn(this, RolloutWork.Pause(running.RolloutId));
        return new Turn(this, new Say($"On the command line: {operation.Example}"));
    }

    private static Turn Followed(OverviewScreen screen) =>
        new(screen.IsFirstRun ? screen with { Cursor = screen.Cursor.Index < FirstRunView.FirstOpen(screen.Data!) || screen.Cursor.Key is null ? screen.Cursor.To(FirstRunView.FirstOpen(screen.Data!), FirstRunView.Steps, s => s.Name, 10) : screen.Cursor }
            : screen with { Cursor = screen.Cursor.Among(screen.Data!.Needs, KeyOf, 6) });
}
