using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Intel;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Store.Intel;

/// <summary>One feed as the file knows it: the newest import of it.</summary>
/// <param name="Name">The kind's word; with what tells it apart behind a colon where a kind has several, as in "oval:debian-12".</param>
/// <param name="AsOf">From when what it says is, by the feed itself.</param>
/// <param name="Detail">What else the feed says of itself, such as the model's version; may be empty.</param>
public sealed record IntelFeed(string Name, IntelKind Kind, Instant AsOf, Instant ImportedAt, long Entries, string FileName, string FileHash, string Detail)
{
    /// <summary>Its row.</summary>
    public long Id { get; init; }
}

/// <summary>Which feeds are in, and from when they are.</summary>
public static class IntelFeeds
{
    /// <summary>Every feed, by name.</summary>
    public static List<IntelFeed> Feeds(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT id, name, kind, as_of_us, imported_at_us, entries, file_name, file_hash, detail FROM intel_feed ORDER BY name",
        r => new IntelFeed(
            r.GetString(1), IntelKinds.Of(r.GetString(2)), JournalHash.FromMicroseconds(r.GetInt64(3)), JournalHash.FromMicroseconds(r.GetInt64(4)),
            r.GetInt64(5), r.GetString(6), Convert.ToHexStringLower(r.GetFieldValue<byte[]>(7)), r.GetString(8)) { Id = r.GetInt64(0) });

    public static IntelFeed? Feed(this ReadTransaction t, string name) => t.Feeds().Find(f => f.Name == name);

    /// <summary>What is in may be newer than a file that somebody carried about for a week.</summary>
    /// <param name="older">It may be older.</param>
    /// <exception cref="CockpitException">INTEL_OLDER.</exception>
    public static void RefuseOlderFeed(this WriteTransaction t, IntelFeed feed, bool older)
    {
        if (older || t.Feed(feed.Name) is not { } known || feed.AsOf >= known.AsOf) return;
        throw new CockpitException(IntelErrors.IntelOlder.Because(
            $"{feed.FileName} is of {Day(feed.AsOf)}; what is known of {feed.Name} is of {Day(known.AsOf)}, from {known.FileName}. It would replace {(known.Entries == 1 ? "1 entry" : $"{known.Entries:N0} entries")} by {feed.Entries:N0}.",
            "Import a newer file, or put this one in its place with --older."));
    }

    /// <summary>Notes the feed as the newest of its name, and the import in the journal. Returns the feed's row.</summary>
    public static long KeepFeed(this WriteTransaction t, IntelFeed feed, Actor by, Instant now)
    {
        IntelFeed? before = t.Feed(feed.Name);
        t.Connection.Execute(
            "INSERT INTO intel_feed (name, kind, as_of_us, imported_at_us, entries, file_name, file_hash, detail) VALUES ($name, $kind, $asOf, $at, $entries, $file, $hash, $detail) " +
            "ON CONFLICT (name) DO UPDATE SET as_of_us = excluded.as_of_us, imported_at_us = excluded.imported_at_us, entries = excluded.entries, file_name = excluded.file_name, file_hash = excluded.file_hash, detail = excluded.detail",
            ("$name", feed.Name), ("$kind", IntelKinds.Word(feed.Kind)), ("$asOf", JournalHash.Microseconds(feed.AsOf)), ("$at", JournalHash.Microseconds(feed.ImportedAt)),
            ("$entries", feed.Entries), ("$file", feed.FileName), ("$hash", Convert.FromHexString(feed.FileHash)), ("$detail", feed.Detail));
        byte[] payload = AuditPayload.Write(by, json =>
        {
            json.WriteString("feed", feed.Name);
            json.WriteString("asOf", feed.AsOf.ToString());
            if (before is { Entries: > 0 }) json.WriteString("replaced", before.AsOf.ToString());
            json.WriteNumber("entries", feed.Entries);
            json.WriteString("file", feed.FileName);
            json.WriteString("sha256", feed.FileHash);
        });
        t.Append("intel", "intel.imported", payload, by, now);
        return t.Connection.Scalar<long>("SELECT id FROM intel_feed WHERE name = $name", ("$name", feed.Name));
    }

    /// <summary>Takes a new feed's row before its entries, which refer to it. It has none, and counts nowhere, until <see cref="KeepFeed"/>.</summary>
    internal static long BeginFeed(this WriteTransaction t, IntelFeed feed)
    {
        if (t.Connection.Scalar<long?>("SELECT id FROM intel_feed WHERE name = $name", ("$name", feed.Name)) is { } begun) return begun;
        t.Connection.Execute(
            "INSERT INTO intel_feed (name, kind, as_of_us, imported_at_us, entries, file_name, file_hash, detail) VALUES ($name, $kind, 0, $at, 0, $file, $hash, 'import under way, or stopped')",
            ("$name", feed.Name), ("$kind", IntelKinds.Word(feed.Kind)), ("$at", JournalHash.Microseconds(feed.ImportedAt)), ("$file", feed.FileName), ("$hash", new byte[32]));
        return t.Connection.LastInsertRowId();
    }

    private static string Day(Instant at) => at.InUtc().Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
