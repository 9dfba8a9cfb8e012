using Cockpit.Core.Errors;
using Cockpit.Core.Notices;
using Cockpit.Operations.Notices;
using Cockpit.Store.Notices;
using NodaTime;

namespace Cockpit.Operations.Tests.Notices;

/// <summary>What is in the outbox leaves at least once, is tried again at its times, and is shown while it could not leave.</summary>
public sealed class OutboxTests
{
    [Fact]
    public void A_real_mail_server_takes_the_mail()
    {
        using var server = new MailServer("take");
        using var file = new NoticeFile();
        file.MailChannel(server.Port);
        file.Say("R1/ended", "mail");
        Assert.Equal(new SentNotices(1, 0), file.Deliver());
        TakenMail mail = server.Next();
        Assert.Equal(("cockpit@example.org", "ops@example.org"), (mail.From, Assert.Single(mail.To)));
        Assert.Equal("[cockpit] R1/ended happened", mail.Header("Subject"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Contains("It did.", mail.Data, StringComparison.Ordinal);
        Assert.Equal(new SentNotices(0, 0), file.Deliver());
        Assert.Equal(1, Assert.Single(ManageNotices.List(file.Session).Notices).Sent);
    }

    [Fact]
    public void A_crash_between_sending_and_marking_sends_again_under_the_same_Message_ID()
    {
        using var server = new MailServer("take");
        using var file = new NoticeFile();
        file.MailChannel(server.Port);
        file.Say("R1/ended", "mail");
        using var sender = new ChannelSender(file.Session);
        // As if the process died after the server's answer: what is thrown here is what nothing catches on the way to the mark.
        Assert.Throws<CockpitException>(() => SendDue.Run(file.Session, (channel, parcel, stop) =>
        {
            Assert.Null(sender.Send(channel, parcel, stop));
            throw new CockpitException(FileErrors.FileLocked.Because("The machine is gone."));
        }, TestContext.Current.CancellationToken));
        string first = server.Next().Header("Message-ID");
        Assert.Equal(new SentNotices(0, 0), file.Deliver());
        file.Clock.Advance(SendDue.InHand);
        Assert.Equal(new SentNotices(1, 0), file.Deliver());
        Assert.Equal(first, server.Next().Header("Message-ID"));
        Assert.Matches(@"^<n1\.1@[0-9a-f-]{36}>$", first);
        Assert.Equal([null, "sent"], file.Session.Read(t => t.TriesOf(1).Select(x => x.Outcome).ToArray()));
    }

    [Fact]
    public void What_is_refused_is_tried_again_at_its_times_until_it_is_given_up_and_is_shown()
    {
        using var server = new MailServer("later");
        using var file = new NoticeFile();
        file.MailChannel(server.Port);
        file.Say("R1/ended", "mail");
        var tries = new List<Duration>();
        while (file.Session.Read(t => t.NextDeliveryAt()) is { } next)
        {
            if (next > file.Clock.GetCurrentInstant()) file.Clock.Reset(next);
            tries.Add(file.Clock.GetCurrentInstant() - NoticeFile.Begin);
            Assert.Equal(new SentNotices(0, 1), file.Deliver());
            UndeliveredLine shown = Assert.Single(ManageNotices.List(file.Session).Undelivered);
            Assert.Equal("127.0.0.1 refused it: 451 4.3.0 try later", shown.Why);
            Assert.Equal(tries.Count, shown.Tries);
            Assert.Equal(tries.Count, shown.Log.Count);
        }
        Assert.Equal([0, 1, 6, 36, 156, 516, 876], tries.Take(7).Select(d => (int)d.TotalMinutes));
        Assert.InRange(tries[^1], Duration.FromDays(6) + Duration.FromHours(18), RetryTimes.GivenUpAfter);
        Assert.Null(Assert.Single(ManageNotices.List(file.Session).Undelivered).NextAt);
    }

    [Fact]
    public void What_a_server_says_cannot_colour_a_terminal()
    {
        using var server = new MailServer("never");
        using var file = new NoticeFile();
        file.MailChannel(server.Port);
        TestedChannel tested = ManageChannels.Test(file.Session, "mail", TestContext.Current.CancellationToken);
        Assert.False(tested.Sent);
        Assert.StartsWith("127.0.0.1 refused it: 550 5.1.1 nobody ", tested.Why, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', tested.Why!);
    }

    [Fact]
    public void A_server_that_hangs_is_left_in_time_and_keeps_no_other_channel_waiting()
    {
        using var server = new MailServer("hang");
        using var file = new NoticeFile();
        file.MailChannel(server.Port);
        file.SpoolChannel();
        file.Say("R1/ended", "mail", "spool");
        using var sender = new ChannelSender(file.Session) { Bound = TimeSpan.FromSeconds(1) };
        Assert.Equal(new SentNotices(1, 1), SendDue.Run(file.Session, sender.Send, TestContext.Current.CancellationToken));
        Assert.Single(file.Spooled("eml"));
        Assert.Equal("127.0.0.1 took too long", Assert.Single(ManageNotices.List(file.Session).Undelivered).Why);
    }

    [Fact]
    public void A_dead_server_is_asked_once_for_many_notices()
    {
        using var file = new NoticeFile();
        file.MailChannel(1);
        for (int i = 0; i < 5; i++) file.Say($"R{i}/ended", "mail");
        Assert.Equal(new SentNotices(0, 1), file.Deliver());
        Assert.Equal(new SentNotices(0, 0), file.Deliver());
    }

    [Theory]
    [InlineData("starttls")]
    [InlineData("tls")]
    public void A_password_goes_over_TLS_under_an_authority_of_ones_own(string mode)
    {
        using var file = new NoticeFile();
        (string certificate, string key) = OwnCertificate.Write(file.Folder, "localhost");
        using var server = new MailServer(mode, certificate, key);
        var wish = new ChannelWish(Smtp: $"localhost:{server.Port}", From: "cockpit@example.org", To: ["ops@example.org"], Tls: mode, User: "cockpit", Secret: "command:echo right");
        ManageChannels.Set(file.Session, "mail", wish);
        Assert.Equal("localhost has no certificate that counts here", ManageChannels.Test(file.Session, "mail", TestContext.Current.CancellationToken).Why);
        ManageChannels.Set(file.Session, "mail", wish with { Ca = certificate });
        Assert.Null(ManageChannels.Test(file.Session, "mail", TestContext.Current.CancellationToken).Why);
        Assert.True(server.Next().Tls);
        ManageChannels.Set(file.Session, "mail", wish with { Ca = certificate, Secret = "command:echo wrong" });
        Assert.False(ManageChannels.Test(file.Session, "mail", TestContext.Current.CancellationToken).Sent);
    }

    [Fact]
    public void A_server_without_TLS_is_given_nothing_where_TLS_was_asked_for()
    {
        using var server = new MailServer("take");
        using var file = new NoticeFile();
        ManageChannels.Set(file.Session, "mail", new ChannelWish(Smtp: $"127.0.0.1:{server.Port}", From: "cockpit@example.org", To: ["ops@example.org"]));
        Assert.False(ManageChannels.Test(file.Session, "mail", TestContext.Current.CancellationToken).Sent);
    }

    [Fact]
    public void A_removed_channel_drops_what_waited_for_it()
    {
        using var file = new NoticeFile();
        file.MailChannel(1);
        file.Say("R1/ended", "mail");
        file.Deliver();
        ManageChannels.Remove(file.Session, "MAIL");
        Assert.Null(file.Session.Read(t => t.NextDeliveryAt()));
        Assert.Equal("CHANNEL_UNKNOWN", Assert.Throws<CockpitException>(() => ManageChannels.Remove(file.Session, "mail")).Fault.Code.Name);
    }
}
