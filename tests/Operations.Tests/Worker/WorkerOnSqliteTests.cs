using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Worker;
using Cockpit.Simulation;
using Cockpit.Store;
using Cockpit.Store.Hosts;
using Cockpit.Store.Journal;
using Cockpit.Store.Rollouts;
using NodaTime;
using Xunit;

namespace Cockpit.Operations.Tests.Worker;

/// <summary>The worker on a real file, with simulated hosts that are kept in a file of their own, in virtual time.</summary>
public sealed class WorkerOnSqliteTests : IDisposable
{
    private static readonly Actor Anna = new(1000, 1000, "anna");
    private static readonly Actor WorkerActor = new(0, null, "worker");
    private static readonly Instant Evening = Instant.FromUtc(2026, 10, 20, 20, 0);

    private readonly string folder = Directory.CreateTempSubdirectory("cockpit-worker-").FullName;
    private readonly CockpitFile file;
    private readonly RolloutId rollout;
    private Instant now = Evening;
    private RolloutState? known;

    public WorkerOnSqliteTests()
    {
        IReadOnlyList<DemoHost> fleet = DemoFleet.Make(8, 7);
        FleetFile.Create(FleetPath, fleet.Select(h => h.Simulated));
        file = CockpitFile.Open(DatabasePath, FileAccessMode.Create, Anna, now, demo: true);
        rollout = Planned(fleet);
        Do(new Approve(Anna, file.Read(t => t.Rollout(rollout))!.Hash.Hex, null));
        Do(new Start(Anna, true));
    }

    private string DatabasePath => Path.Combine(folder, "demo.db");

    private string FleetPath => FleetFile.PathFor(DatabasePath);

    private RolloutState State => known = file.Read(t => t.Rollout(rollout, known))!;

