using System.Text;

namespace Cockpit.Remote;

/// <summary>Makes what a host said fit for a sentence: one line, no control characters (a terminal would obey them), bounded.</summary>
internal static class HostText
{
    /// <summary>Characters of a host's own words in a sentence.</summary>
    private const int Most = 160;

    public static string OneLine(string text)
    {
        var line = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= Most)
            {
                return line.Append("...").ToString();
            }

            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else if (Rune.GetUnicodeCategory(rune) != System.Globalization.UnicodeCategory.Format)
            {
                line.Append(rune);
            }
        }

        var said = line.ToString().TrimEnd();
        return said.Length == 0 ? "nothing" : said;
    }
}
