using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Store.Intel;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>
/// Brings an export into the file in one transaction: all of it or nothing. The very same file a second time changes no finding.
/// </summary>
public static class FindingImporter
{
    /// <summary>A word of progress every so many rows.</summary>
    private const int ProgressEvery = 2_000;

    private const int CacheKibibytes = 32 << 10;

    /// <summary>So many lines are named in an error; the report has them all.</summary>
    private const int NamedLines = 5;

    /// <param name="reader">Is read to its end; the caller disposes of it.</param>
    /// <param name="cancel">Asked now and then; a stopped import leaves nothing behind.</param>
    /// <exception cref="CockpitException">FINDINGS_TRUNCATED, FINDINGS_EMPTY, FINDINGS_REJECTED_ROWS (strict, or no good row), or a file code; nothing was imported then.</exception>
    public static ImportReport Import(CockpitFile file, IFindingReader reader, ImportOptions options, Actor by, Instant now, Action<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        ImportReport? report = null;
        try
        {
            return file.Write(t =>
            {
                report = Run(file, t, reader, options, by, now, progress, cancel);
                if (options.DryRun) throw new DryRunDone();
                return report;
            });
        }
        catch (DryRunDone)
        {
            return report! with { Import = null };
        }
        catch (OperationCanceledException error)
        {
            throw new CockpitException(CallErrors.Interrupted.Because("The import was stopped; nothing was imported."), error);
        }
    }

    private static ImportReport Run(CockpitFile file, WriteTransaction t, IFindingReader reader, ImportOptions options, Actor by, Instant now, Action<ImportProgress>? progress, CancellationToken cancel)
    {
        // With SQLite's 2 MB a large import would write its own half-filled pages out and read them again.
        t.Connection.Execute($"PRAGMA cache_size = -{CacheKibibytes}");
        t.RefreshFindings(now);
        bool same = t.Connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM finding_import WHERE file_hash = $hash)", ("$hash", reader.FileHash.ToArray())) == 1;
        long seed = BitConverter.ToInt64(file.Id.Value.ToByteArray());
        using var texts = new ImportTexts(t.Connection, reader.Source, seed, write: !same);
        var buffer = new ImportBuffer(texts, seed);
        long rows = 0;
        while (reader.TryRead(out FindingRow row))
        {
            buffer.Take(row);
            if (++rows % ProgressEvery != 0) continue;
            cancel.ThrowIfCancellationRequested();
            progress?.Invoke(new ImportProgress(reader.BytesRead, reader.FileBytes, reader.Rows));
        }
        progress?.Invoke(new ImportProgress(reader.FileBytes, reader.FileBytes, reader.Rows));
        if (reader.RejectedRows > 0 && (options.Strict || rows == 0)) throw new CockpitException(FindingErrors.FindingsRejectedRows.Because(RejectedSentence(reader)));
        // What the feeds say of tests that came with this file counts for their first score.
        if (!same) PluginIntel.Refresh(t.Connection, texts.WithCves());
        return new ImportMerge(t, reader, buffer, texts, options, by, now).Run(same);
    }

    private static string RejectedSentence(IFindingReader reader)
    {
        var text = new StringBuilder($"{reader.RejectedRows} of {reader.Rows} rows are not right: ");
        text.AppendJoin("; ", reader.Rejected.Take(NamedLines).Select(r => $"line {r.Line}, {r.Reason}"));
        return text.Append(reader.RejectedRows > NamedLines ? "; and more." : ".").ToString();
    }

    /// <summary>Leaves the transaction so that it is rolled back. Never seen outside.</summary>
    private sealed class DryRunDone : Exception;
}
