using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Windows;
using NodaTime;

namespace Cockpit.Operations.Tests.Policies;

/// <summary>What policies, windows and freezes make of plans and rollouts in a file.</summary>
public sealed class PolicyRolloutTests
{
    private const string Night = """
        windows:
          night: {zone: UTC, rule: FREQ=DAILY, start: "22:00", duration: 4h, cutoff: 30m}
        policies:
          web: {scope: role = web, priority: 60, windows: [night], updates: {classes: [security]}}
          db: {scope: role = db, priority: 60, windows: [night], reboot: never, updates: {exclude: ["libssl*"]}}
        """;

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static PlannedRollout Plan(Session session, string? policy, string? window = null, string scope = "transport = simulated") =>
        PlanRollout.Run(session, new PlanWish(policy is null ? Scope.Parse(scope) : Scope.Everything, false, window, null, PlanLimits.Default, null) { Policy = policy }, null, Cancel);

    private static string Code(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    private static Instant Next(Session session, int hour) => (session.Now.InUtc().Date + new LocalTime(hour, 0)).InUtc().ToInstant() is var at && at > session.Now ? at : at + Duration.FromDays(1);

    private static void Free(DemoFile demo) => RejectRollout.Run(demo.Session, demo.Id, "not this one", null);

    [Fact]
    public void A_plan_of_a_policy_has_its_hosts_its_updates_its_reboot_setting_and_its_windows_in_the_hash()
    {
        using var demo = new DemoFile();
        Free(demo);
        ApplyPolicies.Run(demo.Session, Night, dryRun: false, prune: false);
        PlannedRollout web = Plan(demo.Session, "web"), db = Plan(demo.Session, "db");
        Assert.All(web.Rings.SelectMany(r => r.Hosts), h => Assert.StartsWith("web", h.Name, StringComparison.Ordinal));
        Assert.All(web.Rings.SelectMany(r => r.Hosts).SelectMany(h => h.Updates), u => Assert.Equal(Core.Hosts.UpdateClass.Security, u.Class));
        Assert.DoesNotContain(db.Rings.SelectMany(r => r.Hosts).SelectMany(h => h.Updates), u => u.Name.StartsWith("libssl", StringComparison.Ordinal));
        Assert.All(db.Rings.SelectMany(r => r.Hosts), h => Assert.Equal(RebootSetting.Never, h.Reboot));
        Assert.Equal(("web", 1, "night"), (web.Policies[0].Name, web.Policies[0].Version, web.Policies[0].Windows[0].Name));
        string before = web.Hash;
        RejectRollout.Run(demo.Session, Id(web), "anew", null);
        ApplyPolicies.Run(demo.Session, Night.Replace("duration: 4h", "duration: 5h", StringComparison.Ordinal), dryRun: false, prune: false);
        Assert.NotEqual(before, Plan(demo.Session, "web").Hash);
    }

    [Fact]
    public void Hosts_without_a_policy_and_hosts_on_which_two_tie_are_left_out_by_name()
    {
        using var demo = new DemoFile();
        Free(demo);
        ApplyPolicies.Run(demo.Session, Night, dryRun: false, prune: false);
        SetHost.Run(demo.Session, "web-01", new Core.Hosts.Editing.HostFields(new Dictionary<string, string> { [Core.Hosts.Editing.HostFields.Role] = "db" }, [], []));
        PlannedRollout plan = Plan(demo.Session, null);
        Assert.Contains(plan.Excluded, e => e.Code == "UNMANAGED" && e.Host.StartsWith("app", StringComparison.Ordinal));
        Assert.Equal(["db", "web"], plan.Policies.Select(p => p.Name));
        Assert.Contains(plan.Rings.SelectMany(r => r.Hosts), h => h.Name == "web-01" && h.Reboot == RebootSetting.Never);
    }

    [Fact]
    public void Equal_priorities_on_a_host_are_refused_with_the_names_and_nothing_is_changed()
    {
        using var demo = new DemoFile();
        ApplyPolicies.Run(demo.Session, Night, dryRun: false, prune: false);
        string tie = Night.Replace("db: {scope: role = db", "db: {scope: 'role in (db, web)'", StringComparison.Ordinal);
        Fault fault = Assert.Throws<CockpitException>(() => ApplyPolicies.Run(demo.Session, tie, dryRun: false, prune: false)).Fault;
        Assert.Equal("POLICY_CONFLICT", fault.Code.Name);
        Assert.Contains("db and web would tie on web-01", fault.What, StringComparison.Ordinal);
        Assert.Equal(1, ShowPolicies.Run(demo.Session, "db", null).Version);
        Assert.NotEmpty(ApplyPolicies.Run(demo.Session, tie, dryRun: true, prune: false).Impact.NewConflicts);
        Assert.Equal(1, ShowPolicies.Run(demo.Session, "db", null).Version);
    }

    [Fact]
    public void A_scope_that_would_make_policies_tie_is_refused_as_a_file_of_policies_would_be()
    {
        using var demo = new DemoFile();
        Operations.Scopes.SetScope.Run(demo.Session, "databases", "role = db");
        ApplyPolicies.Run(demo.Session, Night.Replace("scope: role = db", "scope: databases", StringComparison.Ordinal), dryRun: false, prune: false);
        Assert.Equal("POLICY_CONFLICT", Code(() => Operations.Scopes.SetScope.Run(demo.Session, "databases", "role in (db, web)")));
        Assert.Equal(["db", "web"], ShowPolicies.List(demo.Session).Policies.Select(p => p.Name));
        Assert.Equal(0, ShowPolicies.List(demo.Session).InConflict);
    }

    [Fact]
    public void In_a_file_without_policies_every_host_is_unmanaged_and_says_so()
    {
        using var demo = new DemoFile();
        Assert.All(ListHosts.Run(demo.Session, Scope.Everything).Hosts, h => Assert.Equal((Core.Policies.PolicyStatus.Unmanaged, null, null), (h.PolicyStatus, h.Policy, h.Ring)));
        ApplyPolicies.Run(demo.Session, Night, dryRun: false, prune: false);
        Assert.All(ListHosts.Run(demo.Session, Scope.Everything).Hosts, h => Assert.Equal(h.Policy is not null, h.PolicyStatus is Core.Policies.PolicyStatus.Managed));
    }

    [Fact]
    public void Outside_the_window_now_is_refused_and_a_start_waits_for_it_and_runs_in_it_and_nothing_runs_after_it()
    {
        using var demo = new DemoFile();
        Free(demo);
        var clock = new ShiftedClock();
        clock.Reset(Next(demo.Session, 20));
        var session = new Session(demo.Session.FilePath, DemoFile.Anna, clock);
        ApplyPolicies.Run(session, Night.Replace("updates: {classes: [security]}", "maxScanAge: 3d, updates: {classes: [security]}", StringComparison.Ordinal), dryRun: false, prune: false);
        PlannedRollout plan = Plan(session, "web");
        ApproveRollout.Run(session, Id(plan), plan.Hash, null, null);
        Assert.Equal("WINDOW_CLOSED", Code(() => StartRollout.Run(session, Id(plan), now: true, null, _ => null)));
        RolloutView scheduled = StartRollout.Run(session, Id(plan), now: false, null, _ => null).Rollout;
        Instant opens = Next(session, 22);
        Assert.Equal((RolloutPhase.Scheduled, opens, opens), (scheduled.State, scheduled.WaitingFor[0].Until, scheduled.OpensAt));
        Work(session);
        Assert.Equal(RolloutPhase.Scheduled, ShowRollout.Run(session, Id(plan)).State);

        clock.Reset(opens + Duration.FromSeconds(1));
        RolloutView open = ShowRollout.Run(session, Id(plan));
        Assert.Equal((opens + Duration.FromHours(4), opens + Duration.FromMinutes(190)), (open.WindowEndsAt, open.LastSafeStartAt));
        Work(session);
        Assert.True(ShowRollout.Run(session, Id(plan)).Counts.Succeeded > 0);
    }

    [Fact]
    public void A_freeze_refuses_a_start_by_hand_and_two_words_pass_it()
    {
        using var demo = new DemoFile();
        AddFreeze.Run(demo.Session, "year-end", $"{demo.Session.Now - Duration.FromHours(1)}", $"{demo.Session.Now + Duration.FromDays(1)}", null, null, "books are closed");
        Assert.Equal("FROZEN", Code(() => StartRollout.Run(demo.Session, demo.Id, now: false, null, _ => null)));
        Assert.Equal("FROZEN", Code(() => StartRollout.Run(demo.Session, demo.Id, now: true, null, _ => null)));
        Assert.Equal(RolloutPhase.Approved, demo.View.State);
        StartRollout.Run(demo.Session, demo.Id, now: true, null, _ => null, breakGlass: "exploited in the wild");
        demo.Work();
        Assert.True(demo.View.Counts.Succeeded > 0);
    }

    [Fact]
    public void A_window_that_was_narrowed_since_holds_a_scheduled_rollout_and_a_policy_that_is_gone_stops_it()
    {
        using var demo = new DemoFile();
        Free(demo);
        string always = """
            policies:
              web: {scope: role = web, priority: 60, windows: always}
            """;
        ApplyPolicies.Run(demo.Session, always, dryRun: false, prune: false);
        PlannedRollout plan = Plan(demo.Session, "web");
        Assert.Equal("always", plan.Window);
        ApproveRollout.Run(demo.Session, Id(plan), plan.Hash, null, null);
        LocalTime later = demo.Session.Now.InUtc().TimeOfDay.PlusHours(3);
        ApplyPolicies.Run(demo.Session, $$"""
            windows:
              night: {zone: UTC, rule: FREQ=DAILY, start: "{{later.Hour:00}}:00", duration: 2h}
            policies:
              web: {scope: role = web, priority: 60, windows: [night]}
            """, dryRun: false, prune: false);
        RolloutView scheduled = StartRollout.Run(demo.Session, Id(plan), now: false, null, _ => null).Rollout;
        demo.Work();
        Assert.Equal(RolloutPhase.Scheduled, ShowRollout.Run(demo.Session, Id(plan)).State);
        Assert.NotNull(scheduled.OpensAt);

        ApplyPolicies.Run(demo.Session, always, dryRun: false, prune: false);
        RemoveDefinition.Run(demo.Session, Core.Definitions.DefinitionKind.Policy, "web", dryRun: false);
        demo.Work();
        RolloutView gone = ShowRollout.Run(demo.Session, Id(plan));
        Assert.All(gone.Rings[0].Hosts, h => Assert.Equal("UNMANAGED", h.Code));
    }

    private static RolloutId Id(PlannedRollout plan) => RolloutId.TryParse(plan.RolloutId, out RolloutId id) ? id : throw new InvalidOperationException();

    private static void Work(Session session) =>
        Assert.Null(Workers.RunWorker.Run(session, new Workers.WorkerWish(UntilIdle: true, UntilNothingLives: false, null) { Quick = true }, () => { }, _ => { }, Cancel));
}
