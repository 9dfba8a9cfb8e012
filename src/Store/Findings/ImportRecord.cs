using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>What stays of an import: its row in the list of imports, and its row in the journal with the file's hash as evidence.</summary>
internal static class ImportRecord
{
    /// <summary>Takes the import's number. Its counts follow with <see cref="End"/>, in the same transaction or, in slices, in the last.</summary>
    /// <param name="newAfter">In slices: the highest ids so far.</param>
    public static long Begin(WriteTransaction t, IFindingReader reader, ImportOptions options, Actor by, Instant now, string? newAfter)
    {
        t.Connection.Execute(
            "INSERT INTO finding_import (source, shape, file_name, file_hash, at_us, row_count, findings, added, updated, unchanged, closed, reopened, outdated, rejected, state, permille, new_after, by_name) " +
            "VALUES ($source, $shape, $name, $hash, $at, 0, 0, 0, 0, 0, 0, 0, 0, 0, $state, $permille, $after, $by)",
            ("$source", (int)reader.Source), ("$shape", reader.Shape), ("$name", options.FileName), ("$hash", reader.FileHash.ToArray()), ("$at", JournalHash.Microseconds(now)),
            ("$state", newAfter is null ? 0 : 1), ("$permille", newAfter is null ? 1000 : 0), ("$after", newAfter), ("$by", by.Name));
        return t.Connection.LastInsertRowId();
    }

    /// <summary>How far an import in slices is, for others.</summary>
    public static void Reached(WriteTransaction t, long import, double share) =>
        t.File.Prepared("UPDATE finding_import SET permille = ?2 WHERE id = ?1").Bind(1, import).Bind(2, (long)(share * 1000)).Run();

    /// <summary>The import is done. What would undo it is forgotten.</summary>
    public static void End(WriteTransaction t, ImportReport report, IFindingReader reader, ImportOptions options, Actor by, Instant now)
    {
        t.Connection.Execute(
            "UPDATE finding_import SET row_count = $rows, findings = $findings, added = $added, updated = $updated, unchanged = $unchanged, closed = $closed, reopened = $reopened, outdated = $outdated, rejected = $rejected, state = 0, permille = 1000, new_after = NULL WHERE id = $id",
            ("$rows", report.Rows), ("$findings", report.Findings), ("$added", report.New), ("$updated", report.Updated), ("$unchanged", report.Unchanged), ("$closed", report.Closed),
            ("$reopened", report.Reopened), ("$outdated", report.Outdated), ("$rejected", report.RejectedRows), ("$id", report.Import!.Value.Value));
        t.Connection.Execute("DELETE FROM import_undo");
        Journal(t, report, reader, options, by, now);
    }

    /// <summary>Who imported what, with the file's hash as evidence.</summary>
    public static void Journal(WriteTransaction t, ImportReport report, IFindingReader reader, ImportOptions options, Actor by, Instant now)
    {
        byte[] payload = AuditPayload.Write(by, json =>
        {
            json.WriteString("import", report.Import!.Value.ToString());
            json.WriteString("format", report.Format);
            json.WriteString("file", options.FileName);
            json.WriteString("sha256", Convert.ToHexStringLower(reader.FileHash.Span));
            json.WriteNumber("rows", report.Rows);
            json.WriteNumber("findings", report.Findings);
            json.WriteNumber("joined", report.Joined);
            json.WriteNumber("new", report.New);
            json.WriteNumber("updated", report.Updated);
            json.WriteNumber("unchanged", report.Unchanged);
            json.WriteNumber("closed", report.Closed);
            json.WriteNumber("calledFixed", report.CalledFixed);
            json.WriteNumber("reopened", report.Reopened);
            json.WriteNumber("notSeen", report.NotSeen);
            json.WriteNumber("outdated", report.Outdated);
            json.WriteNumber("rejected", report.RejectedRows);
            json.WriteNumber("hosts", report.Hosts);
            if (report.SameFile) json.WriteBoolean("sameFile", true);
        });
        t.Append("findings", "findings.imported", payload, by, now);
    }
}
