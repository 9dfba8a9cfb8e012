using System.Text;

namespace Cockpit.Cli.Output;

/// <summary>How many terminal cells a text takes: East Asian wide characters and pictures take two, combining marks none (Unicode TR 11).</summary>
internal static class TextWidth
{
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>The start of a text that fits, with ".." where something is left off.</summary>
    public static string Cut(string text, int cells)
    {
        if (Of(text) <= cells) return text;
        if (cells <= 2) return new string('.', Math.Max(0, cells));
        var kept = new StringBuilder();
        int used = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (used + Of(rune) > cells - 2) break;
            kept.Append(rune);
            used += Of(rune);
        }
        return kept.Append("..").ToString();
    }

    private static int Of(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        <= 0x36F => 0,
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F
            or >= 0xFF00 and <= 0xFF60 or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ => 1,
    };
}
