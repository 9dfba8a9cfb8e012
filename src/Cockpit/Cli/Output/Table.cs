using Cockpit.Operations;

namespace Cockpit.Cli.Output;

/// <summary>Rows under named columns: what a command prints as text or CSV.</summary>
/// <param name="Columns">A name that ends in ">" stands right.</param>
/// <param name="Rows">Cells as they came, from hosts and files too; they are made safe when they are written. An empty one is "-" in text.</param>
internal sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>No column is cut below this, so that names stay readable; a narrower terminal wraps.</summary>
    private const int LeastWidth = 8;

    private const string Gap = "  ";

    /// <summary>Aligned text. Where a line would not fit, the widest columns are cut first.</summary>
    /// <param name="width">Cells of a line, or null where nothing is cut (a pipe, a file).</param>
    public IEnumerable<string> Lines(int? width)
    {
        string[] titles = [.. Columns.Select(c => c.TrimEnd('>'))];
        string[][] cells = [titles, .. Rows.Select(r => r.Select(c => c.Length == 0 ? "-" : Printable.Line(c)).ToArray())];
        int[] widths = [.. Enumerable.Range(0, titles.Length).Select(i => cells.Max(row => TextWidth.Of(row[i])))];
        if (width is { } line) Fit(widths, line - Gap.Length * (widths.Length - 1));
        return cells.Select(row => string.Join(Gap, row.Select((cell, i) => Cell(cell, widths[i], Columns[i].EndsWith('>')))).TrimEnd());
    }

    private static void Fit(int[] widths, int room)
    {
        while (widths.Sum() > room)
        {
            int widest = Array.IndexOf(widths, widths.Max());
            if (widths[widest] <= LeastWidth) return;
            widths[widest]--;
        }
    }

    private static string Cell(string text, int width, bool right)
    {
        text = TextWidth.Cut(text, width);
        var space = new string(' ', width - TextWidth.Of(text));
        return right ? space + text : text + space;
    }
}
