using CsvHelper;

namespace Cockpit.Scanner.Csv;

/// <summary>Finds an export's kind by its header, wherever in the file's beginning it stands; and the nearest kind where none fits.</summary>
internal sealed class ExportDetection
{
    /// <summary>Records that are compared with every kind for the error's sake. Headers stand at the top; data has no names in it.</summary>
    private const int ComparedRecords = 200;

    /// <summary>With fewer of its columns a record is nothing like a header.</summary>
    private const int FewestAlike = 3;

    /// <summary>A column that it cannot do without says more than one that it can.</summary>
    private const int MissingWeighs = 3;

    private int best = int.MinValue;

    /// <summary>"It is nearest to Nessus, but has no column Risk." Null where nothing was near.</summary>
    public string? Nearest { get; private set; }

    public ExportShape? Find(byte[] head, char separator)
    {
        try
        {
            using CsvReader csv = CsvReader.Create(head, CsvExport.Options(separator, encoding: null));
            for (int records = 0; csv.Read(); records++)
            {
                using CsvReader? apart = TwiceQuoted.Apart(csv, separator);
                CsvReader record = apart ?? csv;
                foreach (ExportShape shape in ExportShapes.All)
                {
                    if (shape.Header.TryMap(record.FieldCount, i => HeaderNames.Normal(record.GetSpan(i))) is not null) return shape;
                }
                if (records < ComparedRecords) Compare(record);
            }
        }
        catch (CsvFormatException)
        {
            // Not CSV with this separator.
        }
        return null;
    }

    private void Compare(CsvReader record)
    {
        if (record.FieldCount < FewestAlike) return;
        foreach (ExportShape shape in ExportShapes.All)
        {
            (int found, IReadOnlyList<string> missing) = shape.Header.Compare(record.FieldCount, i => HeaderNames.Normal(record.GetSpan(i)));
            int likeness = found - MissingWeighs * missing.Count;
            if (found < FewestAlike || likeness <= best) continue;
            best = likeness;
            Nearest = $"Line {record.LineNumber} is nearest to {shape.Name}, but has no column {string.Join(" and none ", missing)}.";
        }
    }
}
