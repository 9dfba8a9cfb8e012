using Cockpit.Core.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The findings of one cell, the worst first.</summary>
/// <param name="All">Null until they were read.</param>
/// <param name="More">There are more than these in the file.</param>
public sealed record CellScreen(RiskCell Cell, IReadOnlyList<FindingLine>? All, bool More, IReadOnlyList<FindingLine> Rows, string FilterText, GridCursor Cursor) : Screen
{
    public CellScreen(RiskCell cell) : this(cell, null, false, [], "", new GridCursor()) { }

    public override string Crumb => $"{RiskColors.Short(Cell.Level)} {Cell.Likelihood}x{Cell.Impact}";

    public override string? Filter => FilterText;

    public override string Status(Look look) => All is null ? "" :
        $"{(Rows.Count == All.Count ? "" : $"{Rows.Count}/")}{All.Count}{(More ? $" of {Cell.Count:N0}, the worst" : "")}{(FilterText.Length > 0 ? $"  /{FilterText}" : "")}";

    public override IReadOnlyList<Offer> Offers(Look look) => Rows.Count == 0 ? [] :
        [new("Enter", "open", "Opens the finding with its explanation."), Offer.For(FindingOperations.Explain)];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged => new Turn(this, RiskWork.Cell(Cell.Likelihood, Cell.Impact, RiskWork.ListLimit)),
        CellRead read => Arranged(this with { All = read.Rows, More = read.More }, look),
        FilterTyped typed => Arranged(this with { FilterText = typed.Text }, look),
        Pressed { Key.Named: NamedKey.Enter } or Chosen when Cursor.Index < Rows.Count => new Turn(this, new Open(new FindingScreen(Rows[Cursor.Index].Id, $"{Cursor.Index + 1}/{Rows.Count}"))),
        Pressed { Key.Named: NamedKey.Escape } when FilterText.Length > 0 => Arranged(this with { FilterText = "" }, look),
        Pressed { Key: var key } => Cursor.Moved(key, Rows, r => r.Id, look.Rows - 1) is { } moved ? new Turn(this with { Cursor = moved }) : null,
        _ => null,
    };

    public override void Draw(Canvas body, Look look)
    {
        if (All is null)
        {
            body.Put(0, 0, "reading ..", Style.Faint);
            return;
        }
        Grid.Draw(body, FindingColumns.Of(look), Rows, Cursor);
        if (Rows.Count == 0) body.Put(1, 1, All.Count == 0 ? "No open finding is in this cell any more." : $"0 of {All.Count} match. Esc clears.");
    }

    private static Turn Arranged(CellScreen screen, Look look)
    {
        bool inverted = screen.FilterText.StartsWith('!');
        string word = screen.FilterText.TrimStart('!').Trim();
        List<FindingLine> rows = [.. (screen.All ?? []).Where(r => word.Length == 0 || inverted != $"{r.Id} {r.Host} {r.Name} {string.Join(' ', r.Cves)} {r.Severity} {r.Status}{(r.KnownExploited ? " KEV" : "")}".Contains(word, StringComparison.OrdinalIgnoreCase))];
        return new Turn(screen with { Rows = rows, Cursor = screen.Cursor.Among(rows, r => r.Id, look.Rows - 1) });
    }
}
