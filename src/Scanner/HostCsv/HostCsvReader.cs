using System.Globalization;
using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts.Editing;
using CsvHelper;
using CsvHelper.Configuration;

namespace Cockpit.Scanner.HostCsv;

/// <summary>
/// Reads hosts from a CSV (RFC 4180) whose first row names the columns; "," ";" and tab divide. An empty cell says nothing,
/// so an import never clears what a person noted. Pure: bytes in, rows out.
/// </summary>
public static class HostCsvReader
{
    /// <summary>Bytes of a file; a hundred thousand hosts are some 10 MB.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>Characters of a row. A row that is longer is no row of hosts, most likely a quote that was never closed.</summary>
    private const int MaxRow = 64 * 1024;

    private const string Name = "name", TagsColumn = "tags";

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["host"] = Name, ["hostname"] = Name, ["ip"] = HostFields.Address, ["env"] = HostFields.Environment, ["ha"] = HostFields.HaGroup, ["tag"] = TagsColumn,
    };

    /// <exception cref="CockpitException">HOST_FILE_INVALID when it is no such CSV.</exception>
    public static HostCsvFile Read(byte[] bytes)
    {
        string text = Decode(bytes);
        if (string.IsNullOrWhiteSpace(text)) throw Invalid("The file is empty.");
        if (text.Contains('\0', StringComparison.Ordinal)) throw Invalid("The file holds NUL bytes; it is no CSV.");
        string header = text.AsSpan().TrimStart("\r\n").ToString().Split('\n', 2)[0];
        using var csv = new CsvReader(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Delimiter(header), BadDataFound = null, MissingFieldFound = null, TrimOptions = TrimOptions.Trim, MaxFieldSize = MaxRow, IgnoreBlankLines = true,
            Mode = CsvMode.RFC4180, HasHeaderRecord = true,
        });
        try
        {
            return ReadRows(csv);
        }
        catch (CsvHelperException e)
        {
            throw new CockpitException(HostErrors.HostFileInvalid.Because($"Line {csv.Parser.RawRow} cannot be read as CSV, or a cell there is longer than {MaxRow / 1024} kB."), e);
        }
    }

    private static HostCsvFile ReadRows(CsvReader csv)
    {
        if (!csv.Read() || !csv.ReadHeader()) throw Invalid("The file is empty.");
        string[] columns = [.. csv.HeaderRecord!.Select(Column)];
        int name = Array.IndexOf(columns, Name);
        if (name < 0) throw Invalid("The first row has no column name.");
        if (columns.Where(Known).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) throw Invalid($"The first row names {twice.Key} twice.");

        var rows = new List<HostRow>();
        var rejected = new List<RejectedRow>();
        int nextLine = csv.Parser.RawRow + 1;
        while (csv.Read())
        {
            int line = nextLine;
            nextLine = csv.Parser.RawRow + 1;
            string[] cells = csv.Parser.Record!;
            if (cells.All(c => c.Length == 0)) continue;
            if (cells.Length > columns.Length) rejected.Add(new(line, $"The row has {cells.Length} cells; the first row names {columns.Length}."));
            else rows.Add(Row(line, columns, cells, name));
        }
        return new(rows, rejected, [.. columns.Where(c => !Known(c) && c.Length > 0)]);
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
        string column = header.Trim().TrimStart('\uFEFF').ToLowerInvariant().Replace('-', '_').Replace(' ', '_');
        return OtherNames.GetValueOrDefault(column, column);
    }

    private static bool Known(string column) => column is Name or TagsColumn || HostFields.Names.Contains(column);

    private static string Delimiter(string header) => new[] { ",", ";", "\t" }.MaxBy(d => header.Split(d).Length)!;

    /// <summary>UTF-16 and UTF-8 by their marks, else UTF-8, else the bytes as Latin-1: a name with other letters is refused later, by its line.</summary>
    private static string Decode(byte[] bytes)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(bytes), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static CockpitException Invalid(string what) => new(HostErrors.HostFileInvalid.Because(what));
}
