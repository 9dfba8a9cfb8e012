using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;
using Cockpit.Operations.Worker;
using Cockpit.Simulation;
using Cockpit.Simulator.Mutants;
using NodaTime;

namespace Cockpit.Simulator.World;

/// <summary>
/// One run of one seed: the program's own worker and decisions on simulated hosts, in one thread and in virtual time. First there is trouble
/// of every kind; then it stops, people settle what is theirs, and everything must come to an end.
/// </summary>
internal sealed class Run
{
    private static readonly Instant Epoch = Instant.FromUtc(2026, 10, 20, 20, 0);
    private static readonly Actor WorkerActor = new(0, null, "worker");

    /// <summary>The worker is stepped at least this often when nothing happens; its own heartbeat would be no news here.</summary>
    private static readonly Duration IdleStep = Duration.FromSeconds(20);

    /// <summary>The same for the days between windows, when all trouble is over.</summary>
    private static readonly Duration IdleStepInWindows = Duration.FromMinutes(5);

    /// <summary>With all trouble gone, nothing takes longer than this.</summary>
    private static readonly Duration TimeToSettle = Duration.FromHours(72);

    /// <summary>The same where hosts begin for a few hours a day. A mutant that kills its worker at every step is not waited for so long.</summary>
    private static readonly Duration TimeToSettleInWindows = Duration.FromDays(21);

    private const int MostDeathsOfAMutant = 300;

    private readonly Chance chance;
    private readonly Mutant? mutant;
    private readonly Evidence evidence;
    private readonly MemoryFile file;
    private readonly MemoryFleet fleet;
    private readonly Timetable timetable;
    private readonly bool windowed;
    private readonly People people;
    private readonly PriorityQueue<Action, (Instant At, long Order)> later = new();
    private readonly List<Slot> stale = [];
    private readonly Instant troubleEnds;
    private readonly int troublePercent, crashPercent, busyPerMille;
    private Slot? current;
    private Instant now = Epoch;
    private Duration wallOffset = Duration.Zero;
    private Instant startWorkerAt = Epoch, personAt = Epoch, jumpAt, suspendAt;
    private long order;
    private int deaths;
    private bool locked;

