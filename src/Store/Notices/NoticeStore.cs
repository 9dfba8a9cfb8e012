using System.Text.Json;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Notices;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Cockpit.Store.Notices;

/// <summary>A notice in the file.</summary>
/// <param name="EndedAt">What it says is not so any more.</param>
public sealed record StoredNotice(long Id, NoticeDraft Draft, Instant At, Instant? AckedAt, string? AckedBy, Instant? EndedAt)
{
    public bool IsOver => AckedAt is not null || EndedAt is not null;
}

/// <summary>One way of one notice.</summary>
/// <param name="Recipient">A mail address; empty for the channel's own receivers.</param>
/// <param name="NextAt">When it is tried next; null when it was sent, given up or dropped.</param>
/// <param name="Why">Why the last try failed, or why it was given up.</param>
public sealed record StoredDelivery(long Id, long Notice, int Round, string Channel, string Recipient, Instant DueAt, int Tries, Instant? NextAt, Instant? SentAt, Instant? EndedAt, string? Why);

public sealed record StoredTry(int Number, Instant At, string? Outcome);

/// <summary>The outbox: what people are told, on which ways, and what became of each try.</summary>
public static class NoticeStore
{
    private const string NoticeColumns = "id, key, kind, subject, title, body, channels, repeat_seconds, escalations, mail_to, calendar, at_us, acked_at_us, acked_name, ended_at_us";
    private const string DeliveryColumns = "id, notice, round, channel, recipient, due_at_us, tries, next_at_us, sent_at_us, ended_at_us, why";

    public static StoredNotice? FindNotice(this ReadTransaction t, long id) => t.Connection.ReadAll($"SELECT {NoticeColumns} FROM notice WHERE id = $id", Notice, ("$id", id)).FirstOrDefault();

    /// <summary>Neither acknowledged nor over, oldest first.</summary>
    public static List<StoredNotice> OpenNotices(this ReadTransaction t) => t.Connection.ReadAll($"SELECT {NoticeColumns} FROM notice WHERE acked_at_us IS NULL AND ended_at_us IS NULL ORDER BY id", Notice);

    /// <summary>Newest first.</summary>
    public static List<StoredNotice> NewestNotices(this ReadTransaction t, int most) => t.Connection.ReadAll($"SELECT {NoticeColumns} FROM notice ORDER BY id DESC LIMIT $most", Notice, ("$most", most));

    public static bool HasNotice(this ReadTransaction t, string key) => t.Connection.Scalar<long>("SELECT count(*) FROM notice WHERE key = $key", ("$key", key)) > 0;

    public static List<StoredDelivery> DeliveriesOf(this ReadTransaction t, long notice) => t.Connection.ReadAll($"SELECT {DeliveryColumns} FROM notice_delivery WHERE notice = $notice ORDER BY id", Delivery, ("$notice", notice));

    /// <summary>Tried at least once and not delivered: those that are tried again, and those that were given up in the last 30 days. Oldest first.</summary>
    public static List<StoredDelivery> Undelivered(this ReadTransaction t, Instant now) => t.Connection.ReadAll(
        $"SELECT {DeliveryColumns} FROM notice_delivery WHERE sent_at_us IS NULL AND tries > 0 AND (next_at_us IS NOT NULL OR ended_at_us > $since) AND why IS NOT NULL ORDER BY id",
        Delivery, ("$since", JournalHash.Microseconds(now - Duration.FromDays(30))));

    /// <summary>The newest delivery of a channel that was sent; null for none.</summary>
    public static Instant? LastSentAt(this ReadTransaction t, string channel) =>
        t.Connection.Scalar<long?>("SELECT max(sent_at_us) FROM notice_delivery WHERE channel = $channel", ("$channel", channel)) is { } us ? JournalHash.FromMicroseconds(us) : null;

    public static List<StoredTry> TriesOf(this ReadTransaction t, long delivery) => t.Connection.ReadAll(
        "SELECT number, at_us, outcome FROM notice_try WHERE delivery = $id ORDER BY number", r => new StoredTry(r.GetInt32(0), JournalHash.FromMicroseconds(r.GetInt64(1)), r.TextOrNull(2)), ("$id", delivery));

