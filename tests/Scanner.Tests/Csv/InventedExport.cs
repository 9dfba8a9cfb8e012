using System.Text;

namespace Cockpit.Scanner.Tests.Csv;

/// <summary>Builds an export from a header as the product writes it and cells that are invented; what no row names is empty.</summary>
internal static class InventedExport
{
    public static string Of(string columns, char separator, params (string Column, string Value)[][] rows)
    {
        string[] names = columns.Split(',');
        var text = new StringBuilder().AppendJoin(separator, names.Select(Quoted)).Append('\n');
        foreach ((string Column, string Value)[] row in rows)
        {
            if (row.FirstOrDefault(c => !names.Contains(c.Column)) is { Column: not null } unknown) throw new ArgumentException($"There is no column {unknown.Column}.");
            text.AppendJoin(separator, names.Select(n => Quoted(row.FirstOrDefault(c => c.Column == n).Value ?? ""))).Append('\n');
        }
        return text.ToString();
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
