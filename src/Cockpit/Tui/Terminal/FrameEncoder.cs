using System.Text;

namespace Cockpit.Tui.Terminal;

/// <summary>
/// Turns a canvas into the fewest bytes that change the terminal from the last one to this one. It keeps what the terminal
/// shows, sends only cells that differ, picks the shortest way to move the cursor and to change the style, and erases
/// blanks instead of writing them. A frame that equals the last one is no byte at all.
/// </summary>
/// <remarks>
/// Sequences: CUP, CUF, CUB, CHA, VPA, EL, ECH of ECMA-48, and CR, LF, BS. Erasing is done in the default style only, for
/// terminals differ in whether they erase to the current background (the bce flag of terminfo).
/// </remarks>
public sealed class FrameEncoder(TerminalProfile profile)
{
    /// <summary>Below this many blanks, writing them is as short as erasing them.</summary>
    private const int WorthErasing = 5;

    private readonly Palette _palette = new(profile.Colors);
    private readonly List<byte> _bytes = [];
    private readonly List<byte> _move = [];
    private Cell[] _shown = [];
    private int _width;
    private int _height;
    private int _row = -1;
    private int _column = -1;
    private Style _style;
    private bool _caretShown;

    /// <summary>Forgets what the terminal shows: the next frame draws everything. After a resize, SIGCONT or Ctrl-L.</summary>
    public void Forget() => _width = _height = 0;

    /// <summary>The bytes of this frame. The span is valid until the next call.</summary>
    public ReadOnlySpan<byte> Encode(Canvas canvas)
    {
        _bytes.Clear();
        if (canvas.Width != _width || canvas.Height != _height) Restart(canvas);
        for (int row = 0; row < _height; row++) EncodeRow(canvas, row);
        PlaceCaret(canvas.Caret);
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
    }

    private void Restart(Canvas canvas)
    {
        (_width, _height) = (canvas.Width, canvas.Height);
        _shown = new Cell[_width * _height];
        Array.Fill(_shown, Cell.Blank);
        Ascii("\e[m\e[H\e[2J");
        (_row, _column, _style) = (0, 0, Style.Plain);
    }

    private void EncodeRow(Canvas canvas, int row)
    {
        int blankFrom = BlankFrom(canvas, row);
        for (int column = 0; column < _width; column++)
        {
            Cell cell = canvas[row, column];
            if (cell == _shown[row * _width + column]) continue;
            if (cell.Rune == 0) continue; // Drawn with its first half; see below.

            if (column >= blankFrom && Differing(canvas, row, column, _width) >= WorthErasing)
            {
                MoveTo(row, column);
                Turn(Style.Plain);
                Ascii("\e[K");
                for (int c = column; c < _width; c++) _shown[row * _width + c] = Cell.Blank;
                return;
            }
            int blanks = cell == Cell.Blank ? BlanksFrom(canvas, row, column) : 0;
            if (profile.Relative && blanks > WorthErasing && Differing(canvas, row, column, column + blanks) > WorthErasing)
            {
                MoveTo(row, column);
                Turn(Style.Plain);
                Ascii($"\e[{blanks}X");
                for (int c = column; c < column + blanks; c++) _shown[row * _width + c] = Cell.Blank;
                column += blanks - 1;
                continue;
            }
            MoveTo(row, column);
            Draw(cell);
            _shown[row * _width + column] = cell;
            if (column + 1 < _width && canvas[row, column + 1].Rune == 0)
            {
                _shown[row * _width + column + 1] = canvas[row, column + 1];
                _column++;
            }
            // A sign in the last column leaves the cursor in a place that terminals see differently.
            if (_column >= _width) _column = -1;
        }
    }

    /// <summary>From which column on the row is blank and plain.</summary>
    private int BlankFrom(Canvas canvas, int row)
    {
        int column = _width;
        while (column > 0 && canvas[row, column - 1] == Cell.Blank) column--;
        return column;
    }

