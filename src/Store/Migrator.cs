using System.Globalization;
using System.Reflection;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store;

/// <summary>
/// Numbered SQL files bring a file's schema up to this program's version, which stands in user_version.
/// An older file is backed up beside itself first; a newer one is refused.
/// </summary>
internal static class Migrator
{
    /// <summary>The schema version of this program: the number of the last migration.</summary>
    public static int Latest { get; } = Names().Count;

    public static void BringUpToDate(CockpitFile file, Actor by, Instant now)
    {
        int version = VersionOf(file.Connection);
        if (version == Latest) return;
        RefuseNewer(file.Path, version);
        if (!file.Writable) throw new CockpitException(FileErrors.FileReadOnly.Because($"{file.Path} is from an older Cockpit and has to be brought up to date, which needs write access."));

        // A worker that runs holds this lock; its file must not change under it.
        using var workerLock = WorkerLock.TryTake(file.Path)
            ?? throw new CockpitException(FileErrors.WorkerBusy.Because($"{file.Path} is from an older Cockpit, and a worker still runs on it."));
        string backup = $"{file.Path}.before-{Latest}";
        if (!File.Exists(backup)) Backup(file.Connection, backup);

        using var transaction = file.Connection.BeginTransaction(deferred: false);
        version = VersionOf(file.Connection);
        RefuseNewer(file.Path, version);
        if (version == Latest) return;
        Apply(file.Connection, version);
        byte[] payload = AuditPayload.Write(by, json =>
        {
            json.WriteNumber("from", version);
            json.WriteNumber("to", Latest);
        });
        new WriteTransaction(file).Append("file", "file.migrated", payload, by, now);
        transaction.Commit();
    }

    /// <summary>Inside a write transaction: the version may have moved since the file was opened.</summary>
    public static void RefuseOtherVersion(CockpitFile file)
    {
        int version = VersionOf(file.Connection);
        if (version != Latest) throw new CockpitException(FileErrors.FileNewer.Because($"{file.Path} was brought to version {version} meanwhile; this program knows {Latest}."));
    }

    public static void ApplyAll(SqliteConnection connection) => Apply(connection, 0);

    private static void Apply(SqliteConnection connection, int from)
    {
        foreach (string name in Names().Skip(from)) connection.Execute(Text(name));
        connection.Execute($"PRAGMA user_version = {Latest}");
    }

    private static void RefuseNewer(string path, int version)
    {
        if (version > Latest) throw new CockpitException(FileErrors.FileNewer.Because($"{path} has version {version}; this program knows {Latest}."));
    }

    private static int VersionOf(SqliteConnection connection) => (int)connection.Scalar<long>("PRAGMA user_version");

    private static void Backup(SqliteConnection connection, string path)
    {
        PrivateFile.Create(path);
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        copy.Open();
        connection.BackupDatabase(copy);
    }

    /// <summary>The embedded migrations in order: 0001-file.sql, 0002-..., without a gap.</summary>
    private static List<string> Names()
    {
        var names = typeof(Migrator).Assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        for (int i = 0; i < names.Count; i++)
        {
            if (int.Parse(names[i][..4], CultureInfo.InvariantCulture) != i + 1) throw new InvalidOperationException($"Migration {i + 1:0000} is missing.");
        }
        return names;
    }

    private static string Text(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
