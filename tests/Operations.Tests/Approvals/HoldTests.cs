using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Status;
using NodaTime;

namespace Cockpit.Operations.Tests.Approvals;

public sealed class HoldTests
{
    private static Instant InADay => SystemClock.Instance.GetCurrentInstant() + Duration.FromDays(1);

    private static PlannedRollout Plan(DemoFile demo) => PlanRollout.Run(
        demo.Session, new PlanWish(Scope.Parse("transport = simulated"), false, "always", RebootSetting.Never, PlanLimits.Default, null), null, TestContext.Current.CancellationToken);

    private static string Code(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    [Fact]
    public void A_held_host_and_a_held_update_are_left_out_of_plans_with_the_persons_name()
    {
        using var demo = new DemoFile();
        PlannedRollout before = Plan(demo);
        PlannedHost[] hosts = [.. before.Rings.SelectMany(r => r.Hosts).Where(h => h.Updates.Count > 1).Take(2)];
        string held = hosts[1].Updates[0].Name;
        HoldHost.Run(demo.Session, hosts[0].Name, null, InADay, "its disks are replaced", expectedOff: false);
        HostHolds holds = HoldHost.Run(demo.Session, hosts[1].Name, held, InADay, "vendor tests it", expectedOff: false);
        Assert.Equal((held, "anna", "vendor tests it"), (holds.Holds[0].Update, holds.Holds[0].By, holds.Holds[0].Reason));
        Assert.Equal(held, Assert.Single(ShowHost.Run(demo.Session, hosts[1].Name).Holds).Update);

        PlannedRollout after = Plan(demo);
        LeftOutHost whole = Assert.Single(after.Excluded, e => e.Code == "HOST_HELD");
        Assert.Equal(hosts[0].Name, whole.Host);
        Assert.Contains("anna holds it until", whole.Reason, StringComparison.Ordinal);
        Assert.Contains(after.Excluded, e => e.Host == hosts[1].Name && e.Code == "UPDATE_HELD" && e.Reason.StartsWith($"{held} ", StringComparison.Ordinal) && e.Reason.Contains("is held by anna until", StringComparison.Ordinal));
        Assert.DoesNotContain(after.Rings.SelectMany(r => r.Hosts), h => h.Name == hosts[0].Name || (h.Name == hosts[1].Name && h.Updates.Any(u => u.Name == held)));
    }

    [Fact]
    public void A_hold_made_after_the_plan_keeps_its_host_from_starting_whole_and_the_host_goes_on_once_it_is_lifted()
    {
        using var demo = new DemoFile();
        PlannedHost host = demo.Made.Plan.Rings[0].Hosts[0];
        HoldHost.Run(demo.Session, host.Name, host.Updates[0].Name, InADay, "seen it fail in dev", expectedOff: false);
        demo.Start();
        demo.Work();
        HostView there = demo.View.Rings[0].Hosts.Single(h => h.Name == host.Name);
        Assert.Equal((HostPhase.Waiting, "UPDATE_HELD", 0), (there.State, there.Code, there.Attempt));
        Assert.Contains("is held by anna until", there.Message, StringComparison.Ordinal);
        Assert.NotNull(there.WaitingUntil);
        Assert.Contains(demo.View.WaitingFor, w => w.What.Contains("the hold on one of its updates", StringComparison.Ordinal));

        HoldHost.Lift(demo.Session, host.Name, host.Updates[0].Name, null);
        demo.Work();
        Assert.Equal(HostPhase.Succeeded, demo.View.Rings[0].Hosts.Single(h => h.Name == host.Name).State);
    }

    [Fact]
    public void A_hold_ends_by_itself()
    {
        using var demo = new DemoFile();
        string host = demo.Made.Plan.Rings[0].Hosts[0].Name;
        HoldHost.Run(demo.Session, host, null, InADay, "moved", expectedOff: false);
        var later = new Session(demo.Session.FilePath, DemoFile.Anna, new ClockAt(InADay + Duration.FromSeconds(1)));
        Assert.Empty(ShowHost.Run(later, host).Holds);
        Assert.Equal("HOLD_UNKNOWN", Code(() => HoldHost.Lift(later, host, null, null)));
        HostHolds again = HoldHost.Run(later, host, null, InADay + Duration.FromDays(2), "moved again", expectedOff: false);
        Assert.Equal("moved again", Assert.Single(again.Holds).Reason);
    }

    [Fact]
    public void What_is_wrong_with_a_hold_is_said_and_nothing_is_held()
    {
        using var demo = new DemoFile();
        string host = demo.Made.Plan.Rings[0].Hosts[0].Name;
        Assert.Equal("HOLD_INVALID", Code(() => HoldHost.Run(demo.Session, host, null, InADay, " ", false)));
        Assert.Equal("HOLD_INVALID", Code(() => HoldHost.Run(demo.Session, host, null, InADay - Duration.FromDays(2), "late", false)));
        Assert.Equal("HOLD_INVALID", Code(() => HoldHost.Run(demo.Session, host, null, InADay + Duration.FromDays(400), "forgotten", false)));
        Assert.Equal("HOLD_INVALID", Code(() => HoldHost.Run(demo.Session, host, null, InADay, "two\nlines", false)));
        Assert.Equal("UPDATE_UNKNOWN", Code(() => HoldHost.Run(demo.Session, host, "no-such-package", InADay, "r", false)));
        Assert.Equal("HOST_UNKNOWN", Code(() => HoldHost.Run(demo.Session, "nobody-here", null, InADay, "r", false)));
        Assert.Empty(ShowHost.Run(demo.Session, host).Holds);
    }
}
