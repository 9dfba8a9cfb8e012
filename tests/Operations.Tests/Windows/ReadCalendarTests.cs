using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Calendars;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Windows;
using NodaTime;

namespace Cockpit.Operations.Tests.Windows;

/// <summary>The calendar of a demo's fleet under a policy with windows.</summary>
public sealed class ReadCalendarTests
{
    private const string Policy = """
        policies:
          web:
            scope: role = web
            priority: 60
            extends: dev
            windows: [far]
        """;

    private static CalendarPicture Picture(Session session) => ReadCalendar.Run(session, session.Now - Duration.FromDays(8), session.Now + Duration.FromDays(20));

    private static PlannedRollout Plan(DemoFile demo)
    {
        // Two days ahead at noon of UTC: closed now, whenever the test runs.
        LocalDate day = demo.Session.Now.InUtc().Date.PlusDays(2);
        SetWindow.Run(demo.Session, "far", new WindowFields("UTC", "FREQ=DAILY;INTERVAL=2", new LocalTime(12, 0), Duration.FromHours(3), Duration.FromMinutes(30), From: day));
        ApplyPolicies.Run(demo.Session, Policy, dryRun: false, prune: false);
        return PlanRollout.Run(demo.Session, new PlanWish(Scope.Everything, false, null, null, PlanLimits.Default, "webs") { Policy = "web" }, null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_submitted_rollout_is_expected_in_the_next_opening_of_its_policys_window_and_a_draft_is_not()
    {
        using var demo = new DemoFile();
        PlannedRollout plan = Plan(demo);
        WindowInUse window = Assert.Single(Picture(demo.Session).Windows);
        Assert.Equal(["web"], window.Policies);
        Assert.Equal(plan.Hosts + plan.Excluded.Count, window.Hosts);
        Assert.All(window.Openings.Zip(window.Next), p => Assert.Equal(p.First.StartsAt + Duration.FromDays(2), p.Second!.StartsAt));
        Assert.DoesNotContain(Picture(demo.Session).Runs, r => r.RolloutId == plan.RolloutId);

        Assert.True(Core.Ids.RolloutId.TryParse(plan.RolloutId, out var id));
        ApproveRollout.Run(demo.Session, id, plan.Hash, null, null);
        CalendarRun run = Assert.Single(Picture(demo.Session).Runs, r => r.RolloutId == plan.RolloutId);
        Assert.Equal((window.Openings[0].StartsAt, plan.Hosts, null), (run.StartsAt, run.Hosts, run.OverSince));
        Assert.True(run.EndsAt >= run.StartsAt + AssumedDurations.OfHost(RebootSetting.Never));
        Assert.Equal(["far"], run.Windows);

        AddFreeze.Run(demo.Session, "all", null, NodaTime.Text.InstantPattern.ExtendedIso.Format(window.Openings[0].EndsAt), null, null, "r");
        Assert.Equal(window.Openings[1].StartsAt, Assert.Single(Picture(demo.Session).Runs, r => r.RolloutId == plan.RolloutId).StartsAt);
        Assert.Equal("all", Assert.Single(Picture(demo.Session).Freezes).Name);
    }

    [Fact]
    public void A_hosts_next_windows_are_those_of_its_policy_with_the_freezes_that_bind_it()
    {
        using var demo = new DemoFile();
        PlannedRollout plan = Plan(demo);
        string host = plan.Rings[0].Hosts[0].Name;
        NextWindowList next = NextWindows.Run(demo.Session, null, host, 3, null);
        Assert.Equal((host, "web", null), (next.Host, next.Policy, next.Note));
        Assert.Equal(["far", "far", "far"], next.NextWindows.Select(o => o.Window));
        AddFreeze.Run(demo.Session, "web-only", null, NodaTime.Text.InstantPattern.ExtendedIso.Format(next.NextWindows[0].StartsAt + Duration.FromHours(1)), null, "role = web", "r");
        AddFreeze.Run(demo.Session, "others", null, NodaTime.Text.InstantPattern.ExtendedIso.Format(next.NextWindows[2].EndsAt), null, "role = none", "r");
        Assert.Equal(["frozen in part by web-only", null, null], NextWindows.Run(demo.Session, null, host, 3, null).NextWindows.Select(o => o.Frozen));
        SetWindow.Run(demo.Session, "other", new WindowFields("UTC", "FREQ=DAILY", new LocalTime(12, 0), Duration.FromHours(3)));
        Assert.Contains("does not give", NextWindows.Run(demo.Session, "other", host, 3, null).Note, StringComparison.Ordinal);
    }
}
