using Cockpit.Core.Rollouts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Rollouts;

/// <summary>
/// Where each host's cell lies: rings from left to right, hosts row by row in each. Where there are more hosts than room, a cell
/// holds several and shows the one to look at first.
/// </summary>
internal sealed class Board
{
    /// <summary>A ring's texts need this much, whatever it holds: "lost 2 of 2 FULL".</summary>
    private const int LeastRingWidth = 16;

    private const int Between = 2;

    private Board(IReadOnlyList<BoardRing> rings, int rows, int cellWidth, bool named)
    {
        (Rings, Rows, CellWidth, Named) = (rings, rows, cellWidth, named);
    }

    public IReadOnlyList<BoardRing> Rings { get; }

    /// <summary>Rows of cells.</summary>
    public int Rows { get; }

    public int CellWidth { get; }

    /// <summary>Cells have room for the host's name.</summary>
    public bool Named { get; }

    public static Board Of(RolloutView view, Look look)
    {
        int most = look.Rows >= 30 ? 8 : look.Rows >= 18 ? 3 : 2;
        int longest = view.Rings.SelectMany(r => r.Hosts).Select(h => Math.Min(14, h.Name.Length)).DefaultIfEmpty(0).Max();
        for (int perCell = 1; ; perCell = perCell < 4 ? perCell + 1 : perCell * 2)
        {
            foreach (bool named in perCell == 1 && look.Wide ? new[] { true, false } : [false])
            {
                if (Fit(view, look.Columns, most, perCell, named, named ? longest + 2 : 2) is { } board) return board;
            }
        }
    }

    /// <summary>The host that an arrow leads to from this one; null when the key is no arrow.</summary>
    public string? Move(string? from, KeyPress key)
    {
        (int rows, int columns)? by = key switch
        {
            { Named: NamedKey.Up } or { Letter: 'k' } => (-1, 0),
            { Named: NamedKey.Down } or { Letter: 'j' } => (1, 0),
            { Named: NamedKey.Left } or { Letter: 'h' } => (0, -1),
            { Named: NamedKey.Right } or { Letter: 'l' } => (0, 1),
            _ => null,
        };
        if (by is not { } step) return null;
        var cells = Rings.SelectMany((ring, r) => ring.Cells.Select((cell, i) => (Cell: cell, Row: i / ring.PerRow, Column: ring.Left + i % ring.PerRow * CellWidth))).ToList();
        if (cells.Count == 0) return null;
        int at = cells.FindIndex(c => c.Cell.Any(h => h.Name == from));
        if (at < 0) return cells[0].Cell[0].Name;
        var here = cells[at];
        var there = cells.Where(c => step.rows != 0
                ? c.Column == here.Column && c.Row == here.Row + step.rows
                : c.Row == here.Row && Math.Sign(c.Column - here.Column) == step.columns)
            .OrderBy(c => Math.Abs(c.Column - here.Column)).Select(c => (IReadOnlyList<HostView>?)c.Cell).FirstOrDefault();
        // A shorter ring has no cell in this row: its last row is the next best.
        there ??= step.columns == 0 ? null : cells.Where(c => Math.Sign(c.Column - here.Column) == step.columns && c.Row < here.Row)
            .OrderBy(c => Math.Abs(c.Column - here.Column)).ThenByDescending(c => c.Row).Select(c => c.Cell).FirstOrDefault();
        return there is null ? from : (there.FirstOrDefault(h => h.NeedsPerson) ?? there[0]).Name;
    }

    private static Board? Fit(RolloutView view, int width, int mostRows, int perCell, bool named, int cellWidth)
    {
        var cells = view.Rings.Select(r => r.Hosts.Chunk(perCell).ToArray()).ToList();
        // As few rows as do: a flat board leaves room for the panes.
        for (int rows = 1; rows <= mostRows; rows++)
        {
            int[] perRow = [.. cells.Select(c => Math.Max(1, (c.Length + rows - 1) / rows))];
            int[] widths = [.. cells.Select((c, i) => Math.Max(perRow[i] * cellWidth, Math.Max(LeastRingWidth, view.Rings[i].Name.Length + 4)) + Between)];
            if (widths.Sum() > width && !(perCell >= 256 && rows == mostRows)) continue;
            // A ring that its texts make wider than its cells lies flatter.
            for (int i = 0; i < cells.Count; i++) perRow[i] = Math.Max(perRow[i], Math.Min(cells[i].Length, (widths[i] - Between) / cellWidth));
            var rings = new List<BoardRing>();
            int left = 1;
            for (int i = 0; i < cells.Count; i++)
            {
                rings.Add(new BoardRing(view.Rings[i], left, widths[i], perRow[i], cells[i]));
                left += widths[i];
            }
            return new Board(rings, cells.Select((c, i) => (c.Length + perRow[i] - 1) / perRow[i]).DefaultIfEmpty(0).Max(), cellWidth, named);
        }
        return null;
    }
}

/// <param name="Left">First column.</param>
/// <param name="PerRow">Cells in a row.</param>
/// <param name="Cells">Hosts by cell.</param>
internal sealed record BoardRing(RingView Ring, int Left, int Width, int PerRow, IReadOnlyList<HostView[]> Cells);
