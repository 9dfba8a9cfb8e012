using System.Collections.Concurrent;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Worker;

/// <summary>
/// The one that acts on hosts for rollouts, as a step machine: it takes in what arrived, lets Decide choose, commits, and only then gives
/// the port its commands. One thread calls <see cref="Step"/>; nothing in here waits, sleeps or runs by itself, so that the program, the demo
/// and the simulator run the same code. Ports call back on their own threads, which only fills the inbox.
/// </summary>
/// <param name="lease">Held by this worker; once it is lost, nothing more is decided or sent.</param>
/// <param name="portOf">The way to a host: real or simulated.</param>
/// <param name="me">Who the journal names for what the worker does.</param>
/// <param name="locked">Why a rollout's hosts cannot be logged in to, for lack of a secret that a person has to give; null when none lacks.</param>
/// <param name="unsigned">Why the signatures that a rollout's plan wants do not hold; null where nothing is asked.</param>
/// <param name="arrived">Called on a port's thread when a report was queued, to wake whoever calls <see cref="Step"/>.</param>
/// <param name="log">One line for the worker's own log.</param>
public sealed class RolloutWorker(IRolloutJournal journal, ILease lease, Func<RolloutState, PlanHost, IHostPort> portOf, Func<RolloutState, string?> locked, Actor me, Action arrived, Action<string> log, Func<RolloutState, string?>? unsigned = null)
{
    /// <summary>How often the lease is renewed: others show a worker as late after a few of these.</summary>
    public static readonly Duration HeartbeatEvery = Duration.FromSeconds(2);

    /// <summary>After a file that is busy or full, the same is tried again this much later.</summary>
    private static readonly Duration RetryAfter = Duration.FromSeconds(1);

    private readonly ConcurrentQueue<Report> inbox = new();
    private readonly Queue<Report> pending = new();
    private readonly Dictionary<RolloutId, RolloutState> live = [];
    private readonly Dictionary<RolloutId, Instant> lookAgain = [];
    private readonly HashSet<RolloutId> takenOver = [];
    private readonly HashSet<RolloutId> setAside = [];
    private readonly ProbeSchedule probes = new();
    private readonly ClockWatch clock = new();
    private bool fileChanged = true;
    private (string Cause, string Reason)? hold;
    private string? lastSaid;
    private Duration? renewedAt;

    /// <summary>Why it stopped for good; null while it works.</summary>
    public Fault? Stopped { get; private set; }

    /// <summary>
    /// Nothing is left that could happen now: every step is settled, every doubt was asked about, and what is open waits for a person.
    /// </summary>
    public bool IsIdle => Stopped is not null || (inbox.IsEmpty && pending.Count == 0 && !fileChanged && probes.AllAskedOnce && !live.Values.Any(s => s.Hosts.Values.Any(IsOut)));

    /// <summary>Someone else wrote to the file: at the next step every rollout is looked at.</summary>
    public void FileChanged() => fileChanged = true;

    /// <summary>At the next step every live rollout is paused for this cause, until a person resumes it.</summary>
    public void HoldAll(string cause, string reason)
    {
        hold = (cause, reason);
        fileChanged = true;
    }

    /// <summary>Does everything that can be done at this moment.</summary>
    /// <param name="now">The wall clock.</param>
    /// <param name="monotonic">A clock that is never set; its zero does not matter.</param>
    /// <returns>When to call again at the latest; earlier when a report arrives or the file changes.</returns>
    public Instant Step(Instant now, Duration monotonic)
    {
        if (!HoldLease(now, monotonic)) return now + RetryAfter;
        if (clock.Stepped(now, monotonic) is { } step) HoldAll(PauseCauses.ClockStepped, $"The clock stepped by {step.TotalSeconds:0} s.");
        while (inbox.TryDequeue(out Report? report)) pending.Enqueue(report);

        // What waited until a moment is looked at once that has come: a hold that ended, a deferral that is over.
        if (live.Values.Any(s => s.Hosts.Values.Any(h => h.Phase is HostPhase.Waiting && h.WaitingUntil <= now)) || lookAgain.Values.Any(at => at <= now)) fileChanged = true;

        Instant wake = now + HeartbeatEvery - (monotonic - renewedAt!.Value);
        try
        {
            if (fileChanged) LookAtAll(now);
            while (Stopped is null && pending.TryPeek(out Report? report))
            {
                TakeReport(report, now);
                pending.Dequeue();
            }
            Probe(now);
        }
        catch (CockpitException e) when (e.Fault.Code == FileErrors.LeaseLost)
        {
            Stop(e.Fault);
        }
        catch (CockpitException e) when (e.Fault.Code.Exit == ExitCode.BadFile)
        {
            // Nothing was committed, so nothing was done; the report stays first in line.
            Say($"{e.Fault}");
            wake = Instant.Min(wake, now + RetryAfter);
        }
        foreach (Instant at in lookAgain.Values) wake = Instant.Min(wake, Instant.Max(at, now));
        return probes.NextAt is { } probeAt ? Instant.Min(wake, Instant.Max(probeAt, now)) : wake;
    }

