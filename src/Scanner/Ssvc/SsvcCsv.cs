using System.Text;
using Cockpit.Scanner.Csv;
using CsvHelper;

namespace Cockpit.Scanner.Ssvc;

/// <summary>Decision points as CSV: one line per CVE, columns found by their names in whatever order.</summary>
internal static class SsvcCsv
{
    private const int Cve = 0, Exploitation = 1, Automatable = 2, Impact = 3, Timestamp = 4, Count = 5;

    private static readonly HeaderNames Header = new(Count, [Cve, Exploitation, Automatable, Impact, Timestamp],
    [
        ("cve", Cve), ("cve id", Cve), ("cveid", Cve), ("cve_id", Cve), ("id", Cve), ("exploitation", Exploitation), ("automatable", Automatable),
        ("technical impact", Impact), ("technical_impact", Impact), ("technicalimpact", Impact),
        ("timestamp", Timestamp), ("date", Timestamp), ("dateupdated", Timestamp), ("date updated", Timestamp), ("last updated", Timestamp),
    ]);

    public static List<SsvcDecision> Read(ReadOnlyMemory<byte> text)
    {
        var decisions = new List<SsvcDecision>();
        try
        {
            bool cut = false;
            using CsvReader csv = CsvReader.Create(text.ToArray(), CsvExport.Options(',', encoding: null) with { OnMalformedRecord = _ => cut = true });
            if (!csv.Read() || Header.TryMap(csv.FieldCount, i => HeaderNames.Normal(csv.GetSpan(i))) is not { } at)
                throw SsvcReader.Invalid("The first line does not name the columns CVE, Exploitation, Automatable, Technical Impact and Timestamp.");
            int columns = csv.FieldCount;
            while (csv.Read())
            {
                string where = $"Line {csv.LineNumber}";
                if (cut) throw SsvcReader.Invalid($"{where}: its quotes are not in order.");
                if (csv.FieldCount == 1 && csv.GetSpan(0).IsEmpty) continue;
                // A line that ends early would turn "total" into "not told".
                if (csv.FieldCount < columns) throw SsvcReader.Invalid($"{where} has {csv.FieldCount} cells; the header names {columns}.");
                if (decisions.Count == SsvcReader.MaxEntries) throw SsvcReader.Invalid($"It has more than {SsvcReader.MaxEntries:N0} lines.");
                decisions.Add(SsvcReader.Decision(where, Cell(csv, at[Cve]), Cell(csv, at[Exploitation]), Cell(csv, at[Automatable]), Cell(csv, at[Impact]), Cell(csv, at[Timestamp])));
            }
        }
        catch (CsvFormatException e)
        {
            throw SsvcReader.Invalid($"Line {e.LineNumber} is no CSV.", e);
        }
        return decisions;
    }

    private static string Cell(CsvReader csv, int column) => csv.GetSpan(column) is { Length: <= 200 } cell ? Encoding.UTF8.GetString(cell) : "?";
}
