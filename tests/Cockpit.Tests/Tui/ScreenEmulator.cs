using System.Text;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>
/// A terminal that knows exactly the sequences that the program may send, and throws at any other. It keeps text, style
/// parameters and cursor, and counts bytes.
/// </summary>
public sealed class ScreenEmulator(int width, int height)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();
    private readonly StringBuilder _sequence = new();
    private (int Rune, string Sgr)[,] _cells = Blank(width, height);
    private string _sgr = "";
    private bool _inSequence;
    private bool _pendingWrap;

    public int Width { get; private set; } = width;

    public int Height { get; private set; } = height;

    public (int Row, int Column) Cursor { get; private set; }

    public bool CursorShown { get; private set; } = true;

    public bool AlternateScreen { get; private set; }

    public List<string> Modes { get; } = [];

    public long Bytes { get; private set; }

    /// <summary>Everything that was received, as text.</summary>
    public StringBuilder Raw { get; } = new();

    public void Resize(int width, int height)
    {
        (Width, Height) = (width, height);
        _cells = Blank(width, height);
        Cursor = (0, 0);
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        var chars = new char[bytes.Length + 4];
        int count = _utf8.GetChars(bytes, chars, flush: false);
        Raw.Append(chars, 0, count);
        foreach (Rune rune in new string(chars, 0, count).EnumerateRunes()) Take(rune);
    }

    public string Row(int row)
    {
        var text = new StringBuilder();
        for (int c = 0; c < Width; c++)
            if (_cells[row, c].Rune != 0) text.Append(new Rune(_cells[row, c].Rune));
        return text.ToString().TrimEnd();
    }

    public string SgrAt(int row, int column) => _cells[row, column].Sgr;

    public override string ToString() => string.Join('\n', Enumerable.Range(0, Height).Select(Row));

    private static (int, string)[,] Blank(int width, int height)
    {
        var cells = new (int, string)[height, width];
        for (int r = 0; r < height; r++)
            for (int c = 0; c < width; c++) cells[r, c] = (' ', "");
        return cells;
    }

    /// <summary>Text outside of the alternate screen is a shell's, and is kept in <see cref="Raw"/> only.</summary>
    public bool AlternateOnly { get; init; }

    private void Take(Rune rune)
    {
        if (_inSequence)
        {
            _sequence.Append(rune);
            if (_sequence.Length == 1 && rune.Value is '[') return;
            if (_sequence.Length == 1 || rune.Value is >= 0x40 and <= 0x7e) End();
            return;
        }
        if (AlternateOnly && !AlternateScreen && rune.Value != 0x1b) return;
        switch (rune.Value)
        {
            case 0x1b:
                _inSequence = true;
                _sequence.Clear();
                break;
            case '\r': Move(Cursor.Row, 0); break;
            case '\n':
                Assert.True(Cursor.Row + 1 < Height, "A line feed on the last row would scroll the screen.");
                Move(Cursor.Row + 1, Cursor.Column);
                break;
            case '\b': Move(Cursor.Row, Math.Max(0, Cursor.Column - 1)); break;
            case < 0x20: throw new InvalidOperationException($"Control character {rune.Value:x2} reached the terminal.");
            default: Put(rune); break;
        }
    }

    private void Put(Rune rune)
    {
        Assert.False(_pendingWrap, "Text after the last column depends on how a terminal wraps.");
        int wide = SafeText.WidthOf(rune);
        _cells[Cursor.Row, Cursor.Column] = (rune.Value, _sgr);
        if (wide == 2) _cells[Cursor.Row, Cursor.Column + 1] = (0, _sgr);
        if (Cursor.Column + wide >= Width) _pendingWrap = true;
        else Cursor = (Cursor.Row, Cursor.Column + wide);
    }

    private void Move(int row, int column)
    {
        Assert.InRange(row, 0, Height - 1);
        Assert.InRange(column, 0, Width - 1);
        Cursor = (row, column);
        _pendingWrap = false;
    }

    private void End()
    {
        _inSequence = false;
        string text = _sequence.ToString();
        if (text == ">") { Modes.Add(text); return; }
        if (AlternateOnly && !AlternateScreen && !text.StartsWith("[?", StringComparison.Ordinal)) return;
        Assert.True(text[0] == '[', $"Unknown sequence ESC {text}");
        string body = text[1..^1];
        char final = text[^1];
        if (body.StartsWith('?'))
        {
            Modes.Add(body + final);
            if (body == "?25") CursorShown = final == 'h';
            if (body == "?1049") AlternateScreen = final == 'h';
            return;
        }
        int first = body.Length == 0 ? 1 : body.Contains(';') ? int.Parse(body.Split(';')[0]) : int.Parse(body);
        switch (final)
        {
            case 'H': Move(first - 1, body.Contains(';') ? int.Parse(body.Split(';')[1]) - 1 : 0); break;
            case 'C': NotPending(); Move(Cursor.Row, Cursor.Column + first); break;
            case 'D': NotPending(); Move(Cursor.Row, Cursor.Column - first); break;
            case 'G': Move(Cursor.Row, first - 1); break;
            case 'd': NotPending(); Move(first - 1, Cursor.Column); break;
            case 'K': Erase(Width - Cursor.Column); break;
            case 'X': Erase(first); break;
            case 'J':
                Assert.Equal("2", body);
                _cells = Blank(Width, Height);
                break;
            case 'm': _sgr = Sgr(body); break;
            default: throw new InvalidOperationException($"Unknown sequence ESC {text}");
        }
    }

    private void NotPending() => Assert.False(_pendingWrap, "A relative move after the last column depends on the terminal.");

    private void Erase(int count)
    {
        NotPending();
        Assert.Equal("", _sgr);
        for (int c = Cursor.Column; c < Cursor.Column + count; c++) _cells[Cursor.Row, c] = (' ', "");
    }

    /// <summary>The style as a normal form: attributes in a fixed order.</summary>
    private string Sgr(string body)
    {
        bool bold = _sgr.Contains("bold"), underline = _sgr.Contains("underline"), reverse = _sgr.Contains("reverse");
        string fore = Part("f:"), back = Part("b:");
        string[] parameters = body.Length == 0 ? ["0"] : body.Split(';');
        for (int i = 0; i < parameters.Length; i++)
        {
            int p = int.Parse(parameters[i]);
            switch (p)
            {
                case 0: bold = underline = reverse = false; fore = back = ""; break;
                case 1: bold = true; break;
                case 4: underline = true; break;
                case 7: reverse = true; break;
                case 22: bold = false; break;
                case 24: underline = false; break;
                case 27: reverse = false; break;
                case 39: fore = ""; break;
                case 49: back = ""; break;
                case 38 or 48:
                    int take = parameters[i + 1] == "5" ? 2 : 4;
                    string color = string.Join(';', parameters[i..(i + take + 1)]);
                    if (p == 38) fore = color; else back = color;
                    i += take;
                    break;
                case >= 30 and <= 37: fore = parameters[i]; break;
                case >= 40 and <= 47: back = parameters[i]; break;
                default: throw new InvalidOperationException($"Unknown SGR {p}");
            }
        }
        return string.Join(' ', new[] { bold ? "bold" : "", underline ? "underline" : "", reverse ? "reverse" : "", fore.Length > 0 ? "f:" + fore : "", back.Length > 0 ? "b:" + back : "" }.Where(s => s.Length > 0));
    }

    private string Part(string prefix) =>
        _sgr.Split(' ').FirstOrDefault(s => s.StartsWith(prefix, StringComparison.Ordinal))?[2..] ?? "";
}
