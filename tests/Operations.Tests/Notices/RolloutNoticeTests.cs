using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Notices;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Notices;
using Cockpit.Operations.Rollouts;
using Cockpit.Store;
using Cockpit.Store.Notices;
using NodaTime;
using NodaTime.Testing;

namespace Cockpit.Operations.Tests.Notices;

/// <summary>A real rollout in a demo's file, and what people are told of it.</summary>
public sealed class RolloutNoticeTests
{
    [Fact]
    public void The_worker_tells_of_a_rollout_that_started_and_ended()
    {
        using var demo = new DemoFile();
        string spool = Path.Combine(Path.GetDirectoryName(demo.Session.FilePath)!, "spool");
        ManageChannels.Set(demo.Session, "spool", new ChannelWish(Spool: spool, From: "cockpit@example.org", To: ["ops@example.org"]));
        demo.Start();
        demo.Work();
        string[] titles = [.. Directory.EnumerateFiles(spool, "*.eml").Select(f => File.ReadLines(f).First(l => l.StartsWith("Subject: ", StringComparison.Ordinal)))];
        Assert.Contains(titles, t => t.Contains($"{demo.Id} started", StringComparison.Ordinal));
        Assert.Empty(ManageNotices.List(demo.Session).Undelivered);
        RolloutView view = demo.View;
        if (view.State is RolloutPhase.Completed) Assert.Contains(titles, t => t.Contains($"{demo.Id} finished", StringComparison.Ordinal));
        else Assert.Contains(ManageNotices.List(demo.Session).Notices, n => n.Open);
        // Nothing of it is told twice.
        Assert.Equal(titles.Length, titles.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_lost_host_is_said_again_until_somebody_acknowledges_it()
    {
        using var demo = new DemoFile();
        ManageChannels.Set(demo.Session, "spool", new ChannelWish(Spool: "/nowhere", From: "cockpit@example.org", To: ["ops@example.org"]));
        Instant now = demo.Session.Now;
        long id = demo.Session.Write(t =>
        {
            t.AddNotice(new NoticeDraft("R9/lost/1/1", NoticeKinds.Test, "web1", "web1 is LOST", "", ["spool"], 1_800, [new Escalation("Ben", "ben@example.org", 3_600)]), now);
            return t.OpenNotices().Single().Id;
        });
        using CockpitFile file = demo.Session.Open(FileAccessMode.Write);
        Look(now);
        Look(now + Duration.FromMinutes(10));
        Assert.Single(Ways());
        Look(now + Duration.FromMinutes(61));
        Assert.Equal(["", "", "ben@example.org"], Ways().Select(d => d.Recipient));
        NoticeLine seen = ManageNotices.Acknowledge(demo.Session, id);
        Assert.Equal((false, "anna", 1), (seen.Open, seen.AckedBy, seen.Waiting));
        Look(now + Duration.FromDays(2));
        Assert.Equal(3, Ways().Count);
        Assert.Equal("NOTICE_UNKNOWN", Assert.Throws<CockpitException>(() => ManageNotices.Acknowledge(demo.Session, 999)).Fault.Code.Name);

        void Look(Instant at) => FindNotices.Run(file, at, whole: true);
        List<StoredDelivery> Ways() => file.Read(t => t.DeliveriesOf(id));
    }
}