    /// <summary>The journal's number of the last row of a type in a stream; 0 for none.</summary>
    public static long LastOfType(this ReadTransaction t, string stream, string type) => t.Connection.Scalar<long>("SELECT coalesce(max(seq), 0) FROM journal WHERE stream = $stream AND type = $type", ("$stream", stream), ("$type", type));

    /// <summary>The number of the journal's last row: it moves with everything that happens, and with no heartbeat.</summary>
    public static long JournalHead(this ReadTransaction t) => t.Connection.Scalar<long>("SELECT coalesce(max(seq), 0) FROM journal");

    /// <summary>When the next delivery is due; null for none.</summary>
    public static Instant? NextDeliveryAt(this ReadTransaction t) => t.Connection.Scalar<long?>("SELECT min(next_at_us) FROM notice_delivery WHERE next_at_us IS NOT NULL") is { } us ? JournalHash.FromMicroseconds(us) : null;

    /// <summary>Adds it unless its key was told already.</summary>
    public static bool AddNotice(this WriteTransaction t, NoticeDraft n, Instant now) => t.Connection.Execute(
        "INSERT OR IGNORE INTO notice (key, kind, subject, title, body, channels, repeat_seconds, escalations, mail_to, calendar, at_us) VALUES ($key, $kind, $subject, $title, $body, $channels, $repeat, $escalations, $mail, $calendar, $now)",
        ("$key", n.Key), ("$kind", n.Kind), ("$subject", n.Subject), ("$title", n.Title), ("$body", n.Body), ("$channels", JsonSerializer.Serialize(n.Channels, NoticeJson.Default.IReadOnlyListString)), ("$repeat", n.RepeatSeconds),
        ("$escalations", JsonSerializer.Serialize(n.Escalations, NoticeJson.Default.IReadOnlyListEscalation)), ("$mail", n.MailTo), ("$calendar", n.Calendar), ("$now", JournalHash.Microseconds(now))) > 0;

    /// <summary>What it says is not so any more: it is neither repeated nor handed to anybody further, and what is still on its way goes out.</summary>
    public static void EndNotice(this WriteTransaction t, long id, Instant now) => t.Connection.Execute("UPDATE notice SET ended_at_us = $now WHERE id = $id", ("$id", id), ("$now", JournalHash.Microseconds(now)));

    /// <summary>A person has seen it. Further rounds and what waits of the repetitions are dropped.</summary>
    public static void AckNotice(this WriteTransaction t, StoredNotice notice, Actor by, Instant now)
    {
        t.Connection.Execute("UPDATE notice SET acked_at_us = $now, acked_uid = $uid, acked_name = $by WHERE id = $id", ("$id", notice.Id), ("$now", JournalHash.Microseconds(now)), ("$uid", by.Uid), ("$by", by.Name));
        t.Connection.Execute("UPDATE notice_delivery SET next_at_us = NULL, ended_at_us = $now, why = 'acknowledged' WHERE notice = $id AND next_at_us IS NOT NULL AND (round > 0 OR recipient <> '')", ("$id", notice.Id), ("$now", JournalHash.Microseconds(now)));
        t.Append("notices", "notice.acknowledged", AuditPayload.Write(by, json =>
        {
            json.WriteNumber("notice", notice.Id);
            json.WriteString("subject", notice.Draft.Subject);
            json.WriteString("title", notice.Draft.Title);
        }), by, now);
    }

    /// <summary>Adds a way unless it is there already. A newer round replaces an older one that is still not delivered.</summary>
    public static bool AddDelivery(this WriteTransaction t, long notice, DeliveryWish wish, Instant now)
    {
        bool added = t.Connection.Execute(
            "INSERT OR IGNORE INTO notice_delivery (notice, round, channel, recipient, due_at_us, next_at_us) VALUES ($notice, $round, $channel, $recipient, $now, $now)",
            ("$notice", notice), ("$round", wish.Round), ("$channel", wish.Channel), ("$recipient", wish.Recipient), ("$now", JournalHash.Microseconds(now))) > 0;
        if (added)
        {
            t.Connection.Execute("UPDATE notice_delivery SET next_at_us = NULL, ended_at_us = $now, why = 'said again later' WHERE notice = $notice AND channel = $channel AND recipient = $recipient AND round < $round AND round > 0 AND next_at_us IS NOT NULL",
                ("$notice", notice), ("$round", wish.Round), ("$channel", wish.Channel), ("$recipient", wish.Recipient), ("$now", JournalHash.Microseconds(now)));
        }
        return added;
    }

