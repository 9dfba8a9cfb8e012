using System.Text;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Text;

/// <summary>
/// Text from a scanner as the lines of a screen. Terminal sequences (ECMA-48) go as a whole, so that no "[31m" stays behind; other control and
/// format characters go one by one (<see cref="SafeText"/>). Long lines go on under their own indentation.
/// </summary>
public static class PlainLines
{
    /// <summary>More lines than this are not laid out; the command line has them all.</summary>
    public const int MostLines = 10_000;

    private const int TabWidth = 8;

    /// <param name="width">Cells of a line, at least 1.</param>
    public static IReadOnlyList<string> Of(string? text, int width, int most = MostLines)
    {
        var lines = new List<string>();
        if (string.IsNullOrEmpty(text)) return lines;
        foreach (ReadOnlySpan<char> raw in WithoutSequences(text).AsSpan().TrimEnd().EnumerateLines())
        {
            foreach (string part in Folded(Clean(raw), Math.Max(1, width)))
            {
                if (lines.Count == most) return lines;
                lines.Add(part);
            }
        }
        return lines;
    }

    /// <summary>The first line that says something; for one row.</summary>
    public static string First(string? text)
    {
        foreach (string line in Of(text, int.MaxValue, 50))
        {
            if (line.Trim().Length > 0) return line.Trim();
        }
        return "";
    }

    /// <summary>CSI, OSC, DCS and the like, each with all that belongs to it; of one that does not end, only its introducer.</summary>
    internal static string WithoutSequences(string text)
    {
        if (text.AsSpan().IndexOfAny('\x1b', '\x9b', '\x9d') < 0) return text;
        var kept = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at], next = at + 1 < text.Length ? text[at + 1] : '\0';
            bool escape = c == '\x1b';
            if (c == '\x9b' || escape && next == '[')
            {
                int end = at + (escape ? 2 : 1);
                while (end < text.Length && text[end] is >= '\x20' and < '\x40') end++;
                at = end < text.Length && text[end] is >= '\x40' and <= '\x7e' ? end : at + (escape ? 1 : 0);
            }
            else if (c == '\x9d' || escape && next is ']' or 'P' or '_' or '^' or 'X')
            {
                int from = at + (escape ? 2 : 1), end = from < text.Length ? text.AsSpan(from, Math.Min(text.Length - from, 4_096)).IndexOfAny('\a', '\x1b', '\x9c') : -1;
                if (end < 0) at += escape ? 1 : 0;
                else at = from + end + (text[from + end] == '\x1b' && from + end + 1 < text.Length && text[from + end + 1] == '\\' ? 1 : text[from + end] == '\x1b' ? -1 : 0);
            }
            else if (escape)
            {
                if (next is >= '\x20' and <= '\x7e') at++;
            }
            else
            {
                kept.Append(c);
            }
        }
        return kept.ToString();
    }

    private static string Clean(ReadOnlySpan<char> raw)
    {
        var line = new StringBuilder(raw.Length);
        foreach (Rune rune in raw.EnumerateRunes())
        {
            if (rune.Value == '\t') line.Append(' ', TabWidth - line.Length % TabWidth);
            else foreach (Rune safe in SafeText.Runes(rune.ToString())) line.Append(safe);
        }
        return line.ToString().TrimEnd();
    }

    private static IEnumerable<string> Folded(string line, int width)
    {
        if (line.Length <= width && SafeText.WidthOf(line) <= width)
        {
            yield return line;
            yield break;
        }
        int indent = line.Length - line.TrimStart().Length;
        if (indent > width / 2) indent = 0;
        string under = new(' ', indent);
        var part = new StringBuilder();
        int cells = 0, blank = -1;
        foreach (Rune rune in line.EnumerateRunes())
        {
            int wide = SafeText.WidthOf(rune);
            if (cells + wide > width)
            {
                // At the last blank, if that leaves at least half a line; a long word is cut where the line ends.
                string rest = blank > Math.Max(indent, width / 2) ? part.ToString(blank + 1, part.Length - blank - 1) : "";
                if (rest.Length > 0 || blank == part.Length - 1) part.Length = blank;
                yield return part.ToString().TrimEnd();
                part.Clear().Append(under).Append(rest);
                cells = SafeText.WidthOf(part.ToString());
                blank = -1;
                if (rune.Value == ' ' && part.Length == indent) continue;
            }
            if (rune.Value == ' ' && part.Length > indent) blank = part.Length;
            part.Append(rune);
            cells += wide;
        }
        if (part.ToString().Trim().Length > 0) yield return part.ToString().TrimEnd();
    }
}
