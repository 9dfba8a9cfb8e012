using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Qualys.Sections;

/// <summary>What a record is to a report of several tables.</summary>
internal enum Section { Other, Header, Learned, Finding }

/// <summary>
/// A report that holds several tables, of which the later ones explain the findings of the earlier: the file is read once to learn them, and
/// once more for the findings.
/// </summary>
internal abstract class SectionedReader : IFindingReader
{
    private readonly CsvExport export;
    private long passedOver;

    protected SectionedReader(Stream file, FileSurvey survey, char separator)
    {
        using (var first = new CsvExport(file, survey, separator, leaveOpen: true))
        {
            while (first.Next())
            {
                if (Look(first) == Section.Learned) Learn(first);
            }
        }
        Forget();
        file.Position = 0;
        export = new CsvExport(file, survey, separator);
    }

    public FindingSource Source => FindingSource.Qualys;

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
        .. export.Survey.Encoding is { } encoding ? [$"The file is in {encoding.WebName}."] : Array.Empty<string>(), .. SectionNotes(),
        .. passedOver > 0 ? [$"Rows of its other tables, passed over: {passedOver}."] : Array.Empty<string>(),
        .. LooksComplete ? Array.Empty<string>() : ["The file does not end with a line break and may be cut; nothing is closed by it."],
    ];

    public bool TryRead(out FindingRow row)
    {
        row = default;
        while (export.Next())
        {
            switch (Look(export))
            {
                case Section.Other:
                    passedOver++;
                    continue;
                case Section.Finding:
                    Rows++;
                    row.Line = export.Line;
                    if (Fault(export, ref row) is not { } fault) return true;
                    export.Reject(fault);
                    row = default;
                    continue;
            }
        }
        if (Rows == 0) throw new CockpitException(FindingErrors.FindingsEmpty.Because("The file holds its tables and no finding."));
        return false;
    }

    public void Dispose() => export.Dispose();

    /// <summary>Which table the record belongs to; a header turns to its table.</summary>
    protected abstract Section Look(CsvExport record);

    /// <summary>Back to where no header was seen.</summary>
    protected abstract void Forget();

    /// <summary>Takes a record in that explains findings.</summary>
    protected abstract void Learn(CsvExport record);

    /// <summary>Takes the record apart. Returns why it is no finding, or null.</summary>
    protected abstract string? Fill(CsvExport record, ref FindingRow row);

    protected abstract IEnumerable<string> SectionNotes();

    private string? Fault(CsvExport record, ref FindingRow row) => record.Malformed is not null ? "its quotes are not in order" : Fill(record, ref row);
}
