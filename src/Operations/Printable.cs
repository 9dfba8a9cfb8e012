using System.Globalization;
using System.Text;

namespace Cockpit.Operations;

/// <summary>Makes text from hosts, files and people safe to show: a terminal must never take part of it as a command.</summary>
public static class Printable
{
    /// <summary>One line: control and format characters (escapes, line ends, bidirectional overrides) become "?", what is longer ends in "..".</summary>
    public static string Line(string? text, int maxLength = int.MaxValue)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var line = new StringBuilder(Math.Min(text.Length, 256));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (line.Length >= maxLength) return line.Append("..").ToString();
            if (IsShown(rune)) line.Append(rune);
            else line.Append('?');
        }
        return line.ToString();
    }

    /// <summary>Several lines, each made safe; tabs become spaces.</summary>
    public static string Text(string? text) => string.IsNullOrEmpty(text) ? "" :
        string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\t", "    ", StringComparison.Ordinal).Split('\n').Select(l => Line(l)));

    private static bool IsShown(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse);
}
