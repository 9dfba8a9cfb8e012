using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Reviews;

/// <summary>A look at something that is owed, or was given.</summary>
/// <param name="Kind">"break-glass".</param>
/// <param name="Subject">What it is about, such as "R17".</param>
/// <param name="DueAt">By when another person has to have signed it.</param>
/// <param name="By">Who did what is to be looked at.</param>
/// <param name="SignedBy">Null while it is owed.</param>
/// <param name="Signature">The signer's SSH signature, armored; null shows "not signed".</param>
public sealed record OwedReview(string Name, string Kind, string Subject, string Why, Instant At, Instant DueAt, Actor By, Instant? SignedAt, Actor? SignedBy, string? Note, string? Signature);

/// <summary>What people owe a look at, because a rule was passed over.</summary>
public static class OwedReviews
{
    /// <summary>Every one, those that are owed first, by when they are due.</summary>
    public static List<OwedReview> Reviews(this ReadTransaction t) => t.Connection.ReadAll(
        "SELECT name, kind, subject, why, at_us, due_at_us, by_uid, by_login_uid, by_name, signed_at_us, signed_uid, signed_login_uid, signed_name, note, signature FROM owed_review ORDER BY signed_at_us IS NOT NULL, due_at_us, name", Make);

    internal static void OweReview(this WriteTransaction t, string name, string kind, string subject, string why, Instant dueAt, Actor by, Instant now) => t.Connection.Execute(
        "INSERT OR REPLACE INTO owed_review (name, kind, subject, why, at_us, due_at_us, by_uid, by_login_uid, by_name) VALUES ($name, $kind, $subject, $why, $at, $due, $uid, $login, $by)",
        ("$name", name), ("$kind", kind), ("$subject", subject), ("$why", why), ("$at", JournalHash.Microseconds(now)), ("$due", JournalHash.Microseconds(dueAt)), ("$uid", by.Uid), ("$login", by.LoginUid), ("$by", by.Name));

    /// <summary>Settles one that is owed.</summary>
    public static void SignReview(this WriteTransaction t, OwedReview review, string note, string? signature, Actor by, Instant now)
    {
        t.Connection.Execute(
            "UPDATE owed_review SET signed_at_us = $now, signed_uid = $uid, signed_login_uid = $login, signed_name = $by, note = $note, signature = $signature WHERE name = $name",
            ("$now", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$login", by.LoginUid), ("$by", by.Name), ("$note", note), ("$signature", signature), ("$name", review.Name));
        t.Append("reviews", "review.signed", AuditPayload.Write(by, json =>
        {
            json.WriteString("review", review.Name);
            json.WriteString("kind", review.Kind);
            json.WriteString("subject", review.Subject);
            json.WriteString("note", note);
            json.WriteString("signature", signature);
        }), by, now);
    }

    private static OwedReview Make(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), JournalHash.FromMicroseconds(r.GetInt64(4)), JournalHash.FromMicroseconds(r.GetInt64(5)),
        new Actor(r.GetInt64(6), r.NumberOrNull(7), r.GetString(8)), r.NumberOrNull(9) is { } at ? JournalHash.FromMicroseconds(at) : null,
        r.NumberOrNull(10) is { } uid ? new Actor(uid, r.NumberOrNull(11), r.TextOrNull(12) ?? "") : null, r.TextOrNull(13), r.TextOrNull(14));
}
