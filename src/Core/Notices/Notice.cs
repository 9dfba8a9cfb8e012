using NodaTime;

namespace Cockpit.Core.Notices;

/// <summary>What a notice is about, as the file and JSON name it.</summary>
public static class NoticeKinds
{
    public const string Window = "window", Started = "started", Gate = "gate", Halted = "halted", Finished = "finished", InDoubt = "inDoubt", Lost = "lost",
        VaultLocked = "vaultLocked", Sla = "sla", Review = "review", Approval = "approval", Consent = "consent", Test = "test";
}

/// <summary>The next person, some time after the first notice.</summary>
public sealed record Escalation(string Name, string Mail, long AfterSeconds);

/// <summary>Something that people are to be told, as the finder found it. The same thing has the same key, so it is told once.</summary>
/// <param name="Key">Names this one occurrence, such as "R17/halted/812".</param>
/// <param name="Subject">What it is about: R17, a window, a review.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">Lines.</param>
/// <param name="Channels">The names of the channels through which it leaves.</param>
/// <param name="RepeatSeconds">It is said again this often until it is acknowledged or over; 0 for once.</param>
/// <param name="Escalations">Who is told as well, and after how long without an acknowledgement.</param>
/// <param name="MailTo">The only receiver, by mail; null for those of the channels.</param>
/// <param name="Calendar">An invitation as iCalendar text; null for none.</param>
public sealed record NoticeDraft(
    string Key, string Kind, string Subject, string Title, string Body, IReadOnlyList<string> Channels, long RepeatSeconds, IReadOnlyList<Escalation> Escalations, string? MailTo = null, string? Calendar = null);

/// <summary>One way on which a notice leaves.</summary>
/// <param name="Round">0 the first time, then counted up with each repetition.</param>
/// <param name="Recipient">A mail address; empty for the channel's own receivers.</param>
public sealed record DeliveryWish(int Round, string Channel, string Recipient);

/// <summary>Which deliveries a notice wants by now. Pure.</summary>
public static class NoticeRounds
{
    /// <summary>A thing that nobody looks at for this many rounds is not said any more; it stays in the list and in what needs a person.</summary>
    public const int MostRounds = 200;

    /// <param name="at">When it was first said.</param>
    /// <param name="over">It was acknowledged, or is not so any more: nothing further is said.</param>
    /// <param name="mailChannels">Those of its channels that reach a person by mail address.</param>
    /// <returns>Of each way only the newest that is due: what was missed while nobody could send is not said again many times over.</returns>
    public static IEnumerable<DeliveryWish> Due(NoticeDraft notice, Instant at, bool over, IReadOnlyCollection<string> mailChannels, Instant now)
    {
        IEnumerable<string> ways = notice.MailTo is null ? notice.Channels : notice.Channels.Where(mailChannels.Contains);
        if (over) yield break;
        int round = notice.RepeatSeconds <= 0 || now <= at ? 0 : (int)Math.Min((long)(now - at).TotalSeconds / notice.RepeatSeconds, MostRounds);
        foreach (string channel in ways) yield return new DeliveryWish(round, channel, notice.MailTo ?? "");
        foreach (Escalation person in notice.Escalations.Where(e => now - at >= Duration.FromSeconds(e.AfterSeconds)))
        {
            long since = (long)(now - at).TotalSeconds - person.AfterSeconds;
            int own = notice.RepeatSeconds <= 0 ? 0 : (int)Math.Min(since / notice.RepeatSeconds, MostRounds);
            foreach (string channel in notice.Channels.Where(mailChannels.Contains)) yield return new DeliveryWish(own, channel, person.Mail);
        }
    }
}
