using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;

namespace Cockpit.Store.Journal;

/// <summary>Reads the journal: a stream for replaying, pages for people, the whole for checking its chain.</summary>
public static class JournalReader
{
    private const string Columns = "seq, stream, stream_seq, at_us, actor_uid, login_uid, type, payload, prev_hash, hash";

    /// <summary>A stream's rows after <paramref name="afterStreamSeq"/>, in order.</summary>
    public static List<JournalRow> Stream(this ReadTransaction t, string stream, long afterStreamSeq = 0) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM journal WHERE stream = $stream AND stream_seq > $after ORDER BY stream_seq",
        Make, ("$stream", stream), ("$after", afterStreamSeq));

    /// <summary>How many rows a stream has: a larger number means that something happened.</summary>
    public static long StreamLength(this ReadTransaction t, string stream) =>
        t.Connection.Scalar<long>("SELECT coalesce(max(stream_seq), 0) FROM journal WHERE stream = $stream", ("$stream", stream));

    /// <summary>At most <paramref name="limit"/> rows before <paramref name="beforeSeq"/>, newest first.</summary>
    public static List<JournalRow> Newest(this ReadTransaction t, int limit, long beforeSeq = long.MaxValue) => t.Connection.ReadAll(
        $"SELECT {Columns} FROM journal WHERE seq < $before ORDER BY seq DESC LIMIT $limit", Make, ("$before", beforeSeq), ("$limit", limit));

    internal static List<JournalRow> Rows(this ReadTransaction t, string where, params ReadOnlySpan<(string, object?)> values) =>
        t.Connection.ReadAll($"SELECT {Columns} FROM journal WHERE {where}", Make, values);

    /// <summary>Walks the whole chain and stops at the first row that does not hold.</summary>
    public static ChainCheck CheckChain(this ReadTransaction t)
    {
        var check = new ChainCheck();
        using var command = t.Connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM journal ORDER BY seq";
        using var reader = command.ExecuteReader();
        while (reader.Read() && check.Take(Make(reader))) { }
        return check;
    }

    private static JournalRow Make(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.GetInt64(2), JournalHash.FromMicroseconds(row.GetInt64(3)), row.GetInt64(4), row.NumberOrNull(5),
        row.GetString(6), row.GetFieldValue<byte[]>(7), row.GetFieldValue<byte[]>(8), row.GetFieldValue<byte[]>(9));
}
