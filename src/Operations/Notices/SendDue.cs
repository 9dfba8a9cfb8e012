using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Notices;
using Cockpit.Store;
using Cockpit.Store.Credentials;
using Cockpit.Store.Notices;
using NodaTime;

namespace Cockpit.Operations.Notices;

/// <param name="Sent">Deliveries that were taken.</param>
/// <param name="Failed">Those that were not; they are tried again.</param>
public sealed record SentNotices(int Sent, int Failed);

/// <summary>
/// Delivers what is due. A try is written down before it is made and its outcome after, so a process that dies between the two leaves a
/// delivery that is made again, under the same Message-ID: at least once, never silently not at all.
/// </summary>
internal static class SendDue
{
    /// <summary>Longer than any try takes: after this, whoever made it is gone.</summary>
    public static readonly Duration InHand = Duration.FromMinutes(2);

    /// <summary>What else waits for a channel that just failed waits this long, so that a dead server is not asked once for each notice.</summary>
    private static readonly Duration ChannelRests = Duration.FromMinutes(1);

    /// <exception cref="CockpitException">The file codes, and ROLE_NEEDED.</exception>
    /// <param name="send">Sends one; null when it was taken, else why not.</param>
    public static SentNotices Run(Session session, Func<NoticeChannel, Parcel, CancellationToken, string?> send, CancellationToken stop)
    {
        Instant now = session.Now;
        (FileId file, List<StoredDelivery> due, Dictionary<string, NoticeChannel> channels) = session.Read(t =>
            (t.FileId(), t.DueDeliveries(now), t.NoticeChannels().ToDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase)));
        int sent = 0, failed = 0;
        Fault? fault = null;
        // A channel that hangs keeps no other one waiting.
        Thread[] threads = [.. due.GroupBy(d => d.Channel, StringComparer.OrdinalIgnoreCase).Select(g => new Thread(() => Guarded(g.Key, [.. g]), maxStackSize: 1024 * 1024) { IsBackground = true, Name = "notices" })];
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        return fault is null ? new SentNotices(sent, failed) : throw new CockpitException(fault);

        void Guarded(string name, StoredDelivery[] deliveries)
        {
            try
            {
                Channel(name, deliveries);
            }
            catch (CockpitException e)
            {
                // The file: what was not marked is tried again.
                Volatile.Write(ref fault, e.Fault);
            }
        }

        void Channel(string name, StoredDelivery[] deliveries)
        {
            using CockpitFile own = session.Open(FileAccessMode.Write);
            foreach (StoredDelivery delivery in deliveries)
            {
                if (stop.IsCancellationRequested) return;
                if (own.Write(t => t.ClaimDelivery(delivery.Id, session.Now + InHand, session.Now)) is not { } number) continue;
                StoredNotice notice = own.Read(t => t.FindNotice(delivery.Notice))!;
                string? why = channels.TryGetValue(name, out NoticeChannel? channel) ? send(channel, Parcel.Of(file, notice, delivery, channel), stop) : "there is no channel of this name";
                if (why is null)
                {
                    own.Write(t => t.MarkSent(delivery.Id, number, session.Now));
                    Interlocked.Increment(ref sent);
                    continue;
                }
                Interlocked.Increment(ref failed);
                own.Write(t =>
                {
                    t.MarkFailed(delivery.Id, number, why, RetryTimes.Next(delivery.DueAt, number, session.Now), session.Now);
                    t.RestChannel(name, session.Now + ChannelRests, session.Now);
                });
                return;
            }
        }
    }
}
