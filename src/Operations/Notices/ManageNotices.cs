using Cockpit.Core.Errors;
using Cockpit.Core.Journal;
using Cockpit.Core.Operations;
using Cockpit.Store;
using Cockpit.Store.Notices;
using NodaTime;

namespace Cockpit.Operations.Notices;

/// <param name="At">When it was tried.</param>
/// <param name="Outcome">"sent", or why not; null where its process ended in the middle of it, or it is being made.</param>
public sealed record TryLine(Instant At, string? Outcome);

/// <summary>What could not be delivered.</summary>
/// <param name="To">The channel's receivers, or the one person.</param>
/// <param name="NextAt">When it is tried again; null when it was given up.</param>
public sealed record UndeliveredLine(long Notice, string Title, string Channel, string To, int Tries, Instant? NextAt, string Why, IReadOnlyList<TryLine> Log);

/// <param name="Open">Said again until somebody acknowledges it.</param>
/// <param name="Sent">Deliveries that were taken.</param>
/// <param name="EndedAt">When what it says was over; null while it is so.</param>
public sealed record NoticeLine(long Id, Instant At, string Kind, string Subject, string Title, bool Open, int Sent, int Waiting, Instant? AckedAt, string? AckedBy, Instant? EndedAt);

/// <param name="Notices">The newest first.</param>
public sealed record NoticeList(IReadOnlyList<ChannelLine> Channels, IReadOnlyList<UndeliveredLine> Undelivered, IReadOnlyList<NoticeLine> Notices);

/// <summary>Shows, sends and acknowledges notices.</summary>
public static class ManageNotices
{
    /// <summary>Notices of a list: some days of a busy file.</summary>
    private const int Newest = 100;

    public static NoticeList List(Session session) => session.Read(t => new NoticeList(
        [.. t.NoticeChannels().Select(c => ManageChannels.Line(t, c))], Undelivered(t, session.Now), [.. t.NewestNotices(Newest).Select(n => Line(t, n))]));

    /// <summary>Looks for what is to be told and delivers what is due, now, by this process.</summary>
    /// <exception cref="CockpitException">ROLE_NEEDED, and the file codes.</exception>
    public static SentNotices Send(Session session, CancellationToken stop)
    {
        session = session.For(NoticeOperations.Send);
        using (CockpitFile file = session.Open(FileAccessMode.Write)) FindNotices.Run(file, session.Now, whole: true);
        using var sender = new ChannelSender(session);
        SentNotices sent = SendDue.Run(session, sender.Send, stop);
        session.Write(t => t.Append("notices", "notices.sent", AuditPayload.Write(session.Actor, json =>
        {
            json.WriteNumber("sent", sent.Sent);
            json.WriteNumber("failed", sent.Failed);
        }), session.Actor, session.Now));
        return sent;
    }

    /// <summary>Somebody has seen it: it is not said again, and nobody further is told. Twice is no error.</summary>
    /// <exception cref="CockpitException">NOTICE_UNKNOWN, ROLE_NEEDED.</exception>
    public static NoticeLine Acknowledge(Session session, long id) => session.For(NoticeOperations.Ack).Write(t =>
    {
        StoredNotice notice = t.FindNotice(id) ?? throw new CockpitException(NoticeErrors.NoticeUnknown.Because($"There is no notice {id}."));
        if (notice.AckedAt is null) t.AckNotice(notice, session.Actor, session.Now);
        return Line(t, t.FindNotice(id)!);
    });

    internal static IReadOnlyList<UndeliveredLine> Undelivered(ReadTransaction t, Instant now)
    {
        var channels = t.NoticeChannels().ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);
        return [.. t.Undelivered(now).Select(d => new UndeliveredLine(
            d.Notice, t.FindNotice(d.Notice)?.Draft.Title ?? "", d.Channel, d.Recipient.Length > 0 ? d.Recipient : channels.TryGetValue(d.Channel, out var c) ? string.Join(", ", c.To) : "",
            d.Tries, d.NextAt, d.Why ?? "", [.. t.TriesOf(d.Id).Select(x => new TryLine(x.At, x.Outcome))]))];
    }

    private static NoticeLine Line(ReadTransaction t, StoredNotice n)
    {
        List<StoredDelivery> ways = t.DeliveriesOf(n.Id);
        return new NoticeLine(n.Id, n.At, n.Draft.Kind, n.Draft.Subject, n.Draft.Title, n.Draft.RepeatSeconds > 0 && !n.IsOver, ways.Count(d => d.SentAt is not null), ways.Count(d => d.NextAt is not null), n.AckedAt, n.AckedBy, n.EndedAt);
    }
}
