using Cockpit.Core.Ids;
using Cockpit.Core.Notices;
using Cockpit.Operations.Notices;
using Cockpit.Store;
using Cockpit.Store.Notices;
using NodaTime;
using NodaTime.Testing;

namespace Cockpit.Operations.Tests.Notices;

/// <summary>A file in a folder of its own, with a clock that a test moves.</summary>
internal sealed class NoticeFile : IDisposable
{
    public static readonly Instant Begin = Instant.FromUtc(2026, 11, 24, 20, 0);

    public NoticeFile()
    {
        Folder = Directory.CreateTempSubdirectory("cockpit-notices-").FullName;
        Session = new Session(Path.Combine(Folder, "a.db"), new Actor(1000, 1000, "anna"), Clock);
        using CockpitFile made = Session.Open(FileAccessMode.Create);
    }

    public string Folder { get; }

    public FakeClock Clock { get; } = new(Begin);

    public Session Session { get; }

    public string Spool => Path.Combine(Folder, "spool");

    public string[] Spooled(string kind) => Directory.Exists(Spool) ? [.. Directory.EnumerateFiles(Spool, $"*.{kind}").Order(StringComparer.Ordinal)] : [];

    public void SpoolChannel(string name = "spool") => ManageChannels.Set(Session, name, new ChannelWish(Spool: Spool, From: "cockpit@example.org", To: ["ops@example.org"]));

    public void MailChannel(int port, string name = "mail") => ManageChannels.Set(Session, name, new ChannelWish(Smtp: $"127.0.0.1:{port}", From: "cockpit@example.org", To: ["ops@example.org"], Tls: "none"));

    /// <summary>A notice with its first round, as the finder writes it.</summary>
    public void Say(string key, params string[] channels) => Session.Write(t =>
    {
        t.AddNotice(new NoticeDraft(key, NoticeKinds.Finished, "R1", $"{key} happened", "It did.", channels, 0, []), Session.Now);
        foreach (StoredNotice n in t.OpenNotices())
            foreach (DeliveryWish wish in NoticeRounds.Due(n.Draft, n.At, false, [], Session.Now)) t.AddDelivery(n.Id, wish, Session.Now);
        return true;
    });

    public SentNotices Deliver()
    {
        using var sender = new ChannelSender(Session);
        return SendDue.Run(Session, sender.Send, TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
