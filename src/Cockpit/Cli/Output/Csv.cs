using System.Globalization;
using System.Text;
using Cockpit.Operations.Exports;

namespace Cockpit.Cli.Output;

/// <summary>CSV after RFC 4180 with a header row.</summary>
internal static class Csv
{
    public static string Text(Table table)
    {
        var text = new StringBuilder();
        Row(text, table.Columns.Select(c => c.TrimEnd('>')));
        foreach (var row in table.Rows) Row(text, row.Select((cell, i) => table.Columns[i].EndsWith('>') ? Ungrouped(cell) : Defused(cell)));
        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Numbers are grouped for people; programs read them as they are: 1,234 is 1234.</summary>
    private static string Ungrouped(string cell) =>
        long.TryParse(cell, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number.ToString(CultureInfo.InvariantCulture) : Defused(cell);

    /// <summary>
    /// A spreadsheet runs a cell that begins with one of these signs as a formula (OWASP, CSV injection), so it gets an apostrophe in front.
    /// Numbers stay as they are; NULs and other controls but line ends are dropped.
    /// </summary>
    private static string Defused(string cell)
    {
        if (cell.Any(c => char.IsControl(c) && c is not '\n' and not '\r')) cell = new string([.. cell.Where(c => !char.IsControl(c) || c is '\n' or '\r')]);
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? cell : ExportText.Cell(cell);
    }
}