    public void Dispose()
    {
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_rollout_runs_to_its_end_and_its_chain_holds()
    {
        using var life = new Life(this);
        life.RunUntil(() => State.Phase is RolloutPhase.Completed);
        Assert.All(State.Hosts.Values, h => Assert.Equal(HostPhase.Succeeded, h.Phase));
        Assert.Null(file.Read(t => t.CheckChain()).FirstBadSeq);
        AssertEachPatchedOnce();
        RolloutState end = State;
        Assert.Contains(file.Read(t => t.JobLog(end, end.Plan.Hosts.First().Id)), p => p.Text.Contains("Setting up", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_worker_that_dies_again_and_again_leaves_no_host_out_and_patches_none_twice(int stepsOfALife)
    {
        for (int life = 0; life < 3000 && State.Phase is not RolloutPhase.Completed; life++)
        {
            using var worker = new Life(this);
            for (int i = 0; i < stepsOfALife + (life % 5); i++) worker.Step();
            // A person does what a halt asks for; a look that died with its worker is no loss, so there should be none.
            Assert.NotEqual(RolloutPhase.Halted, State.Phase);
        }
        Assert.Equal(RolloutPhase.Completed, State.Phase);
        AssertEachPatchedOnce();
    }

    [Fact]
    public void A_pause_from_another_process_holds_the_next_host_within_the_next_step()
    {
        using var life = new Life(this);
        life.RunUntil(() => State.Hosts.Values.Any(h => h.Phase is HostPhase.Patching));
        Do(new Pause(Anna, "vendor call"));
        life.RunUntil(() => State.Hosts.Values.All(h => !h.IsUnderWay));
        int done = State.Hosts.Values.Count(h => h.IsEnded);
        for (int i = 0; i < 50; i++) life.Step();
        Assert.Equal(done, State.Hosts.Values.Count(h => h.IsEnded));
        Assert.True(life.Worker.IsIdle);
        Do(new Resume(Anna, null));
        life.RunUntil(() => State.Phase is RolloutPhase.Completed);
    }

    [Fact]
    public void A_worker_that_was_overtaken_stops_and_commits_nothing_more()
    {
        using var first = new Life(this);
        first.RunUntil(() => State.Hosts.Values.Any(h => h.Phase is HostPhase.Patching));
        using var second = new Life(this);
        long before = State.StreamSeq;
        first.Step();
        first.Step();
        Assert.Equal("LEASE_LOST", first.Worker.Stopped?.Code.Name);
        Assert.Equal(before, State.StreamSeq);
        second.RunUntil(() => State.Phase is RolloutPhase.Completed);
        AssertEachPatchedOnce();
    }

    [Fact]
    public void A_clock_that_steps_pauses_what_runs_until_a_person_resumes()
    {
        using var life = new Life(this);
        life.RunUntil(() => State.Phase is RolloutPhase.Running);
        life.WallOffset = Duration.FromHours(2);
        life.Step();
        Assert.Equal((RolloutPhase.Paused, PauseCauses.ClockStepped), (State.Phase, State.Pauses[0].Cause));
        Do(new Resume(Anna, "the clock is right now"));
        life.RunUntil(() => State.Phase is RolloutPhase.Completed);
    }

    [Fact]
    public void A_file_that_may_be_a_copy_begins_no_host_until_a_person_resumes()
    {
        using (var first = new Life(this)) first.RunUntil(() => State.Hosts.Values.Any(h => h.Phase is HostPhase.Patching));
        int begun = State.Hosts.Values.Count(h => h.Attempt > 0);
        using var other = new Life(this);
        other.Worker.HoldAll(PauseCauses.Restored, "The file was last worked on by jump1.");
        for (int i = 0; i < 200; i++) other.Step();
        Assert.Equal((RolloutPhase.Paused, PauseCauses.Restored), (State.Phase, State.Pauses[0].Cause));
        Assert.Equal(begun, State.Hosts.Values.Count(h => h.Attempt > 0));
        Do(new Resume(Anna, "the hosts were looked at"));
        other.RunUntil(() => State.Phase is RolloutPhase.Completed);
        AssertEachPatchedOnce();
    }

    [Fact]
    public void A_host_in_doubt_is_asked_once_a_minute_and_not_at_once()
    {
        var silent = new SilentPort(() => now);
        using var life = new Life(this, silent);
        life.RunUntil(() => State.Hosts.Values.Any(h => h.Phase is HostPhase.InDoubt));
        Instant since = State.Hosts.Values.First(h => h.Phase is HostPhase.InDoubt).ChangedAt!.Value;
        Assert.False(life.Worker.IsIdle);
        life.RunUntil(() => silent.Probes.Count == 3);
        life.Step();
        Assert.Equal([60, 120, 180], silent.Probes.Select(p => (p - since).TotalSeconds), (a, b) => Math.Abs(a - b) < 5);
        Assert.True(life.Worker.IsIdle);
    }

    private void AssertEachPatchedOnce()
    {
        FleetFile fleet = FleetFile.Open(FleetPath);
        foreach (PlanHost host in State.Plan.Hosts)
            foreach (PlanUpdate update in host.Updates)
                Assert.Equal(1, fleet.Find(host.Name)!.Configured.GetValueOrDefault($"{update.Name} {update.To}"));
    }

    private void Do(PersonInput input)
    {
        var (decision, _) = new SqliteRolloutJournal(file).Transact(rollout, input.By, now, null, (s, f) => Decider.Decide(s, f, input, now, input.By));
        Assert.IsType<Accepted>(decision);
    }

    private RolloutId Planned(IReadOnlyList<DemoHost> fleet)
    {
        PlanCandidate[] hosts =
        [
            .. fleet.Select(h => new PlanCandidate(file.Write(t => t.AddHost(h.Description, Anna, now)), ScanStatus.Ok, null, SimulatedScan.Of(h.Simulated, h.Simulated.Name, Pace.Demo, now).Inventory, now)),
        ];
        var request = new PlanRequest("transport = simulated", true, "always", RebootSetting.IfRequired, PlanLimits.Default);
        PlanSelection selection = PlanBuilder.Select(request, hosts, hosts, new Dictionary<HostId, RolloutId>(), now);
        PlanMade made = PlanBuilder.Build(request, selection, selection.Hosts.ToDictionary(s => s.Host.Id, s => SimulatedScan.Install(fleet.First(f => f.Simulated.Name == s.Host.Name).Simulated, s.Updates, now)));
        return file.Write(t => t.AddRollout(made.Bytes, "demo", made.Excluded, null, Anna, now)).Id;
    }

    /// <summary>One life of a worker process: its own lease, its own connection, its own line to the hosts.</summary>
    private sealed class Life : IDisposable
    {
        private readonly WorkerOnSqliteTests test;
        private readonly CockpitFile own;
        private readonly SimulatedPort simulated;
        private readonly ChangeWatch watch;

        public Life(WorkerOnSqliteTests test, IHostPort? port = null)
        {
            this.test = test;
            own = CockpitFile.Open(test.DatabasePath, FileAccessMode.Write, WorkerActor, test.now);
            watch = new ChangeWatch(test.DatabasePath);
            simulated = new SimulatedPort(FleetFile.Open(test.FleetPath), Pace.Demo, () => test.now);
            var me = new WorkerIdentity("anna", "jump1", "machine", "boot", 1, 1);
            SqliteLease lease = SqliteLease.Take(own, me, WorkerActor, test.now, (_, _) => false);
            Worker = new RolloutWorker(new SqliteRolloutJournal(own), lease, (_, _) => port ?? simulated, _ => null, WorkerActor, () => { }, _ => { });
        }

        public RolloutWorker Worker { get; }

        public Duration WallOffset { get; set; }

        public void Step()
        {
            simulated.Pump(test.now);
            if (watch.Changed()) Worker.FileChanged();
            Instant wake = Worker.Step(test.now + WallOffset, test.now - Evening) - WallOffset;
            test.now = Instant.Max(test.now + Duration.FromMilliseconds(1), simulated.NextAt is { } next ? Instant.Min(next, wake) : wake);
        }

        public void RunUntil(Func<bool> reached)
        {
            for (int i = 0; i < 20_000; i++)
            {
                if (reached()) return;
                Step();
            }
            Assert.Fail($"Not reached: {string.Join(", ", test.State.Hosts.Values.Select(h => $"{h.Plan.Name} {h.Phase} {h.Step} {h.StepStatus} {h.Code}"))}");
        }

        public void Dispose()
        {
            watch.Dispose();
            own.Dispose();
        }
    }

    /// <summary>Hosts that look well, take a patch, and are never heard of again.</summary>
    private sealed class SilentPort(Func<Instant> clock) : IHostPort
    {
        private readonly Dictionary<EffectId, Action<Report>> replies = [];

        public List<Instant> Probes { get; } = [];

        public void Begin(Effect effect, Action<Report> reply)
        {
            replies[effect.Id] = reply;
            reply(new ReadyToSend(effect.Id));
        }

        public void Send(EffectId id) => replies[id](id.Step is Step.Preflight
            ? new Ended(id, null, HostFacts.Unknown)
            : new Unclear(id, RemoteErrors.Disconnected.Because("The connection ended.")));

        public void Withdraw(EffectId id) => replies[id](new NotSent(id, null));

        public void Probe(Effect effect, Action<Report> reply)
        {
            Probes.Add(clock());
            reply(new Unclear(effect.Id, RemoteErrors.ConnectTimeout.Because("No answer.")));
        }
    }
}
