using System.Text;

namespace Cockpit.Tui.Terminal;

/// <summary>
/// Turns styles into SGR parameters (ECMA-48 8.3.117). The sixteen colours stay the terminal's own at every depth, so a
/// person's theme holds; only the bands of the risk matrix take finer shades where there are more than sixteen.
/// </summary>
public sealed class Palette(ColorDepth depth)
{
    private static readonly (byte Sixteen, byte Indexed, uint Rgb)[] Bands =
    [
        (1, 160, 0xB71C1C), // VeryHigh: red
        (3, 208, 0xF57C00), // High: yellow, orange where there is one
        (6, 228, 0xFFE082), // Moderate: cyan, pale yellow where there is one
        (4, 25, 0x1E5AA8),  // Low: blue
    ];

    /// <summary>Appends the shortest sequence that turns <paramref name="from"/> into <paramref name="to"/>; nothing if they look the same here.</summary>
    public void Append(Style from, Style to, List<byte> bytes)
    {
        if (depth == ColorDepth.None)
        {
            // Reverse for what is told by its background, or the block would vanish without colour.
            from = Plainly(from);
            to = Plainly(to);
        }
        if (from == to) return;
        string change = Change(from, to), afresh = Afresh(to);
        string best = afresh.Length <= change.Length ? afresh : change;
        bytes.Add(0x1b);
        bytes.Add((byte)'[');
        foreach (char c in best) bytes.Add((byte)c);
        bytes.Add((byte)'m');
    }

    private static Style Plainly(Style style) =>
        new(Ink.Default, Ink.Default, style.Back is Ink.Red or Ink.Magenta ? style.Emphasis | Emphasis.Reverse : style.Emphasis);

    private string Afresh(Style to)
    {
        var sgr = new StringBuilder();
        foreach ((Emphasis bit, string on, _) in Bits)
            if (to.Emphasis.HasFlag(bit)) Add(sgr, on);
        if (to.Text != Ink.Default) Add(sgr, Color(to.Text, 30));
        if (to.Back != Ink.Default) Add(sgr, Color(to.Back, 40));
        return sgr.Length == 0 ? "" : "0;" + sgr;
    }

    private string Change(Style from, Style to)
    {
        var sgr = new StringBuilder();
        foreach ((Emphasis bit, string on, string off) in Bits)
            if (from.Emphasis.HasFlag(bit) != to.Emphasis.HasFlag(bit)) Add(sgr, to.Emphasis.HasFlag(bit) ? on : off);
        if (from.Text != to.Text) Add(sgr, to.Text == Ink.Default ? "39" : Color(to.Text, 30));
        if (from.Back != to.Back) Add(sgr, to.Back == Ink.Default ? "49" : Color(to.Back, 40));
        return sgr.ToString();
    }

    private static readonly (Emphasis Bit, string On, string Off)[] Bits =
    [
        (Emphasis.Bold, "1", "22"), (Emphasis.Underline, "4", "24"), (Emphasis.Reverse, "7", "27"),
    ];

    private string Color(Ink ink, int ground)
    {
        if (ink is >= Ink.Black and <= Ink.White) return $"{ground + (int)ink - (int)Ink.Black}";
        if (ink == Ink.Faint) return depth >= ColorDepth.Indexed ? $"{ground + 8};5;245" : $"{ground + 9}"; // 16: the default; bright black is unreadable on many.
        (byte sixteen, byte indexed, uint rgb) = Bands[ink - Ink.VeryHigh];
        return depth switch
        {
            ColorDepth.TrueColor => $"{ground + 8};2;{rgb >> 16};{rgb >> 8 & 255};{rgb & 255}",
            ColorDepth.Indexed => $"{ground + 8};5;{indexed}",
            _ => $"{ground + sixteen}",
        };
    }

    private static void Add(StringBuilder sgr, string parameter)
    {
        if (sgr.Length > 0) sgr.Append(';');
        sgr.Append(parameter);
    }
}
