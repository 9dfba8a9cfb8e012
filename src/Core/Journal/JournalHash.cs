using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Cockpit.Core.Journal;

/// <summary>
/// The hash rule of the journal, format 1: SHA-256 over the 32 bytes of the previous row's hash (zeros before the first row)
/// and then, each behind its length as a 4-byte big-endian number: seq, stream, stream_seq, at in microseconds since 1970,
/// actor uid, login uid (length 0 when unknown), type, payload. Numbers are 8 bytes, big-endian; texts are UTF-8.
/// It is applied to the stored bytes and never to anything serialised again, so a file verifies on any machine and version.
/// </summary>
public static class JournalHash
{
    public const int Size = 32;

    /// <summary>What stands as the previous hash in the first row.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[Size];

    public static byte[] Of(
        ReadOnlySpan<byte> prevHash, long seq, string stream, long streamSeq, Instant at,
        long actorUid, long? loginUid, string type, ReadOnlySpan<byte> payload)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(prevHash);
        Number(sha, seq);
        Text(sha, stream);
        Number(sha, streamSeq);
        Number(sha, Microseconds(at));
        Number(sha, actorUid);
        if (loginUid is { } uid) Number(sha, uid);
        else Bytes(sha, []);
        Text(sha, type);
        Bytes(sha, payload);
        return sha.GetHashAndReset();
    }

    public static byte[] Of(JournalRow row) => Of(
        row.PrevHash.Span, row.Seq, row.Stream, row.StreamSeq, row.At, row.ActorUid, row.LoginUid, row.Type, row.Payload.Span);

    /// <summary>The unit of every *_at_us column: microseconds since 1970-01-01T00:00:00Z.</summary>
    public static long Microseconds(Instant at) => at.ToUnixTimeTicks() / 10;

    public static Instant FromMicroseconds(long us) => Instant.FromUnixTimeTicks(us * 10);

    private static void Number(IncrementalHash sha, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        Bytes(sha, bytes);
    }

    private static void Text(IncrementalHash sha, string text) => Bytes(sha, Encoding.UTF8.GetBytes(text));

    private static void Bytes(IncrementalHash sha, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        sha.AppendData(length);
        sha.AppendData(bytes);
    }
}
