using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Status;
using Cockpit.Operations.Workers;

namespace Cockpit.Operations.Tests.Rollouts;

public sealed class RolloutOperationsTests
{
    [Fact]
    public void The_line_runs_from_plan_to_a_verified_end()
    {
        using var demo = new DemoFile();
        Assert.Equal(RolloutPhase.Approved, demo.View.State);
        Assert.Equal("canary", demo.Made.Plan.Rings[0].Name);
        Assert.DoesNotContain(demo.Made.Plan.Rings.SelectMany(r => r.Hosts), h => h.Name == demo.Made.OwnHost);
        demo.Start();
        Assert.Equal(WorkerCondition.Missing, ShowWorker.Run(demo.Session).State);
        demo.Work();

        RolloutView end = demo.View;
        Assert.Equal(RolloutPhase.Completed, end.State);
        Assert.Equal(end.Counts.Total, end.Counts.Succeeded);
        Assert.All(end.Rings.SelectMany(r => r.Hosts), h => Assert.Equal(StepStatus.Verified, h.StepStatus));
        Assert.True(WatchRollout.WentWell(end));
        Assert.True(VerifyAudit.Run(demo.Session).Ok);
        Assert.NotEmpty(ReadHostLog.Run(demo.Session, demo.Id, end.Rings[0].Hosts[0].Name).Lines);
        Assert.Equal("rollout.completed", ListEvents.Run(demo.Session, demo.Id, null).Events[^1].Entry.Type);
        Assert.Empty(ReadStatus.Run(demo.Session).Running);
    }

    [Fact]
    public void An_act_on_an_old_view_is_refused_and_leaves_nothing_behind()
    {
        using var demo = new DemoFile();
        long seen = demo.View.Seq;
        demo.Start();
        long before = demo.View.Seq;
        var refused = Assert.Throws<CockpitException>(() => PauseRollout.Run(demo.Session, demo.Id, "wait", seen));
        Assert.Equal("STALE_SCREEN", refused.Fault.Code.Name);
        Assert.Equal(before, demo.View.Seq);
        Assert.Equal(RolloutPhase.Paused, PauseRollout.Run(demo.Session, demo.Id, "wait", before).State);
    }

    [Fact]
    public void A_paused_rollout_starts_nothing_and_goes_on_when_resumed()
    {
        using var demo = new DemoFile();
        demo.Start();
        PauseRollout.Run(demo.Session, demo.Id, "vendor call", null);
        demo.Work();
        Assert.Equal(demo.View.Counts.Total, demo.View.Counts.Pending);
        Assert.Contains(ReadStatus.Run(demo.Session).Needs, n => n.Kind == "paused" && n.Rollout == demo.Id.ToString());
        ResumeRollout.Run(demo.Session, demo.Id, null, null, _ => null);
        demo.Work();
        Assert.Equal(RolloutPhase.Completed, demo.View.State);
    }

    [Fact]
    public async Task A_worker_whose_file_is_gone_ends()
    {
        using var demo = new DemoFile();
        using var ready = new ManualResetEventSlim();
        var said = new List<string>();
        CancellationToken stop = TestContext.Current.CancellationToken;
        Task worker = Task.Run(() => RunWorker.Run(demo.Session, new WorkerWish(UntilIdle: false, UntilNothingLives: false, null) { Quick = true }, ready.Set, said.Add, stop), stop);
        ready.Wait(stop);
        File.Delete(demo.Session.FilePath);
        await worker;
        Assert.Contains(said, line => line.Contains("is gone", StringComparison.Ordinal));
    }

    [Fact]
    public void Halt_all_holds_every_rollout_until_it_is_cleared()
    {
        using var demo = new DemoFile();
        HaltAll.Set(demo.Session, "storage trouble");
        demo.Start();
        demo.Work();
        Assert.Equal(demo.View.Counts.Total, demo.View.Counts.Pending);
        Assert.Equal("halt-all", ReadStatus.Run(demo.Session).Needs[0].Kind);
        HaltAll.Clear(demo.Session, "mended", _ => null);
        demo.Work();
        Assert.Equal(RolloutPhase.Completed, demo.View.State);
    }

