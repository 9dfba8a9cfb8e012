using Cockpit.Operations.Exports;

namespace Cockpit.Cli.Output;

/// <summary>A result in Markdown, for a ticket or a wiki: what is said of it as paragraphs, its rows as a table.</summary>
internal static class Markdown
{
    public static IEnumerable<string> Lines(IEnumerable<string> before, Table? table, IEnumerable<string> after)
    {
        IEnumerable<string> rows = table is { Rows.Count: > 0 } ? MarkdownTable.Head(table.Columns).Concat(table.Rows.Select(MarkdownTable.Row)) : [];
        // Between two parts stands an empty line, or they would be one paragraph.
        bool first = true;
        foreach (IEnumerable<string> part in Paragraphs(before).Append(rows).Concat(Paragraphs(after)))
        {
            string[] lines = [.. part];
            if (lines.Length == 0) continue;
            if (!first) yield return "";
            first = false;
            foreach (string line in lines) yield return line;
        }
    }

    private static IEnumerable<string[]> Paragraphs(IEnumerable<string> lines) => lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => new[] { ExportText.Markdown(l.Trim()) });
}
