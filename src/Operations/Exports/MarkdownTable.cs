namespace Cockpit.Operations.Exports;

/// <summary>A table in Markdown, line by line: what is listed and what is exported are written alike.</summary>
public static class MarkdownTable
{
    /// <param name="names">One that ends in ">" is a column of numbers and stands right.</param>
    public static IEnumerable<string> Head(IReadOnlyList<string> names)
    {
        yield return Row(names.Select(n => n.TrimEnd('>')));
        yield return $"|{string.Concat(names.Select(n => n.EndsWith('>') ? " ---: |" : " --- |"))}";
    }

    /// <param name="cells">As they came, from hosts and files too.</param>
    public static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(ExportText.Markdown))} |";
}
