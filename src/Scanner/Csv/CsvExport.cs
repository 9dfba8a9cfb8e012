using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using CsvHelper;

namespace Cockpit.Scanner.Csv;

/// <summary>
/// An export's records one by one, with their lines. It knows CSV and nothing of scanners: what a record means is up to the reader on top.
/// </summary>
internal sealed class CsvExport : IDisposable
{
    /// <summary>The longest record that is taken, in bytes. A plugin's output runs to some hundred kB; a quote that is never closed would read on to the end of the file.</summary>
    public const int MaxRecordBytes = 16 << 20;

    private readonly Stream file;
    private readonly FileSurvey survey;
    private readonly CsvReader csv;
    private readonly char separator;
    private readonly List<RejectedRow> rejected = [];
    private CsvMalformedReason? malformed;
    private CsvReader? inner;

    /// <param name="leaveOpen">The file is read again after this.</param>
    public CsvExport(Stream file, FileSurvey survey, char separator, bool leaveOpen = false)
    {
        this.file = file;
        this.survey = survey;
        this.separator = separator;
        csv = CsvReader.Create(file, Options(separator, survey.Encoding) with { OnMalformedRecord = record => malformed = record.Reason }, leaveOpen);
    }

    public FileSurvey Survey => survey;

    public long BytesRead => file.CanRead ? file.Position : survey.Length;

    public long Line => csv.LineNumber;

    public int FieldCount => Record.FieldCount;

    /// <summary>Records that were quoted once more as a whole, and were taken apart again.</summary>
    public long QuotedTwice { get; private set; }

    public long RejectedRows { get; private set; }

    public IReadOnlyList<RejectedRow> Rejected => rejected;

    /// <summary>Rows of separators only, which spreadsheets leave behind.</summary>
    public long EmptyRows { get; private set; }

    /// <summary>Why the current record's quotes are not in order; null when they are.</summary>
    public CsvMalformedReason? Malformed => malformed;

    public static CsvReaderOptions Options(char separator, Encoding? encoding) => new()
    {
        HasHeader = false,
        Separator = separator,
        Encoding = encoding,
        MaxRecordSize = MaxRecordBytes,
        TrackLineNumbers = true,
        IncludeValuesInExceptions = false,
        BufferSize = 1 << 17,
    };

    /// <summary>The next record that is not empty. A file that is cut inside a quoted cell is an error: nothing of it can be trusted to be whole.</summary>
    public bool Next()
    {
        try
        {
            while (true)
            {
                malformed = null;
                inner?.Dispose();
                inner = null;
                if (!csv.Read()) return false;
                if (malformed == CsvMalformedReason.UnterminatedQuote)
                {
                    throw new CockpitException(FindingErrors.FindingsTruncated.Because($"Line {csv.LineNumber}: a quoted cell begins and never ends."));
                }
                inner = TwiceQuoted.Apart(csv, separator);
                if (inner is not null) QuotedTwice++;
                if (!IsEmpty()) return true;
                EmptyRows++;
            }
        }
        catch (CsvFormatException error)
        {
            throw new CockpitException(
                FindingErrors.FindingsTruncated.Because($"Line {error.LineNumber}: a row runs over {MaxRecordBytes >> 20} MiB, so a quoted cell is not closed."), error);
        }
        catch (IOException error)
        {
            throw new CockpitException(FindingErrors.FindingsUnreadable.Because($"The file could not be read on after line {csv.LineNumber}."), error);
        }
    }

    /// <summary>A cell without the guard against formulas; empty where the record or the file has no such column.</summary>
    public ReadOnlySpan<byte> Text(int column) => column < 0 || column >= Record.FieldCount ? default : Cells.WithoutGuard(Record.GetSpan(column));

    /// <summary>The same without white space around it.</summary>
    public ReadOnlySpan<byte> Word(int column) => column < 0 || column >= Record.FieldCount ? default : Cells.Trimmed(Record.GetSpan(column));

    public void Reject(string reason)
    {
        RejectedRows++;
        if (rejected.Count < RejectedRow.MaxListed) rejected.Add(new RejectedRow(csv.LineNumber, reason));
    }

    /// <summary>Takes the last rejections back: they turned out to be no rows.</summary>
    public void TakeBack(int count)
    {
        int listed = (int)Math.Min(count, Math.Max(0, rejected.Count - (RejectedRows - count)));
        rejected.RemoveRange(rejected.Count - listed, listed);
        RejectedRows -= count;
    }

    public void Dispose()
    {
        inner?.Dispose();
        csv.Dispose();
    }

    private CsvReader Record => inner ?? csv;

    private bool IsEmpty()
    {
        for (int i = 0; i < Record.FieldCount; i++)
        {
            if (!Cells.Trimmed(Record.GetSpan(i)).IsEmpty) return false;
        }
        return true;
    }
}