    [Fact]
    public void What_is_not_approved_is_not_started_and_another_hash_is_not_approved()
    {
        using var demo = new DemoFile();
        PlannedRollout draft = PlanRollout.Run(demo.Session, new PlanWish(Scope.Parse("role = db"), true, "always", RebootSetting.Never, PlanLimits.Default, "db"), null, TestContext.Current.CancellationToken);
        Assert.True(Core.Ids.RolloutId.TryParse(draft.RolloutId, out var id));
        Assert.Equal("NOT_APPROVED", Assert.Throws<CockpitException>(() => StartRollout.Run(demo.Session, id, true, null, _ => null)).Fault.Code.Name);
        Assert.Equal("HASH_MISMATCH", Assert.Throws<CockpitException>(() => ApproveRollout.Run(demo.Session, id, "0000", null, null)).Fault.Code.Name);
        Assert.Equal(RolloutPhase.Rejected, RejectRollout.Run(demo.Session, id, "wrong week", null).State);
    }

    [Fact]
    public void The_same_content_made_again_has_the_same_hash()
    {
        using var demo = new DemoFile();
        PlannedRollout again = PlanRollout.From(demo.Session, demo.Id, null);
        Assert.NotEqual(demo.Made.Plan.RolloutId, again.RolloutId);
        Assert.Equal(demo.Made.Plan.Hash, again.Hash);
        Assert.Equal(RolloutPhase.Draft, again.State);
    }

    [Fact]
    public void A_plan_says_whom_it_leaves_out_and_why_and_wants_a_window()
    {
        using var demo = new DemoFile();
        Assert.Contains(demo.Made.Plan.Excluded, e => e is { Host: "app-03", Code: "FOREIGN_UPDATER" });
        Assert.Contains(demo.Made.Plan.Excluded, e => e.Code == "CONNECT_TIMEOUT" || e.Code == "NOTHING_TO_DO" || e.Code == "UPDATE_HELD");
        Assert.Equal("NO_WINDOW", Plan("env = prod", null));
        Assert.Equal("PLAN_MIXED", Plan("transport in (local, simulated)", "always"));
        Assert.Equal("PLAN_EMPTY", Plan("name = nobody", "always"));
        Assert.Equal("HOST_UNKNOWN", Plan("name in (nobody, db-01)", "always", "nobody", "db-01"));

        string Plan(string scope, string? window, params string[] hosts) => Assert.Throws<CockpitException>(() => PlanRollout.Run(
            demo.Session, new PlanWish(Scope.Parse(scope), true, window, RebootSetting.IfRequired, PlanLimits.Default, null) { Hosts = hosts }, null, TestContext.Current.CancellationToken)).Fault.Code.Name;
    }

    [Fact]
    public void A_simulated_host_is_refused_in_a_file_that_is_no_demo()
    {
        string folder = Directory.CreateTempSubdirectory("cockpit-ops-").FullName;
        var session = new Session(Path.Combine(folder, "x.db"), DemoFile.Anna, NodaTime.SystemClock.Instance);
        var fields = new Core.Hosts.Editing.HostFields(new Dictionary<string, string> { ["transport"] = "simulated" }, [], []);
        Assert.Equal("HOST_INVALID", Assert.Throws<CockpitException>(() => AddHost.Run(session, "web-01", fields)).Fault.Code.Name);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_watch_ends_with_the_rollout_and_stops_nothing_when_it_is_left()
    {
        using var demo = new DemoFile();
        demo.Start();
        using var left = new CancellationTokenSource();
        int views = 0;
        Assert.Throws<OperationCanceledException>(() => WatchRollout.Run(demo.Session, demo.Id, _ =>
        {
            views++;
            left.Cancel();
        }, left.Token));
        Assert.Equal(1, views);
        demo.Work();
        RolloutView end = WatchRollout.Run(demo.Session, demo.Id, _ => { }, TestContext.Current.CancellationToken);
        Assert.Equal(RolloutPhase.Completed, end.State);
    }
}
