using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store;

/// <summary>Makes a new file beside its final name and moves it there whole, so that nobody ever finds a half-made one.</summary>
internal static class FileMaker
{
    public static void Make(string path, Actor by, Instant now, bool demo)
    {
        string draft = $"{path}.new-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}";
        try
        {
            File.Delete(draft);
            PrivateFile.Create(draft);
            SqliteFaults.Translate(path, () => Fill(draft, by, now, demo));
            // Another process may have made it meanwhile; then theirs stays.
            if (!File.Exists(path)) File.Move(draft, path, overwrite: false);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            if (!File.Exists(path)) throw new CockpitException(FileErrors.FileReadOnly.Because($"{path} cannot be made there."), e);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static bool Fill(string draft, Actor by, Instant now, bool demo)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = draft, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Migrator.ApplyAll(connection);
        connection.Execute($"PRAGMA application_id = {CockpitFile.ApplicationId}");
        string uuid = Guid.NewGuid().ToString("D");
        connection.Execute(
            "INSERT INTO file (id, uuid, created_at_us, demo) VALUES (1, $uuid, $at, $demo)",
            ("$uuid", uuid), ("$at", JournalHash.Microseconds(now)), ("$demo", demo));
        // The uuid is chained into the first row, so a journal cannot be moved to another file.
        byte[] payload = AuditPayload.Write(by, json => json.WriteString("uuid", uuid));
        new WriteTransaction(new CockpitFile(draft, connection, writable: true)).Append("file", "file.created", payload, by, now);
        transaction.Commit();
        return true;
    }
}
