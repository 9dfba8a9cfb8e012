using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Store.Findings.Slices;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store;

/// <summary>How a file is opened.</summary>
public enum FileAccessMode
{
    /// <summary>It must exist; it may be read-only.</summary>
    Read,

    /// <summary>It must exist and be writable.</summary>
    Write,

    /// <summary>It is made when it is missing.</summary>
    Create,
}

/// <summary>
/// One connection to a Cockpit file. Opening it checks that it is ours, whole, not newer than this program, and migrates it when it is older.
/// Not thread-safe: each thread opens its own. Every error that SQLite raises leaves here as a <see cref="CockpitException"/> with a file code.
/// </summary>
public sealed class CockpitFile : IDisposable
{
    /// <summary>"Ckpt" as SQLite's application_id: tells our files from other SQLite files.</summary>
    public const int ApplicationId = 0x436B7074;

    /// <summary>How long a call waits for another writer. Writers hold the lock for milliseconds; an import's slices for 250 ms at most.</summary>
    private const int BusyTimeoutMs = 5_000;

    internal CockpitFile(string path, SqliteConnection connection, bool writable)
    {
        Path = path;
        Connection = connection;
        Writable = writable;
    }

    public string Path { get; }

    /// <summary>The connection, for the queries of this project.</summary>
    internal SqliteConnection Connection { get; }

    public bool Writable { get; }

    /// <summary>Statements of this connection that are prepared once, by their text.</summary>
    private readonly Dictionary<string, RawStatement> prepared = [];

    public FileId Id { get; internal set; }

    /// <summary>A demo's file: the only one that may hold simulated hosts.</summary>
    public bool IsDemo { get; private set; }

    /// <summary>Opens the file, or makes it in <see cref="FileAccessMode.Create"/>.</summary>
    /// <exception cref="CockpitException">FILE_MISSING, FILE_NOT_COCKPIT, FILE_DAMAGED, FILE_NEWER, FILE_LOCKED, FILE_READ_ONLY, LIBRARY_MISSING.</exception>
    public static CockpitFile Open(string path, FileAccessMode mode, Actor by, Instant now, bool demo = false)
    {
        path = System.IO.Path.GetFullPath(path);
        SqliteFaults.Translate(path, SqliteLibrary.Load);
        if (!File.Exists(path))
        {
            if (Directory.Exists(path)) throw new CockpitException(FileErrors.FileNotCockpit.Because($"{path} is a folder."));
            if (mode != FileAccessMode.Create) throw new CockpitException(FileErrors.FileMissing.Because($"There is no file {path}."));
            FileMaker.Make(path, by, now, demo);
        }
        return SqliteFaults.Translate(path, () => OpenExisting(path, mode, by, now));
    }

    private static CockpitFile OpenExisting(string path, FileAccessMode mode, Actor by, Instant now)
    {
        var connection = Connect(path, mode != FileAccessMode.Read, out bool writable, FileHeader.Check);
        try
        {
            // The file may have been replaced while this process has the one before open; then nobody looked at this one yet.
            if (connection.Scalar<long>("PRAGMA application_id") != ApplicationId) throw new CockpitException(FileErrors.FileNotCockpit.Because($"{path} is another program's SQLite file."));
            var file = new CockpitFile(path, connection, writable);
            Migrator.BringUpToDate(file, by, now);
            if (writable) UnfinishedImports.UndoAny(file, by, now);
            connection.ReadOne("SELECT uuid, demo FROM file", row =>
            {
                file.Id = new FileId(Guid.Parse(row.GetString(0)));
                file.IsDemo = row.GetBoolean(1);
            });
            return file;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Tries to write first, because a reader of a WAL file has to write its shared memory too; falls back to reading only,
    /// and on a medium where even that cannot be made, to a file that nobody changes.
    /// </summary>
    internal static SqliteConnection Connect(string path, bool mustWrite, out bool writable, Action<string>? check = null)
    {
        writable = OpenFiles.Enter(path, () =>
        {
            check?.Invoke(path);
            return CanWrite(path);
        });
        if (!writable && mustWrite)
        {
            OpenFiles.Leave(path);
            throw new CockpitException(FileErrors.FileReadOnly.Because($"{path} cannot be written by this user."));
        }
        string source = writable || File.Exists(path + "-shm") ? path : $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1";
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = writable ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ToString());
        connection.Disposed += Left;
        try
        {
            Prepare(connection, writable);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        // Who disposes of a connection twice leaves once.
        void Left(object? sender, EventArgs e)
        {
            connection.Disposed -= Left;
            OpenFiles.Leave(path);
        }
    }

    private static void Prepare(SqliteConnection connection, bool writable)
    {
        connection.Open();
        connection.Execute($"PRAGMA busy_timeout = {BusyTimeoutMs}");
        connection.Execute("PRAGMA foreign_keys = ON");
        connection.Execute("PRAGMA trusted_schema = OFF");
        if (writable)
        {
            connection.Execute("PRAGMA journal_mode = WAL");
            connection.Execute("PRAGMA synchronous = FULL");
        }
    }

    private static bool CanWrite(string path)
    {
        try
        {
            using var probe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    /// <summary>Reads in one snapshot: what <paramref name="body"/> sees is one state of the file, however long it takes.</summary>
    public T Read<T>(Func<ReadTransaction, T> body) => SqliteFaults.Translate(Path, () =>
    {
        using var transaction = Connection.BeginTransaction(deferred: true);
        return body(new ReadTransaction(this));
    });

    /// <summary>
    /// Writes in one BEGIN IMMEDIATE transaction: all of it, or nothing when <paramref name="body"/> throws.
    /// The schema version is read again inside, so a file that a newer program migrated meanwhile is left alone.
    /// </summary>
    public T Write<T>(Func<WriteTransaction, T> body)
    {
        if (!Writable) throw new CockpitException(FileErrors.FileReadOnly.Because($"{Path} cannot be written by this user."));
        return SqliteFaults.Translate(Path, () =>
        {
            using var transaction = Connection.BeginTransaction(deferred: false);
            Migrator.RefuseOtherVersion(this);
            T result = body(new WriteTransaction(this));
            transaction.Commit();
            return result;
        });
    }

    public void Write(Action<WriteTransaction> body) => Write(t =>
    {
        body(t);
        return true;
    });

    /// <summary>Begins a write transaction that the caller ends itself, for an import, which may end many. Others go through <see cref="Write{T}"/>.</summary>
    internal void BeginWrite()
    {
        Connection.Execute("BEGIN IMMEDIATE");
        Migrator.RefuseOtherVersion(this);
    }

    /// <summary>No transaction is open on the connection.</summary>
    internal bool IsAutoCommit => SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) != 0;

    /// <summary>A statement that stays prepared as long as this file is open, for what runs once for each of many hosts.</summary>
    internal RawStatement Prepared(string sql)
    {
        if (!prepared.TryGetValue(sql, out RawStatement? statement)) prepared[sql] = statement = new RawStatement(Connection, sql);
        return statement;
    }

    public void Dispose()
    {
        foreach (RawStatement statement in prepared.Values) statement.Dispose();
        Connection.Dispose();
    }
}
