using System.Text.Json.Serialization.Metadata;
using Cockpit.Core.Errors;
using Cockpit.Operations.Exports;
using Cockpit.Store.Findings;

namespace Cockpit.Operations.Findings;

/// <param name="File">Where it is to stand.</param>
/// <param name="Raw">CSV with every value as it is: reading it back gives the same. A spreadsheet may run formulas in it.</param>
/// <param name="Overwrite">Whether a file of that name may be replaced.</param>
public sealed record FindingExportWish(string File, ExportFormat Format, bool Raw, bool Overwrite);

public sealed record FindingExportResult(string File, ExportFormat Format, long Findings);

/// <summary>Writes all findings that the filters select into a file, the worst first, from one state of the database.</summary>
public static class ExportFindings
{
    private const int PageLength = 5_000;

    /// <param name="among">Its page and limit play no part.</param>
    /// <param name="json">How a finding becomes JSON.</param>
    /// <param name="progress">Findings written, and how many there are at least.</param>
    /// <exception cref="CockpitException">EXPORT_EXISTS, EXPORT_UNWRITABLE, INTERRUPTED; no file is left then. Else as <see cref="ListFindings.Run"/>.</exception>
    public static FindingExportResult Run(
        Session session, FindingWish among, FindingExportWish wish, JsonTypeInfo<FindingLine> json, Action<long, long>? progress = null, CancellationToken cancel = default) => session.Read(t =>
    {
        FindingFilter filter = among.Filter(t, session) with { After = null, Limit = PageLength };
        long total = t.CountFindings(filter).Value, written = 0;
        ExportFile.Write(wish.File, wish.Overwrite, file =>
        {
            using var writer = FindingExportWriter.To(file, wish.Format, wish.Raw, json);
            while (true)
            {
                if (cancel.IsCancellationRequested) throw new CockpitException(CallErrors.Interrupted.Because("The export was stopped; no file was written."));
                List<FindingSummary> page = t.Findings(filter);
                writer.Write(AcceptedRisks.With(t, FixLines.Fill(t, ListFindings.Lines(t, session, page), session.Now), session.Now));
                written += page.Count;
                progress?.Invoke(written, Math.Max(total, written));
                if (page.Count < PageLength) break;
                filter = filter with { After = page[^1] };
            }
        });
        return new FindingExportResult(Path.GetFullPath(wish.File), wish.Format, written);
    });
}
