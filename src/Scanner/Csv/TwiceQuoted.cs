using CsvHelper;

namespace Cockpit.Scanner.Csv;

/// <summary>Some exporters quote a whole record once more, so that it arrives as one cell that holds cells.</summary>
internal static class TwiceQuoted
{
    /// <summary>The record taken apart, for the caller to dispose; null where it is an ordinary one.</summary>
    public static CsvReader? Apart(CsvReader csv, char separator)
    {
        if (csv.FieldCount != 1 || csv.GetSpan(0) is not { Length: > 4 } cell || cell[0] != '"' || cell.IndexOf([(byte)'"', (byte)separator, (byte)'"']) < 0) return null;
        CsvReader apart = CsvReader.Create(cell.ToArray(), CsvExport.Options(separator, encoding: null));
        try
        {
            if (apart.Read() && apart.FieldCount > 2) return apart;
        }
        catch (CsvFormatException)
        {
            // Its own quotes are not in order, so it is no record.
        }
        apart.Dispose();
        return null;
    }
}
