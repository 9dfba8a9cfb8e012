using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Store.Findings.Slices;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>
/// Brings an export into the file, all of it or nothing: in one transaction, or beside a worker in slices, which are undone where they do
/// not come to their end. The very same file a second time changes no finding.
/// </summary>
public static class FindingImporter
{
    /// <param name="reader">Is read to its end; the caller disposes of it.</param>
    /// <param name="cancel">Asked now and then; a stopped import leaves nothing behind.</param>
    /// <exception cref="CockpitException">
    /// FINDINGS_TRUNCATED, FINDINGS_EMPTY, FINDINGS_REJECTED_ROWS (strict, or no good row), IMPORT_RUNNING, or a file code; nothing was imported then.
    /// </exception>
    public static ImportReport Import(CockpitFile file, IFindingReader reader, ImportOptions options, Actor by, Instant now, Action<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        if (!file.Writable) throw new CockpitException(FileErrors.FileReadOnly.Because($"{file.Path} cannot be written by this user."));
        try
        {
            using ImportLock held = options.Waits ? ImportLock.Take(file.Path, cancel) : ImportLock.TryTake(file.Path) ?? throw Running(file);
            return SqliteFaults.Translate(file.Path, () =>
            {
                // An earlier one of a process that is gone, which this file's opening was too early for.
                UnfinishedImports.Undo(file, by, now);
                bool sliced = file.Read(t => t.Lease()) is { Held: true };
                var run = new ImportRun(file, reader, options, by, now, progress, cancel);
                if (run.SameAsBefore is { } earlier) return run.Same(earlier);
                if (options.DryRun) return sliced ? OnCopy(file, copy => new ImportRun(copy, reader, options, by, now, progress, cancel).Whole()) : run.Whole()!;
                file.Write(t => t.RefreshFindings(now));
                return (sliced ? null : WithoutForeignKeys(file, run.Whole)) ?? Sliced(file, run, by, now);
            });
        }
        catch (OperationCanceledException error)
        {
            throw new CockpitException(CallErrors.Interrupted.Because("The import was stopped; nothing was imported."), error);
        }
    }

    private static CockpitException Running(CockpitFile file) => new(FindingErrors.ImportRunning.Because((file.Read(t => t.RunningImport()) ?? RunningImport.Unknown).Sentence));

    private static ImportReport Sliced(CockpitFile file, ImportRun run, Actor by, Instant now)
    {
        try
        {
            return WithoutForeignKeys(file, run.InSlices)!;
        }
        catch
        {
            UnfinishedImports.Undo(file, by, now);
            throw;
        }
        finally
        {
            UndoTriggers.Drop(file.Connection);
        }
    }

    /// <summary>An import makes the rows that its rows point at, so asking for each of a million whether they are there would only cost a tenth of its time.</summary>
    private static ImportReport? WithoutForeignKeys(CockpitFile file, Func<ImportReport?> import)
    {
        file.Connection.Execute("PRAGMA foreign_keys = OFF");
        try
        {
            return import();
        }
        finally
        {
            if (file.IsAutoCommit) file.Connection.Execute("PRAGMA foreign_keys = ON");
        }
    }

    /// <summary>A dry run beside a worker must not hold the file's lock, so it works on a copy.</summary>
    private static ImportReport OnCopy(CockpitFile file, Func<CockpitFile, ImportReport?> run)
    {
        string path = Path.Combine(Path.GetTempPath(), $"cockpit-dry-run-{Guid.NewGuid():N}.db");
        try
        {
            PrivateFile.Create(path);
            using SqliteConnection connection = CockpitFile.Connect(path, mustWrite: true, out bool writable);
            file.Connection.BackupDatabase(connection);
            using var copy = new CockpitFile(path, connection, writable) { Id = file.Id };
            return run(copy)!;
        }
        finally
        {
            foreach (string part in (ReadOnlySpan<string>)["", "-wal", "-shm"]) File.Delete(path + part);
        }
    }
}
