using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store;

/// <summary>What a file is, in figures.</summary>
/// <param name="Rows">Rows of the tables that people ask about.</param>
public sealed record FileFacts(string Uuid, int Version, bool Demo, bool Shared, Instant CreatedAt, long Bytes, IReadOnlyDictionary<string, long> Rows);

/// <summary>Looks at the file as a whole.</summary>
public static class FileInspection
{
    private static readonly string[] Counted = ["host", "scan", "finding", "rollout", "journal"];

    public static FileFacts Facts(this ReadTransaction t)
    {
        FileFacts? facts = null;
        var rows = Counted.ToDictionary(table => table, table => t.Connection.Scalar<long>($"SELECT count(*) FROM {table}"));
        long bytes = t.Connection.Scalar<long>("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
        t.Connection.ReadOne("SELECT uuid, demo, shared, created_at_us FROM file", r => facts = new FileFacts(
            r.GetString(0), Migrator.Latest, r.GetBoolean(1), r.GetBoolean(2), JournalHash.FromMicroseconds(r.GetInt64(3)), bytes, rows));
        return facts!;
    }

    /// <summary>What SQLite finds wrong with pages, indexes and references; empty when all is well. Reads the whole file.</summary>
    public static List<string> Problems(this ReadTransaction t)
    {
        List<string> problems = [.. t.Connection.ReadAll("PRAGMA integrity_check(100)", r => r.GetString(0)).Where(line => line != "ok")];
        problems.AddRange(t.Connection.ReadAll("PRAGMA foreign_key_check", r => $"row {r.NumberOrNull(1)} of {r.GetString(0)} points at a row of {r.GetString(2)} that is not there"));
        return problems;
    }
}
