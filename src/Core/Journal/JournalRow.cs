using NodaTime;

namespace Cockpit.Core.Journal;

/// <summary>
/// One row of the file's only journal: an act of a person or of the worker. Rows are appended, never changed,
/// and each carries the hash of the one before it.
/// </summary>
/// <param name="Seq">1, 2, 3, ... over the whole file, without gaps.</param>
/// <param name="Stream">What the row is about: "file", "hosts", "scans", "findings", "definitions", "worker", "fleet", or a rollout such as "R17".</param>
/// <param name="StreamSeq">1, 2, 3, ... within the stream, without gaps.</param>
/// <param name="At">When, to the microsecond.</param>
/// <param name="ActorUid">The OS uid of who acted.</param>
/// <param name="LoginUid">The kernel's login uid, or null.</param>
/// <param name="Type">The event's name, such as "host.added" or "step.sent".</param>
/// <param name="Payload">UTF-8 JSON, hashed and stored as these bytes. Never serialised again.</param>
public sealed record JournalRow(
    long Seq, string Stream, long StreamSeq, Instant At, long ActorUid, long? LoginUid,
    string Type, ReadOnlyMemory<byte> Payload, ReadOnlyMemory<byte> PrevHash, ReadOnlyMemory<byte> Hash);
