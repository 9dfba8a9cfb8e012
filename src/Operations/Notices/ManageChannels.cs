using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using Cockpit.Core.Notices;
using Cockpit.Core.Operations;
using Cockpit.Store;
using Cockpit.Store.Credentials;
using Cockpit.Store.Notices;
using NodaTime;

namespace Cockpit.Operations.Notices;

/// <summary>A channel as people see it.</summary>
/// <param name="Where">What it is and whom it reaches, without a secret.</param>
/// <param name="Secrets">Where its secrets come from.</param>
/// <param name="LastSentAt">When a notice was last taken; null for never.</param>
public sealed record ChannelLine(string Name, ChannelKind Kind, string Where, IReadOnlyList<string> To, IReadOnlyList<string> Secrets, Instant? LastSentAt);

public sealed record RemovedChannel(string Name);

/// <param name="Sent">It was taken.</param>
/// <param name="Why">Why not; null when it was.</param>
public sealed record TestedChannel(string Name, bool Sent, string? Why, double Seconds, string MessageId);

/// <summary>Makes, removes and tries the channels through which notices leave.</summary>
public static class ManageChannels
{
    /// <exception cref="CockpitException">CHANNEL_INVALID, ROLE_NEEDED.</exception>
    public static ChannelLine Set(Session session, string name, ChannelWish wish)
    {
        NoticeChannel channel = ChannelCheck.Make(name, wish, out string problem) ?? throw new CockpitException(NoticeErrors.ChannelInvalid.Because(problem));
        return session.For(NoticeOperations.Set).Write(t =>
        {
            t.SetNoticeChannel(channel, session.Actor, session.Now);
            return Line(t, channel);
        }, FileAccessMode.Create);
    }

    /// <exception cref="CockpitException">CHANNEL_UNKNOWN, CHANNEL_IN_USE, ROLE_NEEDED.</exception>
    public static RemovedChannel Remove(Session session, string name) => session.For(NoticeOperations.Remove).Write(t =>
    {
        NoticeChannel channel = Find(t, name);
        List<string> users = NotifySources.PoliciesWith(t, channel.Name);
        if (users.Count > 0) throw new CockpitException(NoticeErrors.ChannelInUse.Because($"{string.Join(", ", users.Take(5).Select(u => Printable.Line(u, 60)))} send their notices through {channel.Name}."));
        t.RemoveNoticeChannel(channel.Name, session.Actor, session.Now);
        return new RemovedChannel(channel.Name);
    });

    /// <summary>Sends one notice now, past the outbox.</summary>
    /// <exception cref="CockpitException">CHANNEL_UNKNOWN, ROLE_NEEDED.</exception>
    public static TestedChannel Test(Session session, string name, CancellationToken cancellation)
    {
        session = session.For(NoticeOperations.Test);
        (FileId file, NoticeChannel channel) = session.Read(t => (t.FileId(), Find(t, name)));
        Instant begun = session.Now;
        // Two tests are two messages.
        string id = $"test-{begun.ToUnixTimeMilliseconds()}";
        var parcel = new Parcel($"{id}@{file}", id, NoticeKinds.Test, channel.Name, $"Test of the channel {channel.Name}",
            $"{Printable.Line(session.Actor.Name, 60)} tried this channel of {Path.GetFileName(session.FilePath)} on {Environment.MachineName}. Nothing else happened.", channel.To, null, begun);
        using var sender = new ChannelSender(session);
        string? why = sender.Send(channel, parcel, cancellation);
        session.Write(t => t.Append("notices", "channel.tested", AuditPayload.Write(session.Actor, json =>
        {
            json.WriteString("name", channel.Name);
            json.WriteString("outcome", why ?? "sent");
        }), session.Actor, session.Now));
        return new TestedChannel(channel.Name, why is null, why, Math.Round((session.Now - begun).TotalSeconds, 2), parcel.MessageId);
    }

    internal static ChannelLine Line(ReadTransaction t, NoticeChannel c) => new(
        c.Name, c.Kind, c.Where, c.To, [.. new[] { c.Secret, c.Kind is ChannelKind.Webhook && !c.Url!.StartsWith("http", StringComparison.Ordinal) ? c.Url : null }.OfType<string>()], t.LastSentAt(c.Name));

    private static NoticeChannel Find(ReadTransaction t, string name) => t.NoticeChannels().Find(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new CockpitException(NoticeErrors.ChannelUnknown.Because($"There is no channel {Printable.Line(name, 60)}."));
}
