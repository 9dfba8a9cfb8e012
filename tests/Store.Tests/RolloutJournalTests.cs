using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Store.Hosts;
using Cockpit.Store.Journal;
using Cockpit.Store.Rollouts;
using Microsoft.Data.Sqlite;
using NodaTime;
using Xunit;

namespace Cockpit.Store.Tests;

public sealed class RolloutJournalTests : IDisposable
{
    private readonly TempFile temp = new();

    public void Dispose() => temp.Dispose();

    [Fact]
    public void A_decision_is_committed_with_its_state_and_read_back_the_same()
    {
        using CockpitFile file = temp.Make();
        RolloutState planned = Planned(file, "web-01", "web-02");
        var journal = new SqliteRolloutJournal(file);
        var (decision, approved) = Act(journal, planned.Id, s => new Approve(TempFile.Anna, s.Hash.Hex, "CHG-1"));
        Assert.IsType<Accepted>(decision);
        Assert.Equal(RolloutPhase.Approved, approved.Phase);

        RolloutState again = file.Read(t => t.Rollout(planned.Id))!;
        Assert.Equal((approved.Phase, approved.StreamSeq, approved.ApprovedHash, approved.ApprovedAt), (again.Phase, again.StreamSeq, again.ApprovedHash, again.ApprovedAt));
        Assert.Equal(["rollout.planned", "rollout.approved"], file.Read(t => t.Stream("R1")).Select(r => r.Type));
        Assert.Null(file.Read(t => t.CheckChain()).FirstBadSeq);
    }

    [Fact]
    public void A_refusal_writes_nothing()
    {
        using CockpitFile file = temp.Make();
        RolloutState planned = Planned(file, "web-01");
        var (decision, _) = Act(new SqliteRolloutJournal(file), planned.Id, _ => new Start(TempFile.Anna, Now: true));
        Assert.Equal("NOT_APPROVED", Assert.IsType<Refused>(decision).Fault.Code.Name);
        Assert.Single(file.Read(t => t.Stream("R1")));
    }

    [Fact]
    public void Hosts_of_a_live_rollout_are_known_to_the_others()
    {
        using CockpitFile file = temp.Make();
        RolloutState first = Planned(file, "web-01");
        var journal = new SqliteRolloutJournal(file);
        Assert.Empty(file.Read(t => t.HostsInActiveRollouts()));
        Act(journal, first.Id, s => new Approve(TempFile.Anna, s.Hash.Hex, null));
        Act(journal, first.Id, _ => new Start(TempFile.Anna, Now: true));
        Assert.Equal([first.Id], journal.Live());
        Assert.Equal(first.Id, Assert.Single(file.Read(t => t.HostsInActiveRollouts())).Value);
        Act(journal, first.Id, _ => new Abort(TempFile.Anna, "wrong night"));
        Assert.Empty(file.Read(t => t.HostsInActiveRollouts()));
        Assert.Empty(journal.Live());
    }

    [Fact]
    public void A_worker_that_was_overtaken_commits_nothing()
    {
        using CockpitFile file = temp.Make();
        RolloutState planned = Planned(file, "web-01");
        SqliteLease old = Take(file, 100);
        Take(file, 200);
        var journal = new SqliteRolloutJournal(file);
        var lost = Assert.Throws<CockpitException>(() => journal.Transact(planned.Id, TempFile.Anna, TempFile.Now, old.Epoch,
            (_, _) => new Accepted([new RolloutPaused("person", null)], [])));
        Assert.Equal("LEASE_LOST", lost.Fault.Code.Name);
        Assert.Single(file.Read(t => t.Stream("R1")));
    }

    [Fact]
    public void Two_processes_see_each_others_events()
    {
        using CockpitFile file = temp.Make();
        RolloutState planned = Planned(file, "web-01");
        using CockpitFile other = temp.Open();
        var mine = new SqliteRolloutJournal(file);
        Act(mine, planned.Id, s => new Approve(TempFile.Anna, s.Hash.Hex, null));
        Act(new SqliteRolloutJournal(other), planned.Id, _ => new Start(TempFile.Anna, Now: true));
        var (decision, state) = Act(mine, planned.Id, _ => new Pause(TempFile.Anna, null));
        Assert.IsType<Accepted>(decision);
        Assert.Equal(RolloutPhase.Paused, state.Phase);
    }

    [Fact]
    public void A_stored_plan_that_was_changed_is_refused()
    {
        using CockpitFile file = temp.Make();
        RolloutState planned = Planned(file, "web-01");
        using CockpitFile again = temp.Open();
        file.Write(t => t.Connection.Execute("UPDATE plan SET body = CAST(replace(CAST(body AS TEXT), '3.0.18', '3.0.99') AS BLOB)"));
        var tampered = Assert.Throws<CockpitException>(() => again.Read(t => t.Rollout(planned.Id)));
        Assert.Equal("PLAN_TAMPERED", tampered.Fault.Code.Name);
    }

    [Fact]
    public void A_jobs_log_is_kept_per_host_in_order()
    {
        using CockpitFile file = temp.Make();
        RolloutState s = Planned(file, "web-01", "web-02");
        HostId[] hosts = [.. s.Plan.Hosts.Select(h => h.Id)];
        var journal = new SqliteRolloutJournal(file);
        journal.AppendLog(new EffectId(s.File, s.Id, s.Hash, hosts[0], Step.Patch, 1), TempFile.Now, "one");
        journal.AppendLog(new EffectId(s.File, s.Id, s.Hash, hosts[1], Step.Patch, 1), TempFile.Now, "other");
        journal.AppendLog(new EffectId(s.File, s.Id, s.Hash, hosts[0], Step.Patch, 1), TempFile.Now + Duration.FromSeconds(1), "two");
        Assert.Equal(["one", "two"], file.Read(t => t.JobLog(s, hosts[0])).Select(p => p.Text));
    }

    private static (Decision, RolloutState) Act(SqliteRolloutJournal journal, RolloutId id, Func<RolloutState, Input> input) =>
        journal.Transact(id, TempFile.Anna, TempFile.Now, null, (s, f) => Decider.Decide(s, f, input(s), TempFile.Now, TempFile.Anna));

    private static RolloutState Planned(CockpitFile file, params string[] names) => file.Write(t =>
    {
        var hosts = names.Select(n => t.AddHost(new Host(default, n, n, 22, "ops", Transport.Ssh, "prod", "web", new Dictionary<string, string>(), null, null, null, null, null, null, null), TempFile.Anna, TempFile.Now)).ToList();
        var planHosts = hosts.Select(h => new PlanHost(h.Id, h.Name, h.Transport, h.Address, h.Port, h.User, h.Identity, $"m-{h.Name}",
            [new PlanUpdate("openssl", "amd64", "3.0.15", "3.0.18", UpdateClass.Security, null, "sec")], [new PackageChange("openssl", "amd64", "3.0.15", "3.0.18")])).ToList();
        var plan = new Plan(PlanFormat.Current, "role = web", true, "always", RebootSetting.Never, 0, [new PlanRing("canary", 1, 0, 0, planHosts)]);
        return t.AddRollout(PlanFormat.Write(plan), "web-oct", [], null, TempFile.Anna, TempFile.Now);
    });

    private static SqliteLease Take(CockpitFile file, int pid) =>
        SqliteLease.Take(file, new WorkerIdentity("anna", "jump1", "m1", "b1", pid, pid), TempFile.Anna, TempFile.Now, (_, _) => false);
}
