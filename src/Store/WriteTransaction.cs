using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store;

/// <summary>An open write transaction: reads, writes, and appends to the journal.</summary>
public sealed class WriteTransaction : ReadTransaction
{
    internal WriteTransaction(CockpitFile file) : base(file) { }

    /// <summary>Appends one row to the journal and its chain. The payload is stored and hashed as these bytes.</summary>
    public JournalRow Append(string stream, string type, ReadOnlyMemory<byte> payload, Actor by, Instant at)
    {
        long seq = 1;
        byte[] prevHash = JournalHash.Genesis.ToArray();
        Connection.ReadOne("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", row =>
        {
            seq = row.GetInt64(0) + 1;
            prevHash = row.GetFieldValue<byte[]>(1);
        });
        long streamSeq = Connection.Scalar<long>("SELECT coalesce(max(stream_seq), 0) FROM journal WHERE stream = $stream", ("$stream", stream)) + 1;
        at = JournalHash.FromMicroseconds(JournalHash.Microseconds(at));
        byte[] hash = JournalHash.Of(prevHash, seq, stream, streamSeq, at, by.Uid, by.LoginUid, type, payload.Span);
        Connection.Execute(
            "INSERT INTO journal (seq, stream, stream_seq, at_us, actor_uid, login_uid, type, payload, prev_hash, hash) VALUES ($seq, $stream, $streamSeq, $at, $uid, $login, $type, $payload, $prev, $hash)",
            ("$seq", seq), ("$stream", stream), ("$streamSeq", streamSeq), ("$at", JournalHash.Microseconds(at)), ("$uid", by.Uid),
            ("$login", by.LoginUid), ("$type", type), ("$payload", payload.ToArray()), ("$prev", prevHash), ("$hash", hash));
        return new JournalRow(seq, stream, streamSeq, at, by.Uid, by.LoginUid, type, payload, prevHash, hash);
    }
}