    /// <summary>Those that are due, oldest first.</summary>
    public static List<StoredDelivery> DueDeliveries(this ReadTransaction t, Instant now) => t.Connection.ReadAll($"SELECT {DeliveryColumns} FROM notice_delivery WHERE next_at_us <= $now ORDER BY id LIMIT 500", Delivery, ("$now", JournalHash.Microseconds(now)));

    /// <summary>Takes one for a try, before it is made: nobody else tries it until then, and where this process dies it is tried again.</summary>
    /// <returns>The number of the try; null where another process has it, or it is done.</returns>
    public static int? ClaimDelivery(this WriteTransaction t, long id, Instant until, Instant now)
    {
        if (t.Connection.Execute("UPDATE notice_delivery SET tries = tries + 1, next_at_us = $until WHERE id = $id AND next_at_us <= $now", ("$id", id), ("$until", JournalHash.Microseconds(until)), ("$now", JournalHash.Microseconds(now))) == 0) return null;
        int number = (int)t.Connection.Scalar<long>("SELECT tries FROM notice_delivery WHERE id = $id", ("$id", id));
        t.Connection.Execute("INSERT INTO notice_try (delivery, number, at_us) VALUES ($id, $number, $now)", ("$id", id), ("$number", number), ("$now", JournalHash.Microseconds(now)));
        return number;
    }

    public static void MarkSent(this WriteTransaction t, long id, int number, Instant now)
    {
        t.Connection.Execute("UPDATE notice_delivery SET sent_at_us = $now, ended_at_us = $now, next_at_us = NULL, why = NULL WHERE id = $id", ("$id", id), ("$now", JournalHash.Microseconds(now)));
        Outcome(t, id, number, "sent");
    }

    /// <param name="next">Null gives it up.</param>
    public static void MarkFailed(this WriteTransaction t, long id, int number, string why, Instant? next, Instant now)
    {
        // One that was acknowledged or dropped while it was tried stays so.
        t.Connection.Execute("UPDATE notice_delivery SET next_at_us = $next, ended_at_us = $ended, why = $why WHERE id = $id AND next_at_us IS NOT NULL",
            ("$id", id), ("$next", next is { } at ? JournalHash.Microseconds(at) : null), ("$ended", next is null ? JournalHash.Microseconds(now) : null), ("$why", why));
        Outcome(t, id, number, why);
    }

    /// <summary>What is due on a channel that just failed waits until then.</summary>
    public static void RestChannel(this WriteTransaction t, string channel, Instant until, Instant now) => t.Connection.Execute(
        "UPDATE notice_delivery SET next_at_us = $until WHERE channel = $channel AND next_at_us <= $now", ("$channel", channel), ("$until", JournalHash.Microseconds(until)), ("$now", JournalHash.Microseconds(now)));

    private static void Outcome(WriteTransaction t, long id, int number, string outcome) =>
        t.Connection.Execute("UPDATE notice_try SET outcome = $outcome WHERE delivery = $id AND number = $number", ("$id", id), ("$number", number), ("$outcome", outcome));

    private static StoredNotice Notice(SqliteDataReader r) => new(
        r.GetInt64(0),
        new NoticeDraft(r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetString(5), JsonSerializer.Deserialize(r.GetString(6), NoticeJson.Default.IReadOnlyListString) ?? [], r.GetInt64(7),
            JsonSerializer.Deserialize(r.GetString(8), NoticeJson.Default.IReadOnlyListEscalation) ?? [], r.TextOrNull(9), r.TextOrNull(10)),
        JournalHash.FromMicroseconds(r.GetInt64(11)), At(r, 12), r.TextOrNull(13), At(r, 14));

    private static StoredDelivery Delivery(SqliteDataReader r) => new(
        r.GetInt64(0), r.GetInt64(1), r.GetInt32(2), r.GetString(3), r.GetString(4), JournalHash.FromMicroseconds(r.GetInt64(5)), r.GetInt32(6), At(r, 7), At(r, 8), At(r, 9), r.TextOrNull(10));

    private static Instant? At(SqliteDataReader r, int column) => r.NumberOrNull(column) is { } us ? JournalHash.FromMicroseconds(us) : null;
}
