using Cockpit.Core.Automation;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Automation;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Store.Automation;
using NodaTime;
using NodaTime.Testing;

namespace Cockpit.Operations.Tests.Automation;

public sealed class AutomationTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static (Session Session, FakeClock Clock, Instant Opens) At(DemoFile demo, string more = "")
    {
        RejectRollout.Run(demo.Session, demo.Id, "not this one", null);
        var clock = new FakeClock(demo.Session.Now);
        var session = new Session(demo.Session.FilePath, DemoFile.Anna, clock);
        LocalTime start = clock.GetCurrentInstant().InUtc().TimeOfDay.PlusHours(12);
        ApplyPolicies.Run(session, $$"""
            windows:
              night: {zone: UTC, rule: FREQ=DAILY;INTERVAL=2, start: "{{start.Hour:00}}:00", duration: 4h}
            policies:
              web: {scope: role = web, priority: 60, windows: [night], autoPlan: 2, maxScanAge: 10d{{more}}}
            """, dryRun: false, prune: false);
        Occasion next = session.Read(t => AutoPlans.Near(PolicyBooks.Read(t), clock.GetCurrentInstant()))[0];
        return (session, clock, next.StartsAt);
    }

    private static List<RolloutLine> Drafts(Session session) => [.. ListRollouts.Run(session).Rollouts.Where(r => r.Name.StartsWith("web-", StringComparison.Ordinal))];

    [Fact]
    public void There_is_one_draft_for_an_opening_however_often_it_is_looked_for()
    {
        using var demo = new DemoFile();
        (Session session, FakeClock clock, Instant opens) = At(demo);
        new MakeDrafts().Run(session, Cancel);
        new MakeDrafts().Run(session, Cancel);
        clock.AdvanceHours(1);
        new MakeDrafts().Run(session, Cancel);
        RolloutLine draft = Assert.Single(Drafts(session), d => d.Name == $"web-{opens.InUtc().Date:uuuu-MM-dd}");
        Assert.Equal(RolloutPhase.Draft, draft.State);
    }

    [Fact]
    public void An_opening_whose_draft_nobody_approved_is_missed_with_the_reason_and_never_caught_up()
    {
        using var demo = new DemoFile();
        (Session session, FakeClock clock, Instant opens) = At(demo);
        new MakeDrafts().Run(session, Cancel);
        string id = Assert.Single(Drafts(session), d => d.Name == $"web-{opens.InUtc().Date:uuuu-MM-dd}").RolloutId;
        clock.Reset(opens + Duration.FromHours(5));
        new MakeDrafts().Run(session, Cancel);
        Assert.Equal(RolloutPhase.Expired, Assert.Single(ListRollouts.Run(session).Rollouts, r => r.RolloutId == id).State);
        AutoPlanRow missed = Assert.Single(session.Read(t => t.MissedAutoPlans(opens)));
        Assert.Equal($"{id} was not approved in time", missed.Reason);
        Assert.Equal("WRONG_STATE", Assert.Throws<Core.Errors.CockpitException>(() => ApproveRollout.Run(session, Id(id), "ab", null, null)).Fault.Code.Name);
    }

    [Fact]
    public void An_opening_during_which_no_worker_ran_is_missed_once()
    {
        using var demo = new DemoFile();
        (Session session, FakeClock clock, Instant opens) = At(demo);
        clock.Reset(opens + Duration.FromHours(5));
        new MakeDrafts().Run(session, Cancel);
        new MakeDrafts().Run(session, Cancel);
        Assert.Equal("no worker ran", Assert.Single(session.Read(t => t.MissedAutoPlans(opens))).Reason);
    }

    [Fact]
    public void The_last_approval_of_a_plan_that_starts_by_itself_schedules_it()
    {
        using var demo = new DemoFile();
        (Session session, _, Instant opens) = At(demo, ", autoStart: true");
        new MakeDrafts().Run(session, Cancel);
        string id = Assert.Single(Drafts(session), d => d.Name == $"web-{opens.InUtc().Date:uuuu-MM-dd}").RolloutId;
        PlannedRollout plan = ShowRollout.Plan(session, Id(id));
        Assert.True(plan.Approval!.AutoStart);
        RolloutView view = ApproveRollout.Run(session, Id(id), plan.Hash, null, null);
        Assert.Equal((RolloutPhase.Scheduled, opens), (view.State, view.OpensAt));
    }

    [Fact]
    public void Hosts_are_scanned_as_often_as_their_policy_says_also_where_the_last_scan_failed()
    {
        Instant now = Instant.FromUtc(2026, 11, 24, 12, 0);
        Duration day = Duration.FromDays(1);
        Assert.Equal(["never", "old", "future"], ScansDue.Of(
            [new("old", day, now - day), new("fresh", day, now - day + Duration.FromMinutes(1)), new("never", day, null), new("future", day, now + Duration.FromHours(1))], now).Order(StringComparer.Ordinal).OrderBy(h => h == "future").ThenBy(h => h));

        using var demo = new DemoFile();
        (Session session, FakeClock clock, _) = At(demo, ", scanEvery: 12h");
        Assert.Null(ScanDue.Run(session, Cancel));
        clock.AdvanceHours(12);
        Cockpit.Operations.Scans.ScanReport scan = ScanDue.Run(session, Cancel)!;
        Assert.All(scan.Hosts, h => Assert.StartsWith("web", h.Name, StringComparison.Ordinal));
        Assert.Null(ScanDue.Run(session, Cancel));
    }

    private static RolloutId Id(string text) => RolloutId.TryParse(text, out RolloutId id) ? id : throw new InvalidOperationException();
}