    /// <summary>Renews in time, and always before acting after a pause of this process. Refused once means stopped for good.</summary>
    private bool HoldLease(Instant now, Duration monotonic)
    {
        if (Stopped is not null) return false;
        if (renewedAt is { } last && monotonic - last < HeartbeatEvery) return true;
        bool ours;
        try
        {
            ours = lease.Renew(now);
        }
        catch (CockpitException e) when (e.Fault.Code.Exit == ExitCode.BadFile)
        {
            Say($"The heartbeat could not be written: {e.Fault}");
            return false;
        }
        if (ours) renewedAt = monotonic;
        else Stop(FileErrors.LeaseLost.Because("Another worker took this file over."));
        return ours;
    }

    private void Stop(Fault fault)
    {
        Stopped = fault;
        Say($"{fault}");
    }

    /// <summary>A trouble that lasts is said once, not at every try.</summary>
    private void Say(string line)
    {
        if (line == lastSaid) return;
        lastSaid = line;
        log(line);
    }

    private void LookAtAll(Instant now)
    {
        IReadOnlyList<RolloutId> ids = journal.Live();
        foreach (RolloutId gone in live.Keys.Except(ids).ToList()) Forget(gone);
        foreach (RolloutId id in ids)
        {
            if (setAside.Contains(id)) continue;
            // First of all, so that nothing new begins before it.
            if (hold is { } h && !Apply(id, new PauseByWorker(h.Cause, h.Reason), now)) continue;
            // The first look at a rollout is a takeover: an earlier worker may have left intents behind.
            if (!takenOver.Contains(id))
            {
                if (!Apply(id, new TookOver(), now)) continue;
                takenOver.Add(id);
            }
            Apply(id, new Tick(), now);
        }
        hold = null;
        fileChanged = false;
    }

    private void TakeReport(Report report, Instant now)
    {
        if (report is Ended or NoRecord) probes.Answered(report.Id, now);
        if (report is Unclear) probes.LostSight(report.Id, now);
        // A late "at work" must not lift a doubt: the port follows the job no longer, so its end would never be heard of.
        bool late = report is AtWork && probes.IsOutOfSight(report.Id);
        if (!late && !setAside.Contains(report.Id.Rollout)) Apply(report.Id.Rollout, new Reported(report), now);
        if (report.Log is { Length: > 0 } text) journal.AppendLog(report.Id, now, text);
    }

    /// <summary>Decides, commits, acts; false when the rollout cannot be read and was set aside.</summary>
    private bool Apply(RolloutId id, Input input, Instant now)
    {
        try
        {
            string? bad = WhyUnsigned(id, now);
            var (decision, state) = journal.Transact(id, me, now, lease.Epoch, (s, f) => Decider.Decide(s, f with { CredentialsLocked = locked(s), Unsigned = bad }, input, now, me));
            live[id] = state;
            lookAgain.Remove(id);
            if (decision is not Accepted accepted) return true;
            if (accepted.LookAgainAt is { } at) lookAgain[id] = at;
            foreach (PortCommand command in accepted.Commands) Act(command, state);
            return true;
        }
        catch (CockpitException e) when (e.Fault.Code == RolloutErrors.PlanTampered || e.Fault.Code == FileErrors.FileDamaged || e.Fault.Code == FileErrors.FileNewer)
        {
            // One rollout that cannot be trusted must not keep the others from going on.
            setAside.Add(id);
            Forget(id);
            Say($"{id} is left alone: {e.Fault}");
            return false;
        }
    }

    private void Forget(RolloutId id)
    {
        live.Remove(id);
        lookAgain.Remove(id);
    }

    /// <summary>Asked before the transaction, because verifying takes a program's time: on the state that is known, or on a first look. Approvals that come meanwhile only add to it.</summary>
    private string? WhyUnsigned(RolloutId id, Instant now)
    {
        if (unsigned is null) return null;
        if (!live.TryGetValue(id, out RolloutState? known)) known = journal.Transact(id, me, now, lease.Epoch, (_, _) => new Accepted([], [])).State;
        return unsigned(known);
    }

    private void Act(PortCommand command, RolloutState state)
    {
        switch (command)
        {
            case BeginEffect x:
                portOf(state, x.Effect.Host).Begin(x.Effect, Queue);
                break;
            case SendEffect x:
                portOf(state, state.Hosts[x.Id.Host].Plan).Send(x.Id);
                break;
            case WithdrawEffect x when state.Hosts.TryGetValue(x.Id.Host, out HostState? h):
                portOf(state, h.Plan).Withdraw(x.Id);
                break;
            case ProbeEffect x:
                Ask(state, x.Effect);
                break;
            // A withdrawal for a host that the rollout does not have: there is nothing to let go of.
            default:
                break;
        }
    }

    private void Probe(Instant now)
    {
        if (Stopped is not null) return;
        var inDoubt = live.Values.SelectMany(s => s.Hosts.Values.Where(h => h is { Phase: HostPhase.InDoubt, NeedsPerson: false }).Select(h => Effects.Of(s, h)));
        foreach (Effect effect in probes.Due(inDoubt, now)) Ask(live[effect.Id.Rollout], effect);
    }

    private void Ask(RolloutState state, Effect effect)
    {
        probes.Asked(effect.Id);
        portOf(state, effect.Host).Probe(effect, Queue);
    }

    private void Queue(Report report)
    {
        inbox.Enqueue(report);
        arrived();
    }

    private static bool IsOut(HostState h) => h.StepStatus is StepStatus.Planned or StepStatus.Sent or StepStatus.Running;
}
