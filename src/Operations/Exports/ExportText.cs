using System.Text;

namespace Cockpit.Operations.Exports;

/// <summary>Makes text from hosts and files harmless to the programs that open an export.</summary>
public static class ExportText
{
    private const char Escape = '\'';

    /// <summary>
    /// A cell that no spreadsheet runs as a formula (OWASP, CSV injection): before one that would be, stands an apostrophe. Beside the
    /// signs themselves, spreadsheets look behind spaces and line ends, and some take the full-width signs for the plain ones.
    /// </summary>
    public static string Cell(string text)
    {
        if (text.Length == 0 || text[0] == Escape) return text;
        if (text[0] is '\t' or '\r' or '\n') return Escape + text;
        string first = text.TrimStart([' ', '\t', '\r', '\n', '\u00A0', '\u2000', '\u200B', '\u3000', '\uFEFF']);
        return first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' or '\u2212' ? Escape + text : text;
    }

    /// <summary>One cell of a Markdown table, whatever the text: no pipe, no line end, no mark-up and no HTML in it.</summary>
    public static string Markdown(string text)
    {
        var cell = new StringBuilder(text.Length + 8);
        foreach (char c in Printable.Line(text.ReplaceLineEndings(" ")))
        {
            switch (c)
            {
                case '&': cell.Append("&amp;"); break;
                case '<': cell.Append("&lt;"); break;
                case '>': cell.Append("&gt;"); break;
                case '|' or '\\' or '`' or '*' or '_' or '[' or ']' or '~' or '#' or '!' or '$': cell.Append('\\').Append(c); break;
                default: cell.Append(c); break;
            }
        }
        return cell.ToString();
    }
}
