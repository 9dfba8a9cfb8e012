using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Cockpit.Store;

/// <summary>
/// A prepared statement without Microsoft.Data.Sqlite's parameter objects, which cost an import of a million rows two seconds and
/// 1.8 GB of allocations. For the few statements that run for every row of an import or every host of a scan. Parameters are ?1, ?2, ...; not thread-safe.
/// </summary>
internal sealed partial class RawStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    /// <summary>What each parameter holds. SQLite keeps it from run to run, and most columns of a row are those of the row before it.</summary>
    private readonly (Holds Kind, long Number)[] held;

    /// <summary>The array whose bytes a parameter holds, where they came as one.</summary>
    private readonly byte[]?[] heldTexts;

    public RawStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out statement));
        held = new (Holds, long)[raw.sqlite3_bind_parameter_count(statement) + 1];
        heldTexts = new byte[held.Length][];
    }

    private enum Holds : byte { Unknown, Null, Number, Text }

    public RawStatement Bind(int index, long value)
    {
        if (held[index] == (Holds.Number, value)) return this;
        Check(BindNumber(statement.DangerousGetHandle(), index, value));
        held[index] = (Holds.Number, value);
        return this;
    }

    public RawStatement Bind(int index, long? value) => value is { } number ? Bind(index, number) : BindNull(index);

    /// <summary>A row's id; 0 is none.</summary>
    public RawStatement BindId(int index, long id) => id == 0 ? BindNull(index) : Bind(index, id);

    /// <summary>UTF-8; SQLite copies it. An empty span is the empty text, not NULL.</summary>
    public RawStatement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        held[index] = default;
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(statement, index, "") : raw.sqlite3_bind_text(statement, index, utf8));
        return this;
    }

    public RawStatement BindTextOrNull(int index, ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? BindNull(index) : BindText(index, utf8);

    /// <summary>The same for an array that nobody changes: it is not copied again where it was bound last.</summary>
    public RawStatement BindKept(int index, byte[] utf8)
    {
        if (held[index].Kind == Holds.Text && ReferenceEquals(heldTexts[index], utf8)) return this;
        BindText(index, utf8);
        (held[index], heldTexts[index]) = ((Holds.Text, 0), utf8);
        return this;
    }

    public RawStatement BindKeptOrNull(int index, byte[] utf8) => utf8.Length == 0 ? BindNull(index) : BindKept(index, utf8);

    public RawStatement Bind(int index, string? text)
    {
        if (text is null) return BindNull(index);
        held[index] = default;
        Check(raw.sqlite3_bind_text(statement, index, text));
        return this;
    }

    public RawStatement Bind(int index, byte[]? blob)
    {
        if (blob is null) return BindNull(index);
        held[index] = default;
        Check(raw.sqlite3_bind_blob(statement, index, blob));
        return this;
    }

    /// <summary>Runs a statement that returns no rows, and makes it ready for the next values.</summary>
    public void Run()
    {
        nint handle = statement.DangerousGetHandle();
        int code = Step(handle);

        // It says once more what the step said.
        _ = Reset(handle);
        if (code != raw.SQLITE_DONE) Check(code);
    }

    /// <summary>Runs an insert and gives the new row's id.</summary>
    public long Insert()
    {
        Run();
        return raw.sqlite3_last_insert_rowid(connection.Handle);
    }

    /// <summary>Moves to the next row; at the end the statement is ready for the next values.</summary>
    public bool Next()
    {
        int code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        raw.sqlite3_reset(statement);
        if (code != raw.SQLITE_DONE) Check(code);
        return false;
    }

    /// <summary>Ends reading before the last row and makes the statement ready for the next values.</summary>
    public void Stop() => raw.sqlite3_reset(statement);

    /// <summary>The first column of the first row, or null when there is no row or it is NULL.</summary>
    public long? One()
    {
        long? value = Next() && !IsNull(0) ? Number(0) : null;
        raw.sqlite3_reset(statement);
        return value;
    }

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(statement, column);

    public void Dispose() => statement.Dispose();

    private RawStatement BindNull(int index)
    {
        if (held[index].Kind == Holds.Null) return this;
        Check(raw.sqlite3_bind_null(statement, index));
        held[index] = (Holds.Null, 0);
        return this;
    }

    // Without the counting of references that a handle asks for on each of twenty million calls: the statement lives as long as this does.
    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    private static partial int BindNumber(nint statement, int index, long value);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_step")]
    private static partial int Step(nint statement);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_reset")]
    private static partial int Reset(nint statement);

    private void Check(int code)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW) return;
        throw new SqliteException(raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code & 0xFF, code);
    }
}
