using System.Text.Json;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Findings.Slices;

/// <summary>
/// Undoes an import in slices that did not finish: its process died, or it was stopped. This runs in slices too, each of which takes
/// what it undid out of the record, so it may die at any moment itself and the next one goes on from there.
/// </summary>
internal static class UnfinishedImports
{
    /// <summary>Rows that came with the import are deleted by ranges of ids, so many at a time.</summary>
    private const int Range = 500;

    private const int RecordsRead = 200;

    /// <summary>SQLite's result codes (https://www.sqlite.org/rescode.html).</summary>
    private const int Busy = 5, Locked = 6, Full = 13;

    /// <summary>At the opening of a file. Does nothing while the import's process lives.</summary>
    public static void UndoAny(CockpitFile file, Actor by, Instant now)
    {
        if (!IsThere(file) || ImportLock.IsHeld(file.Path)) return;
        try
        {
            using ImportLock? held = ImportLock.TryTake(file.Path);
            if (held is not null) Undo(file, by, now);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Busy or Locked or Full)
        {
            // It stays as it is, counts nowhere, and is undone at a later opening. A full disk must not keep a worker from its file.
        }
    }

    /// <summary>By whoever holds the import's lock.</summary>
    public static void Undo(CockpitFile file, Actor by, Instant now)
    {
        (long import, string name, Dictionary<string, long>? newAfter) = (0, "", null);
        if (!file.Connection.ReadOne("SELECT id, file_name, new_after FROM finding_import WHERE state = 1", r =>
            (import, name, newAfter) = (r.GetInt64(0), r.GetString(1), JsonSerializer.Deserialize(r.GetString(2), UndoJson.Default.DictionaryStringInt64)))) return;

        // Rows go and come back in an order of their own; at the end each points at a row again.
        UndoTriggers.Drop(file.Connection);
        file.Connection.Execute("PRAGMA foreign_keys = OFF");
        try
        {
            using var slices = new ImportSlices(file, sliced: true);
            slices.Begin();
            PutBack(file, slices);
            DeleteEvents(file, slices, import, newAfter!["finding_event"]);
            foreach (string table in (ReadOnlySpan<string>)["finding", "plugin", "asset", "output"]) DeleteNew(file, slices, table, newAfter[table]);
            file.Connection.Execute("DELETE FROM finding_import WHERE id = $id", ("$id", import));
            byte[] payload = AuditPayload.Write(by, json =>
            {
                json.WriteString("import", new ImportId(import).ToString());
                json.WriteString("file", name);
            });
            new WriteTransaction(file).Append("findings", "findings.importUndone", payload, by, now);
            slices.Commit();
        }
        finally
        {
            if (file.IsAutoCommit) file.Connection.Execute("PRAGMA foreign_keys = ON");
        }
    }

    private static bool IsThere(CockpitFile file) => file.Connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM finding_import WHERE state = 1)") == 1;

    private static void PutBack(CockpitFile file, ImportSlices slices)
    {
        using var rows = new UndoneRows(file.Connection);
        while (true)
        {
            var records = file.Connection.ReadAll("SELECT seq, table_name, kind, row_key, was FROM import_undo ORDER BY seq DESC LIMIT $limit",
                r => new UndoRecord(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetString(3), r.TextOrNull(4)), ("$limit", RecordsRead));
            if (records.Count == 0) return;
            foreach (UndoRecord record in records) rows.PutBack(record);
            file.Connection.Execute("DELETE FROM import_undo WHERE seq >= $seq", ("$seq", records[^1].Seq));
            if (slices.IsFull) slices.Next();
        }
    }

    private static void DeleteEvents(CockpitFile file, ImportSlices slices, long import, long after)
    {
        while (file.Connection.Execute("DELETE FROM finding_event WHERE id IN (SELECT id FROM finding_event WHERE id > $after AND import_id = $import LIMIT $limit)", ("$after", after), ("$import", import), ("$limit", Range)) > 0)
        {
            if (slices.IsFull) slices.Next();
        }
    }

    /// <summary>From the newest down, with all that points at them.</summary>
    private static void DeleteNew(CockpitFile file, ImportSlices slices, string table, long after)
    {
        List<RawStatement> deletes = [.. TrackedTable.PointingAt(file.Connection, table).Where(c => c.Table != "finding").Select(c => new RawStatement(file.Connection, $"DELETE FROM \"{c.Table}\" WHERE \"{c.Column}\" > ?1"))];
        deletes.Add(new RawStatement(file.Connection, $"DELETE FROM \"{table}\" WHERE id > ?1"));
        try
        {
            for (long highest = file.Connection.Scalar<long>($"SELECT coalesce(max(id), 0) FROM \"{table}\""); highest > after; highest -= Range)
            {
                foreach (RawStatement delete in deletes) delete.Bind(1, Math.Max(after, highest - Range)).Run();
                if (slices.IsFull) slices.Next();
            }
        }
        finally
        {
            foreach (RawStatement delete in deletes) delete.Dispose();
        }
    }
}
