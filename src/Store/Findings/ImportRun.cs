using System.Text;
using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Store.Findings.Slices;
using Cockpit.Store.Intel;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>One import of one file: reading, then comparing and writing, in one transaction or in slices.</summary>
internal sealed class ImportRun(
    CockpitFile file, IFindingReader reader, ImportOptions options, Actor by, Instant now, Action<ImportProgress>? progress, CancellationToken cancel)
{
    /// <summary>A word of progress every so many rows.</summary>
    private const int ProgressEvery = 2_000;

    private const int CacheKibibytes = 32 << 10;

    /// <summary>So many lines are named in an error; the report has them all.</summary>
    private const int NamedLines = 5;

    /// <summary>New tests are joined with what the feeds say of them so many at a time.</summary>
    private const int TestsAtOnce = 100;

    private readonly WriteTransaction t = new(file);
    private readonly long seed = BitConverter.ToInt64(file.Id.Value.ToByteArray());

    /// <summary>The import that brought this very file in, or null.</summary>
    public ImportId? SameAsBefore => file.Connection.Scalar<long?>("SELECT min(id) FROM finding_import WHERE file_hash = $hash AND state = 0", ("$hash", reader.FileHash.ToArray())) is { } id ? new ImportId(id) : null;

    /// <summary>Counts what is in the file and changes no finding. What a person did is in the journal; there is no new import.</summary>
    public ImportReport Same(ImportId earlier)
    {
        using var slices = new ImportSlices(file, sliced: false);
        using var texts = new ImportTexts(file.Connection, reader.Source, seed, write: false, slices);
        var buffer = new ImportBuffer(texts, seed);
        Read(buffer, texts, slices, null);
        var merge = new ImportMerge(t, reader, buffer, texts, slices, null, now, Tell, cancel);
        if (options.DryRun) return merge.Same(null);
        ImportReport report = merge.Same(earlier);
        slices.Begin();
        ImportRecord.Journal(t, report, reader, options, by, now);
        slices.Commit();
        return report;
    }

    /// <summary>In one transaction. Returns null where a worker came up before it began.</summary>
    public ImportReport? Whole()
    {
        // With SQLite's 2 MB a large import would write its own half-filled pages out and read them again.
        file.Connection.Execute($"PRAGMA cache_size = -{CacheKibibytes}");
        using var slices = new ImportSlices(file, sliced: false);
        slices.Begin();
        if (!options.DryRun && t.Lease() is { Held: true }) return null;
        if (options.DryRun) t.RefreshFindings(now);
        long import = ImportRecord.Begin(t, reader, options, by, now, null);
        using var texts = new ImportTexts(file.Connection, reader.Source, seed, write: true, slices);
        var buffer = new ImportBuffer(texts, seed);
        Read(buffer, texts, slices, null);
        PluginIntel.Refresh(t.Connection, texts.WithCves());
        var indexes = new BulkIndexes(file.Connection, buffer.Findings.Count);
        ImportReport report = new ImportMerge(t, reader, buffer, texts, slices, import, now, Tell, cancel).Run();
        indexes.Make();
        if (options.DryRun) return report with { Import = null };
        ImportRecord.End(t, report, reader, options, by, now);
        slices.Commit();
        return report;
    }

    /// <summary>Beside a worker. Throws with everything that was committed still there, for the caller to undo.</summary>
    public ImportReport InSlices()
    {
        using var slices = new ImportSlices(file, sliced: true);
        slices.Prepare();
        slices.Begin();
        Dictionary<string, long> newAfter = UndoTriggers.HighestIds(file.Connection);
        long import = ImportRecord.Begin(t, reader, options, by, now, JsonSerializer.Serialize(newAfter, UndoJson.Default.DictionaryStringInt64));
        slices.Commit();
        UndoTriggers.Make(file.Connection, newAfter);

        using var texts = new ImportTexts(file.Connection, reader.Source, seed, write: true, slices);
        var buffer = new ImportBuffer(texts, seed);
        Read(buffer, texts, slices, import);
        texts.Flush();
        slices.Begin();
        foreach (long[] some in texts.WithCves().Chunk(TestsAtOnce))
        {
            PluginIntel.Refresh(t.Connection, some);
            if (slices.IsFull) slices.Next();
        }
        ImportReport report = new ImportMerge(t, reader, buffer, texts, slices, import, now, Tell, cancel).Run();
        slices.Last();
        ImportRecord.End(t, report, reader, options, by, now);
        slices.Commit();
        return report with { LongestSlice = Duration.FromTimeSpan(slices.Longest) };
    }

    private void Read(ImportBuffer buffer, ImportTexts texts, ImportSlices slices, long? import)
    {
        long rows = 0;
        while (reader.TryRead(out FindingRow row))
        {
            buffer.Take(row);
            if (++rows % ProgressEvery != 0) continue;
            cancel.ThrowIfCancellationRequested();
            double share = ImportProgress.Reading * reader.BytesRead / Math.Max(1, reader.FileBytes);
            Tell(share);
            if (slices.Sliced) texts.FlushWhenFull(() => ImportRecord.Reached(t, import!.Value, share));
        }
        Tell(ImportProgress.Reading);
        if (reader.RejectedRows > 0 && (options.Strict || rows == 0)) throw new CockpitException(FindingErrors.FindingsRejectedRows.Because(RejectedSentence()));
    }

    private void Tell(double share) => progress?.Invoke(ImportProgress.Of(share, reader.FileBytes, reader.Rows));

    private string RejectedSentence()
    {
        var text = new StringBuilder($"{reader.RejectedRows} of {reader.Rows} rows are not right: ");
        text.AppendJoin("; ", reader.Rejected.Take(NamedLines).Select(r => $"line {r.Line}, {r.Reason}"));
        return text.Append(reader.RejectedRows > NamedLines ? "; and more." : ".").ToString();
    }
}
