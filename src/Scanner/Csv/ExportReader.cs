using Cockpit.Core.Errors;
using Cockpit.Core.Findings;

namespace Cockpit.Scanner.Csv;

/// <summary>What the readers of all CSV exports share: finding the header, also a second one further down, and accounting for each row.</summary>
internal abstract class ExportReader(CsvExport export, HeaderNames header, int keyColumn) : IFindingReader
{
    private int[]? columns;
    private int lastRequired;
    private int headers;
    private int preambleRows;
    private long skippedBefore;

    public abstract FindingSource Source { get; }

    public abstract string Shape { get; }

    public ReadOnlyMemory<byte> FileHash => export.Survey.Sha256;

    public long FileBytes => export.Survey.Length;

    public long BytesRead => export.BytesRead;

    public long Rows { get; private set; }

    public long RejectedRows => export.RejectedRows;

    public IReadOnlyList<RejectedRow> Rejected => export.Rejected;

    public bool LooksComplete => export.Survey.EndsWithLineBreak;

    public IReadOnlyList<string> Notes =>
    [
        .. Encodings(), .. skippedBefore > 0 ? [$"Rows before a header, passed over: {skippedBefore}."] : Array.Empty<string>(),
        .. headers > 1 ? [$"The file holds {headers} exports, one after the other."] : Array.Empty<string>(),
        .. export.QuotedTwice > 0 ? [$"Rows that were quoted as a whole and were taken apart again: {export.QuotedTwice}."] : Array.Empty<string>(),
        .. export.EmptyRows > 0 ? [$"Empty rows, passed over: {export.EmptyRows}."] : Array.Empty<string>(),
        .. LooksComplete ? Array.Empty<string>() : ["The file does not end with a line break and may be cut; nothing is closed by it."],
        .. FormatNotes(),
    ];

    protected int HeaderWidth { get; private set; }

    public bool TryRead(out FindingRow row)
    {
        row = default;
        while (export.Next())
        {
            if (columns is null)
            {
                if (!TakeHeader()) skippedBefore++;
                continue;
            }
            if (IsHeaderAgain() && TakeHeader())
            {
                // What was rejected right before it for its width was the preamble of this export and no row of the last one.
                export.TakeBack(preambleRows);
                Rows -= preambleRows;
                skippedBefore += preambleRows;
                preambleRows = 0;
                continue;
            }
            Rows++;
            if (RowFault() is { } broken)
            {
                export.Reject(broken);
                preambleRows = export.FieldCount < HeaderWidth ? preambleRows + 1 : 0;
                continue;
            }
            preambleRows = 0;
            row.Line = export.Line;
            if (Fill(export, columns, ref row) is { } fault)
            {
                export.Reject(fault);
                row = default;
                continue;
            }
            return true;
        }
        if (Rows == 0) throw new CockpitException(FindingErrors.FindingsEmpty.Because("The file holds a header and no finding."));
        return false;
    }

    public void Dispose() => export.Dispose();

    /// <summary>Takes the current record apart. Returns why it is no finding, or null.</summary>
    protected abstract string? Fill(CsvExport record, int[] at, ref FindingRow row);

    protected abstract IEnumerable<string> FormatNotes();

    private bool TakeHeader()
    {
        if (header.TryMap(export.FieldCount, i => HeaderNames.Normal(export.Text(i))) is not { } map) return false;
        columns = map;
        lastRequired = header.LastRequired(map);
        HeaderWidth = export.FieldCount;
        headers++;
        return true;
    }

    private bool IsHeaderAgain() => export.Word(columns![keyColumn]) is { IsEmpty: false } cell && cell[0] is > (byte)'9' or < (byte)'0';

    /// <summary>Why the columns of the record cannot be trusted to be the header's.</summary>
    private string? RowFault()
    {
        if (export.FieldCount > HeaderWidth)
        {
            for (int i = HeaderWidth; i < export.FieldCount; i++)
            {
                if (!export.Word(i).IsEmpty) return $"it has {(export.FieldCount == 1 ? "1 column" : $"{export.FieldCount} columns")}, the header {HeaderWidth}";
            }
        }
        else if (export.FieldCount < HeaderWidth)
        {
            // Spreadsheets drop empty cells at a row's end. In a file that may be cut, a short row may as well be half a row.
            if (!LooksComplete || export.FieldCount <= lastRequired) return $"it has {(export.FieldCount == 1 ? "1 column" : $"{export.FieldCount} columns")}, the header {HeaderWidth}";
        }
        if (export.Malformed is not null && export.FieldCount != HeaderWidth) return "its quotes are not in order";
        return null;
    }

    private IEnumerable<string> Encodings()
    {
        if (export.Survey.Encoding is { } encoding) yield return $"The file is in {encoding.WebName}.";
    }
}
