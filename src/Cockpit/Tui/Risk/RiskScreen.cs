using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The 5x5 matrix as a heat map that is walked with the arrows; the list below it follows, Enter gives it the body.</summary>
/// <param name="Picture">Null until it was read.</param>
/// <param name="Likelihood">Of the cell under the cursor, 1 to 5; 0 until the worst cell is known.</param>
/// <param name="Rows">The findings of that cell, the worst first; null until they were read.</param>
public sealed record RiskScreen(RiskMatrixResult? Picture, int Likelihood, int Impact, IReadOnlyList<FindingLine>? Rows, bool More) : Screen
{
    public RiskScreen() : this(null, 0, 0, null, false) { }

    public override string Crumb => "Risk";

    public RiskCell? Here => Picture is not null && Likelihood > 0 ? Picture[Likelihood, Impact] : null;

    public override string Status(Look look) => Picture is null ? "" : Picture.AsOf is { } asOf
        ? $"{Picture.Total:N0} open, {Picture.Points:N0} points   imported {Ages.Short(asOf, look.Now)} ago"
        : "no import yet";

    public override IReadOnlyList<Offer> Offers(Look look) =>
    [
        .. Picture?.Total > 0 ? [new Offer("Enter", "list", "Lists the cell's findings."), new Offer("n", "next worst", "The next cell with findings, by level.")] : Array.Empty<Offer>(),
        Offer.For(FindingOperations.Import),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, [RiskWork.Matrix, .. Here is null ? Array.Empty<ScreenEffect>() : [RiskWork.Cell(Likelihood, Impact)]]),
        MatrixRead read => Seen(this with { Picture = read.Picture }),
        WorkFailed { Fault.Code.Name: "FILE_MISSING" } => new Turn(this with { Picture = Empty }),
        CellRead read => read.Likelihood == Likelihood && read.Impact == Impact ? new Turn(this with { Rows = read.Rows, More = read.More }) : null,
        Chosen { Operation: var operation } when operation == FindingOperations.Import => new Turn(this, new Ask(new Question(
            operation, ["IMPORT FINDINGS from a Nessus CSV or a Qualys VM report; every line is accounted for"], null, "Path of the file.", "cockpit findings import FILE"))),
        Answered { Question.Operation: var operation, Typed: var typed } when operation == FindingOperations.Import => new Turn(this, RiskWork.Import(typed)),
        Pressed { Key: var key } when Picture is not null => Press(key),
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => RiskView.Draw(this, body, look);

    private static RiskMatrixResult Empty => new(
        [.. Enumerable.Range(1, RiskMatrix.Steps).SelectMany(l => Enumerable.Range(1, RiskMatrix.Steps).Select(i => new RiskCell(l, i, RiskMatrix.Level(l, i), 0, 0)))], 0, 0, null);

    /// <summary>The cursor begins on the worst cell that has findings.</summary>
    private static Turn Seen(RiskScreen screen)
    {
        if (screen.Likelihood > 0 || screen.Picture!.Total == 0) return new Turn(screen);
        return To(screen, Ranked(screen.Picture).First());
    }

    private static IEnumerable<RiskCell> Ranked(RiskMatrixResult picture) => picture.Cells.Where(c => c.Count > 0)
        .OrderByDescending(c => c.Level).ThenByDescending(c => c.Likelihood).ThenByDescending(c => c.Impact);

    private Turn? Press(KeyPress key)
    {
        if (Here is not { } here) return null;
        switch (key)
        {
            case { Named: NamedKey.Up } or { Letter: 'k' }: return Walk(1, 0);
            case { Named: NamedKey.Down } or { Letter: 'j' }: return Walk(-1, 0);
            case { Named: NamedKey.Right } or { Letter: 'l' }: return Walk(0, 1);
            case { Named: NamedKey.Left } or { Letter: 'h' }: return Walk(0, -1);
            case { Letter: 'n' or 'N' }:
                List<RiskCell> cells = [.. Ranked(Picture!)];
                int at = cells.IndexOf(here) + (key.Letter == 'n' ? 1 : -1);
                return at >= 0 && at < cells.Count ? To(this, cells[at]) : null;
            case { Named: NamedKey.Enter } when here.Count > 0:
                return new Turn(this, new Open(new CellScreen(here)));
            default:
                return null;
        }
    }

    private Turn Walk(int likelihood, int impact)
    {
        int l = Math.Clamp(Likelihood + likelihood, 1, RiskMatrix.Steps), i = Math.Clamp(Impact + impact, 1, RiskMatrix.Steps);
        return To(this, Picture![l, i]);
    }

    private static Turn To(RiskScreen screen, RiskCell cell)
    {
        if (cell.Likelihood == screen.Likelihood && cell.Impact == screen.Impact) return new Turn(screen);
        RiskScreen moved = screen with { Likelihood = cell.Likelihood, Impact = cell.Impact, Rows = cell.Count == 0 ? [] : null, More = false };
        return cell.Count == 0 ? new Turn(moved) : new Turn(moved, RiskWork.Cell(cell.Likelihood, cell.Impact));
    }
}