    private int BlanksFrom(Canvas canvas, int row, int column)
    {
        int end = column;
        while (end < _width && canvas[row, end] == Cell.Blank) end++;
        return end - column;
    }

    private int Differing(Canvas canvas, int row, int from, int to)
    {
        int count = 0;
        for (int c = from; c < to; c++)
            if (canvas[row, c] != _shown[row * _width + c]) count++;
        return count;
    }

    private void Draw(Cell cell)
    {
        if (cell != Cell.Blank || !_style.LeavesBlanksBlank) Turn(cell.Style);
        Span<byte> utf8 = stackalloc byte[4];
        int length = new Rune(cell.Rune).EncodeToUtf8(utf8);
        for (int i = 0; i < length; i++) _bytes.Add(utf8[i]);
        _column++;
    }

    private void Turn(Style style)
    {
        _palette.Append(_style, style, _bytes);
        _style = style;
    }

    private void MoveTo(int row, int column)
    {
        if (_row == row && _column == column) return;
        _move.Clear();
        Absolute(row, column);
        int best = _move.Count;
        if (_row >= 0 && _column >= 0)
        {
            string? shorter = Relative(row, column);
            if (shorter is not null) best = Math.Min(best, shorter.Length);
            if (row == _row && column > _column && column - _column <= best && CanRepeat(row, column))
            {
                for (int c = _column; c < column; c++) _bytes.Add((byte)_shown[row * _width + c].Rune);
                _column = column;
                return;
            }
            if (shorter is not null && shorter.Length == best)
            {
                Ascii(shorter);
                (_row, _column) = (row, column);
                return;
            }
        }
        _bytes.AddRange(_move);
        (_row, _column) = (row, column);
    }

    private void Absolute(int row, int column)
    {
        string sequence = (row, column) switch
        {
            (0, 0) => "\e[H",
            (_, 0) => $"\e[{row + 1}H",
            _ => $"\e[{row + 1};{column + 1}H",
        };
        foreach (char c in sequence) _move.Add((byte)c);
    }

    private string? Relative(int row, int column)
    {
        int right = column - _column;
        if (row == _row)
        {
            if (column == 0) return "\r";
            if (right < 0 && -right <= 3) return new string('\b', -right);
            if (right > 0) return right == 1 ? "\e[C" : $"\e[{right}C";
            return profile.Relative ? $"\e[{column + 1}G" : $"\e[{-right}D";
        }
        int down = row - _row;
        // LF moves down in the same column, for raw mode leaves it alone; it never scrolls here, because the row exists.
        if (down is > 0 and <= 4)
        {
            if (right == 0) return new string('\n', down);
            if (column == 0) return "\r" + new string('\n', down);
            if (right is < 0 and >= -3) return new string('\n', down) + new string('\b', -right);
        }
        return right == 0 && profile.Relative ? $"\e[{row + 1}d" : null;
    }

    /// <summary>Whether the cells up to <paramref name="column"/> can be written again, in the style that is on, instead of moving over them.</summary>
    private bool CanRepeat(int row, int column)
    {
        for (int c = _column; c < column; c++)
        {
            Cell cell = _shown[row * _width + c];
            if (cell.Rune is < 0x20 or > 0x7e) return false;
            if (cell.Style != _style && (cell != Cell.Blank || !_style.LeavesBlanksBlank)) return false;
        }
        return true;
    }

    private void PlaceCaret((int Row, int Column)? caret)
    {
        if (caret is { } at)
        {
            MoveTo(Math.Clamp(at.Row, 0, _height - 1), Math.Clamp(at.Column, 0, _width - 1));
            if (!_caretShown) Ascii("\e[?25h");
        }
        else if (_caretShown)
        {
            Ascii("\e[?25l");
        }
        _caretShown = caret is not null;
    }

    private void Ascii(string text)
    {
        foreach (char c in text) _bytes.Add((byte)c);
    }
}
