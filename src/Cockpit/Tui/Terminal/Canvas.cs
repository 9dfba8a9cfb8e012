using System.Text;

namespace Cockpit.Tui.Terminal;

/// <summary>One place on the screen. The second half of a wide sign has the rune 0.</summary>
public readonly record struct Cell(int Rune, Style Style)
{
    public static readonly Cell Blank = new(' ', Style.Plain);
}

/// <summary>
/// The surface that screens draw on: rows and columns from 0, text in cells. Whatever is drawn is made safe first (see
/// <see cref="SafeText"/>) and cut at the edges, so no text from a host or a file can move the cursor or break the frame.
/// </summary>
public sealed class Canvas
{
    private readonly Cell[] _cells;
    private readonly int _stride;
    private readonly int _origin;
    private readonly bool _ascii;

    /// <param name="ascii">Replace what is not ASCII by "?".</param>
    public Canvas(int width, int height, bool ascii = false)
    {
        Width = Math.Max(0, width);
        Height = Math.Max(0, height);
        _ascii = ascii;
        _stride = Width;
        _cells = new Cell[Width * Height];
        Array.Fill(_cells, Cell.Blank);
    }

    private Canvas(Canvas whole, int row, int column, int height, int width)
    {
        (Width, Height, _ascii, _stride, _cells) = (width, height, whole._ascii, whole._stride, whole._cells);
        _origin = whole._origin + row * whole._stride + column;
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Where the terminal's cursor stands, while a line is typed; null hides it. Kept on the whole canvas only.</summary>
    public (int Row, int Column)? Caret { get; set; }

    public Cell this[int row, int column] => _cells[_origin + row * _stride + column];

    /// <summary>A part of this canvas with its own row 0 and column 0; it is cut to what is there.</summary>
    public Canvas Part(int row, int column, int height, int width)
    {
        row = Math.Clamp(row, 0, Height);
        column = Math.Clamp(column, 0, Width);
        return new Canvas(this, row, column, Math.Clamp(height, 0, Height - row), Math.Clamp(width, 0, Width - column));
    }

    /// <summary>Draws text and returns the column after it. At most <paramref name="room"/> cells; text that does not fit is cut.</summary>
    public int Put(int row, int column, string text, Style style = default, int room = int.MaxValue)
    {
        int end = (int)Math.Min(Width, column + (long)room);
        if (row < 0 || row >= Height) return column;
        foreach (Rune rune in SafeText.Runes(text))
        {
            int width = _ascii && !rune.IsAscii ? 1 : SafeText.WidthOf(rune);
            if (width == 0) continue;
            if (column + width > end) break;
            if (column >= 0)
            {
                Set(row, column, _ascii && !rune.IsAscii ? '?' : rune.Value, style);
                if (width == 2) Set(row, column + 1, 0, style);
            }
            column += width;
        }
        return column;
    }

    /// <summary>Draws text so that it ends before column <paramref name="end"/>.</summary>
    public void PutRight(int row, int end, string text, Style style = default) => Put(row, Math.Max(0, end - SafeText.WidthOf(text)), text, style);

    /// <summary>Gives cells a style and keeps their text.</summary>
    public void Paint(int row, int column, int width, Style style)
    {
        if (row < 0 || row >= Height) return;
        for (int c = Math.Max(0, column); c < Math.Min(Width, column + width); c++) Set(row, c, this[row, c].Rune, style);
    }

    /// <summary>Blanks a row.</summary>
    public void Clear(int row, Style style = default)
    {
        if (row < 0 || row >= Height) return;
        for (int c = 0; c < Width; c++) Set(row, c, ' ', style);
    }

    /// <summary>The row as text, without blanks at its end.</summary>
    public string Row(int row)
    {
        var text = new StringBuilder(Width);
        for (int c = 0; c < Width; c++)
            if (this[row, c].Rune != 0) text.Append(new Rune(this[row, c].Rune));
        return text.ToString().TrimEnd();
    }

    /// <summary>All rows as text, each ending with a line feed.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int r = 0; r < Height; r++) text.Append(Row(r)).Append('\n');
        return text.ToString();
    }

    private void Set(int row, int column, int rune, Style style)
    {
        int at = _origin + row * _stride + column;
        Cell old = _cells[at];
        // Half of a wide sign cannot stay behind alone.
        if (old.Rune == 0 && rune != 0 && column > 0) _cells[at - 1] = new Cell(' ', _cells[at - 1].Style);
        if (old.Rune != 0 && column + 1 < Width && _cells[at + 1].Rune == 0) _cells[at + 1] = new Cell(' ', _cells[at + 1].Style);
        // So that the blanks of a bold text are no other blanks than those around it.
        _cells[at] = rune == ' ' && style.LeavesBlanksBlank ? Cell.Blank : new Cell(rune, style);
    }
}
