using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Scanner.Inventories;
using CsvHelper;

namespace Cockpit.Scanner.HostCsv;

/// <summary>
/// Reads hosts from a CSV (RFC 4180) whose first row names the columns; "," ";" and tab divide. An empty cell says nothing,
/// so an import never clears what a person noted. Pure: bytes in, rows out.
/// </summary>
public static class HostCsvReader
{
    /// <summary>Characters of a row. A row that is longer is no row of hosts, most likely a quote that was never closed.</summary>
    private const int MaxRow = 64 * 1024;

    private static readonly char[] Separators = [',', ';', '\t'];

    private const string Name = "name", TagsColumn = "tags";

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = Name, ["hostname"] = Name, ["ip"] = HostFields.Address, ["env"] = HostFields.Environment, ["ha"] = HostFields.HaGroup, ["tag"] = TagsColumn,
    };

    /// <exception cref="CockpitException">HOST_FILE_INVALID when it is no such CSV.</exception>
    public static HostCsvFile Read(byte[] bytes)
    {
        string text = InventoryText.Decode(bytes);
        string header = text.AsSpan().TrimStart("\r\n").ToString().Split('\n', 2)[0];
        CsvMalformedReason? malformed = null;
        using CsvReader csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false, Separator = Separator(header), MaxRecordSize = MaxRow, TrackLineNumbers = true, IncludeValuesInExceptions = false,
            OnMalformedRecord = record => malformed = record.Reason,
        });
        try
        {
            return ReadRows(csv, () => malformed == CsvMalformedReason.UnterminatedQuote);
        }
        catch (CsvFormatException e)
        {
            throw new CockpitException(HostErrors.HostFileInvalid.Because($"Line {e.LineNumber} cannot be read as CSV: a row is longer than {MaxRow / 1024} kB, or a quote is not closed."), e);
        }
    }

    private static HostCsvFile ReadRows(CsvReader csv, Func<bool> isCut)
    {
        if (Cells(csv) is not { } header) throw Invalid("The file is empty.");
        string[] columns = [.. header.Select(Column)];
        int name = Array.IndexOf(columns, Name);
        if (name < 0) throw Invalid("The first row has no column name.");
        if (columns.Where(Known).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Invalid($"The first row names {twice.Key} twice.");

        var rows = new List<HostRow>();
        var rejected = new List<RejectedHost>();
        while (Cells(csv) is { } cells)
        {
            int line = (int)csv.LineNumber;
            if (isCut()) throw Invalid($"Line {line}: a quoted cell begins and never ends.");
            if (cells.Length > columns.Length) rejected.Add(new(line, $"The row has {cells.Length} cells; the first row names {columns.Length}."));
            else rows.Add(Row(line, columns, cells, name));
        }
        return new(rows, rejected, [.. columns.Where(c => !Known(c) && c.Length > 0)]);
    }

    /// <summary>The next row that is not empty, or null at the end.</summary>
    private static string[]? Cells(CsvReader csv)
    {
        while (csv.Read())
        {
            var cells = new string[csv.FieldCount];
            for (int i = 0; i < cells.Length; i++) cells[i] = Encoding.UTF8.GetString(csv.GetSpan(i)).Trim();
            if (cells.Any(c => c.Length > 0)) return cells;
        }
        return null;
    }

    private static HostRow Row(int line, string[] columns, string[] cells, int name)
    {
        var values = new Dictionary<string, string>();
        string[] tags = [];
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].Length == 0 || i == name) continue;
            if (columns[i] == TagsColumn) tags = cells[i].Split([';', ',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            else if (HostFields.Names.Contains(columns[i])) values[columns[i]] = cells[i];
        }
        return new(line, name < cells.Length ? cells[name] : "", new HostFields(values, tags, []));
    }

    private static string Column(string header)
    {
        string column = header.TrimStart('\uFEFF').ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
        return OtherNames.GetValueOrDefault(column, column);
    }

    private static bool Known(string column) => column is Name or TagsColumn || HostFields.Names.Contains(column);

    private static char Separator(string header) => Separators.MaxBy(d => header.Split(d).Length);

    private static CockpitException Invalid(string what) => new(HostErrors.HostFileInvalid.Because(what));
}