    public Run(ulong seed, Mutant? mutant)
    {
        this.mutant = mutant;
        chance = new Chance(seed);
        List<SimulatedHost> hosts = Workload.Hosts(chance, seed);
        fleet = new MemoryFleet(hosts);
        // Mutants of other rules are shown up without windows: hosts that wait for days only make their runs long.
        windowed = mutant is null || mutant.Rule == new Checkers.WindowsHold().Rule;
        timetable = windowed ? Timetable.Random(chance) : new Timetable(null, null, false);
        Dictionary<RolloutId, Plan> plans = Workload.Plans(chance, hosts).ToDictionary(p => p.Key, p => timetable.Of(p.Value));
        evidence = new Evidence(plans, fleet, timetable);
        file = new MemoryFile(new FileId(new Guid((int)seed, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10])), plans, timetable, shared: chance.Percent(50));
        troublePercent = chance.Of([0, 2, 5, 12]);
        crashPercent = chance.Of([0, 50, 90]);
        busyPerMille = chance.Of([0, 0, 10, 80]);
        troubleEnds = Epoch + Duration.FromMinutes(20 + chance.Below(100));
        jumpAt = chance.Percent(25) ? Epoch + Duration.FromMinutes(chance.Below(60)) : Instant.MaxValue;
        suspendAt = chance.Percent(35) ? Epoch + Duration.FromMinutes(chance.Below(30)) : Instant.MaxValue;
        people = new People(file, Journal(null, null), fleet, chance, Latch, Veto, LockVault, Freeze, waits: timetable.Planned is not null);
        foreach (var (id, plan) in plans)
        {
            var planned = new RolloutPlanned($"r{id.Value}", PlanHash.Of(PlanFormat.Write(plan)).Hex, [], null);
            file.Plan(id, planned, Wall, People.Author);
            Record(new Committed(now, Wall, id, planned, null));
            if (chance.Percent(90)) After(Duration.FromSeconds(chance.Below(600)), () => people.StartIt(id, Wall));
        }
    }

    private Instant Wall => now + wallOffset;

    private bool InTrouble => now < troubleEnds;

    public Evidence Go()
    {
        while (true)
        {
            now = Instant.Max(now, Next());
            // A mutant whose worker dies at every step shows nothing new any more.
            if (mutant is not null && deaths > MostDeathsOfAMutant) break;
            RunLater();
            StepCurrent();
            StepStale();
            Troubles();
            if (!InTrouble && file.Rollouts.All(r => !file.State(r).IsLive)) break;
            if (now > troubleEnds + (timetable.Planned is null || mutant is not null ? TimeToSettle : TimeToSettleInWindows))
            {
                evidence.Stuck.AddRange(file.Rollouts.Where(r => file.State(r).IsLive));
                break;
            }
        }
        foreach (RolloutId id in file.Rollouts) evidence.Final[id] = file.State(id);
        return evidence;
    }

    private Instant Next()
    {
        Instant next = personAt;
        if (later.TryPeek(out _, out var at)) next = Instant.Min(next, at.At);
        foreach (Slot slept in stale.Where(s => s.Worker.Stopped is null)) next = Instant.Min(next, slept.ResumesAt);
        if (current is null) return Instant.Min(next, startWorkerAt);
        next = Instant.Min(next, current.WakeAt);
        if (current.Port.NextAt is { } answer) next = Instant.Min(next, answer);
        return Instant.Min(next, jumpAt);
    }

    private void RunLater()
    {
        while (later.TryPeek(out _, out var at) && at.At <= now) later.Dequeue()();
    }

    private void Troubles()
    {
        if (now >= jumpAt)
        {
            jumpAt = Instant.MaxValue;
            Duration by = chance.Of([Duration.FromSeconds(45), Duration.FromSeconds(-45), Duration.FromHours(2), Duration.FromHours(-2), Duration.FromDays(8)]);
            if (InTrouble) Jump(by);
        }
        if (now >= suspendAt && InTrouble && current?.Port.NextAt is { } answer && answer < now + RolloutWorker.HeartbeatEvery)
        {
            suspendAt = Instant.MaxValue;
            Suspend(answer);
        }
        if (now < personAt) return;
        if (InTrouble) people.DoAnything(Wall);
        else people.Settle(Wall);
        personAt = now + (InTrouble ? Duration.FromSeconds(5 + chance.Below(180)) : Duration.FromMinutes(5));
    }

    private void Jump(Duration by)
    {
        wallOffset += by;
        Record(new ClockJumped(now, by));
    }

    /// <summary>
    /// The process stops for a while, is taken for dead, and wakes up when another one is at work: right when an answer is due that it would
    /// act on, with a heartbeat that is still fresh, or much later.
    /// </summary>
    private void Suspend(Instant answer)
    {
        Slot slept = current!;
        Record(new Trouble(now, $"worker {slept.Epoch} is suspended"));
        stale.Add(slept);
        slept.ResumesAt = chance.Percent(60) ? answer : answer + Duration.FromSeconds(chance.Below(300));
        current = null;
        startWorkerAt = now;
    }

    private void StepStale()
    {
        foreach (Slot slot in stale.Where(s => now >= s.ResumesAt && s.Worker.Stopped is null).ToList())
        {
            slot.ResumesAt = now + IdleStep;
            slot.Port.Pump(now);
            slot.Worker.FileChanged();
            Step(slot);
        }
    }

    private void StepCurrent()
    {
        if (current is null)
        {
            if (now < startWorkerAt) return;
            current = NewWorker();
        }
        current.Port.Pump(now);
        if (current.SeenVersion != file.Version)
        {
            current.SeenVersion = file.Version;
            current.Worker.FileChanged();
        }
        Step(current);
    }

    private void Step(Slot slot)
    {
        try
        {
            Instant wake = slot.Worker.Step(Wall, now - Epoch) - wallOffset;
            // A heartbeat that is due is no news here; anything that the worker itself waits for before that is.
            slot.WakeAt = wake < now + RolloutWorker.HeartbeatEvery ? Instant.Max(wake, now + Duration.FromSeconds(1)) : now + (InTrouble || timetable.Planned is null ? IdleStep : IdleStepInWindows);
        }
        catch (Exception e) when (e is WorkerCrash || mutant is not null)
        {
            // A mutant can bring the worker into states that it never makes itself; then its process dies of it, as it would.
            Record(new Trouble(now, $"worker {slot.Epoch} dies"));
            deaths++;
            if (!ReferenceEquals(slot, current))
            {
                stale.Remove(slot);
                return;
            }
            current = null;
            startWorkerAt = now + Duration.FromSeconds(3 + chance.Below(60));
        }
    }

    private Slot NewWorker()
    {
        long epoch = ++file.Epoch;
        Record(new LeaseTaken(now, epoch));
        // Nobody was there to give the new process the key.
        if (InTrouble && chance.Percent(15)) LockVault(true);
        var crash = new CrashPoints();
        if (InTrouble && chance.Percent(crashPercent)) crash.Plan(1 + chance.Below(80));
        var simulated = new SimulatedPort(fleet, Pace.Real, () => now);
        var port = new FaultyPort(simulated, chance, () => InTrouble ? troublePercent : 0, () => now, After, Record, epoch, crash, () => locked);
        var worker = new RolloutWorker(Journal(epoch, crash), new MemoryLease(file, epoch, Busy), (_, _) => port, _ => locked && mutant?.SeesNoLock != true ? "The vault is locked." : null, WorkerActor, () => { }, _ => { });
        return new Slot(worker, simulated, epoch) { WakeAt = now };
    }

    private IRolloutJournal Journal(long? epoch, CrashPoints? crash)
    {
        var journal = new MemoryJournal(file, (id, e, wall) => Record(new Committed(now, wall, id, e, epoch)), crash, epoch is null ? () => false : Busy);
        return mutant is null ? journal : new MutantJournal(journal, mutant);
    }

    /// <summary>Another process holds the file for longer than this one waits.</summary>
    private bool Busy() => InTrouble && busyPerMille > 0 && chance.Below(1000) < busyPerMille;

    private void Latch(bool on)
    {
        if (file.HaltAll == on) return;
        file.HaltAll = on;
        file.Touch();
        Record(new Latched(now, on));
    }

    private void Veto(HostId host, bool on)
    {
        if (file.Vetoes.ContainsKey(host) == on) return;
        file.Vetoes = on ? file.Vetoes.Add(host, new Veto("HELD_SINCE", "It is on hold.")) : file.Vetoes.Remove(host);
        file.Touch();
        Record(new Vetoed(now, host, on));
    }

    private void Freeze(Instant from, Instant until, bool on)
    {
        if (on && !windowed) return;
        if (on) file.Freezes.Add(new Freeze(new FreezeId(file.Freezes.Count + 1), "freeze", "", from, until, "people say so", "ben", null));
        else file.Freezes.RemoveAll(f => f.StartsAt == from && f.EndsAt == until);
        file.Touch();
        Record(new Froze(now, from, until, on));
    }

    /// <summary>The vault's key goes from the worker's memory, or comes into it.</summary>
    private void LockVault(bool on)
    {
        if (locked == on) return;
        locked = on;
        file.Touch();
        Record(new VaultLocked(now, on));
    }

    private void After(Duration wait, Action action) => later.Enqueue(action, (now + wait, order++));

    private void Record(Fact fact) => evidence.Facts.Add(fact);

    private sealed class Slot(RolloutWorker worker, SimulatedPort port, long epoch)
    {
        public RolloutWorker Worker => worker;
        public SimulatedPort Port => port;
        public long Epoch => epoch;
        public Instant WakeAt { get; set; }
        public Instant ResumesAt { get; set; }
        public long SeenVersion { get; set; }
    }
}
