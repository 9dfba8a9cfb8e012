using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Updates;
using NodaTime;

namespace Cockpit.Operations.Tests.Approvals;

public sealed class UpdateDecisionTests
{
    private static UpdateWish Wish(string name, string? version = null, string? scope = null, string? ticket = "CHG-4711", string? reason = null, Instant? until = null, params CheckTick[] ticks) =>
        new(name, version, scope is null ? null : Scope.Parse(scope), ticks, ticket, reason, until);

    private static PlannedRollout Plan(DemoFile demo) => PlanRollout.Run(
        demo.Session, new PlanWish(Scope.Parse("transport = simulated"), false, "always", RebootSetting.Never, PlanLimits.Default, null), null, TestContext.Current.CancellationToken);

    private static UpdateLine Line(DemoFile demo, string name) => ListUpdates.Run(demo.Session, null, false, 10_000).Updates.First(u => u.Update == name);

    private static string Code(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    /// <summary>The source of an update that the first planned host is to get, with the host's name.</summary>
    private static (string Host, string Package, string Source) Planned(DemoFile demo)
    {
        PlannedHost host = demo.Made.Plan.Rings[0].Hosts[0];
        string package = host.Updates[0].Name;
        return (host.Name, package, ShowUpdate.Run(demo.Session, package).Update);
    }

    [Fact]
    public void An_approval_is_listed_with_its_ticket_and_shown_host_by_host()
    {
        using var demo = new DemoFile();
        var (_, package, source) = Planned(demo);
        Assert.Equal(UpdateVerdictState.Undecided, Line(demo, source).Decision!.State);
        DecidedUpdate done = DecideUpdate.Approve(demo.Session, Wish(package, ticks: new CheckTick(CheckKind.Security, "DSA-6104")));
        Assert.Equal((source, "approved"), (done.Update, done.Decision));
        UpdateLine line = Line(demo, source);
        Assert.Equal((UpdateVerdictState.Approved, "anna", "CHG-4711"), (line.Decision!.State, line.Decision.By, line.Decision.Ticket));
        Assert.Equal(line.PendingHosts, line.Decision.Approved);
        Assert.Equal("DSA-6104", Assert.Single(line.Checks).Note);
        UpdatePage page = ShowUpdate.Run(demo.Session, source);
        Assert.All(page.Hosts, h => Assert.Equal(UpdateVerdictState.Approved, h.Decision!.State));
        Assert.NotEmpty(Assert.Single(page.Words).Versions);
        Assert.Contains(ListAudit.Run(demo.Session, 5).Events, e => e.What == "approved it, CHG-4711" && e.Subject == source);
    }

    [Fact]
    public void A_rejected_update_is_left_out_of_plans_with_the_persons_name_and_no_approval_counts_beside_it()
    {
        using var demo = new DemoFile();
        var (host, package, source) = Planned(demo);
        DecideUpdate.Reject(demo.Session, Wish(package, reason: "breaks the runners"));
        PlannedRollout plan = Plan(demo);
        Assert.Contains(plan.Excluded, e => e.Host == host && e.Code == "UPDATE_REJECTED" && e.Reason.Contains("rejected by anna, CHG-4711: breaks the runners", StringComparison.Ordinal));
        Assert.DoesNotContain(plan.Rings.SelectMany(r => r.Hosts).SelectMany(h => h.Updates.Select(u => u.Name).Concat(h.AlsoChanged.Select(c => c.Name))), n => n == package);
        Assert.Equal("UPDATE_REJECTED", Code(() => DecideUpdate.Approve(demo.Session, Wish(source))));

        Assert.Equal(1, DecideUpdate.Lift(demo.Session, package, null, "fixed").Lifted);
        Assert.Equal(UpdateVerdictState.Undecided, Line(demo, source).Decision!.State);
        Assert.Equal("DECISION_UNKNOWN", Code(() => DecideUpdate.Lift(demo.Session, package, null, null)));
        Assert.DoesNotContain(Plan(demo).Excluded, e => e.Code == "UPDATE_REJECTED");
    }

    [Fact]
    public void A_rejection_after_the_plan_stops_its_hosts_whole_and_never_makes_their_updates_fewer()
    {
        using var demo = new DemoFile();
        var (host, package, _) = Planned(demo);
        string hash = demo.View.Hash;
        DecideUpdate.Reject(demo.Session, Wish(package));
        demo.Start();
        demo.Work();
        HostView there = demo.View.Rings[0].Hosts.Single(h => h.Name == host);
        Assert.Equal((HostPhase.Waiting, "REJECTED_SINCE", hash), (there.State, there.Code, demo.View.Hash));
        Assert.Contains("rejected by anna", there.Message, StringComparison.Ordinal);
        DecideUpdate.Lift(demo.Session, package, null, null);
        demo.Work();
        Assert.Equal(HostPhase.Succeeded, demo.View.Rings[0].Hosts.Single(h => h.Name == host).State);
    }

    [Fact]
    public void A_decision_for_a_scope_is_about_its_members_alone()
    {
        using var demo = new DemoFile();
        UpdateLine wide = ListUpdates.Run(demo.Session, null, false, 10_000).Updates.First(u => u.PendingHosts > 2);
        string one = ShowUpdate.Run(demo.Session, wide.Update).Hosts.First(h => h.Version == wide.Version).Host;
        DecidedUpdate done = DecideUpdate.Approve(demo.Session, Wish(wide.Update, scope: $"name = \"{one}\""));
        Assert.Equal(1, done.Hosts);
        UpdateStanding standing = Line(demo, wide.Update).Decision!;
        Assert.Equal((UpdateVerdictState.Undecided, 1), (standing.State, standing.Approved));
        Assert.Equal([one], ShowUpdate.Run(demo.Session, wide.Update).Hosts.Where(h => h.Decision!.State is UpdateVerdictState.Approved).Select(h => h.Host));
    }

    [Fact]
    public void A_deferral_ends_with_its_day()
    {
        using var demo = new DemoFile();
        var (_, _, source) = Planned(demo);
        Instant until = demo.Session.Now + Duration.FromDays(2);
        DecideUpdate.Defer(demo.Session, Wish(source, until: until));
        Assert.Equal((UpdateVerdictState.Deferred, until.ToUnixTimeSeconds()), (Line(demo, source).Decision!.State, Line(demo, source).Decision!.Until!.Value.ToUnixTimeSeconds()));
        var later = new Session(demo.Session.FilePath, DemoFile.Anna, new ClockAt(until));
        Assert.Equal(UpdateVerdictState.Undecided, ListUpdates.Run(later, null, false, 10_000).Updates.First(u => u.Update == source).Decision!.State);
    }

    [Fact]
    public void Several_people_tick_checks_off_each_under_their_own_name()
    {
        using var demo = new DemoFile();
        var (_, _, source) = Planned(demo);
        var ben = new Session(demo.Session.FilePath, new Core.Ids.Actor(1001, 1001, "ben"), demo.Session.Clock);
        DecideUpdate.Check(demo.Session, source, null, [new CheckTick(CheckKind.Security, "none exploited")]);
        UpdatePage page = DecideUpdate.Check(ben, source, null, [new CheckTick(CheckKind.Stability, "8 days in dev"), new CheckTick(CheckKind.Performance, "as before")]);
        Assert.All(page.Versions, v => Assert.Equal(["Security anna", "Stability ben", "Performance ben"], v.Checks.Select(c => $"{c.Kind} {c.By}")));
    }

    [Fact]
    public void What_is_wrong_with_a_decision_is_said_and_nothing_is_decided_or_ticked()
    {
        using var demo = new DemoFile();
        var (_, _, source) = Planned(demo);
        Assert.Equal("DECISION_INVALID", Code(() => DecideUpdate.Approve(demo.Session, Wish(source, ticket: null, ticks: new CheckTick(CheckKind.Security, "seen")))));
        Assert.Equal("DECISION_INVALID", Code(() => DecideUpdate.Approve(demo.Session, Wish(source, ticks: [new CheckTick(CheckKind.Security, "seen"), new CheckTick(CheckKind.Stability, "two\nlines")]))));
        Assert.Equal("DECISION_INVALID", Code(() => DecideUpdate.Defer(demo.Session, Wish(source))));
        Assert.Equal("DECISION_INVALID", Code(() => DecideUpdate.Reject(demo.Session, Wish(source, Line(demo, source).Version))));
        Assert.Equal("UPDATE_UNKNOWN", Code(() => DecideUpdate.Approve(demo.Session, Wish("no-such-package"))));
        Assert.Equal("UPDATE_UNKNOWN", Code(() => DecideUpdate.Approve(demo.Session, Wish(source, "0.0.0"))));
        Assert.Empty(ShowUpdate.Run(demo.Session, source).Words);
        Assert.Empty(Line(demo, source).Checks);
    }
}
