using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Simulation;

/// <summary>
/// The way to simulated hosts. It does nothing by itself: whoever owns it calls <see cref="Pump"/> with the time, and the answers that are
/// due then go out, on the caller's thread. Thread-safe.
/// </summary>
/// <param name="clock">Only for the moment of a call; nothing is timed by it.</param>
public sealed class SimulatedPort(ISimulatedFleet fleet, Pace pace, Func<Instant> clock) : IHostPort
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<Action, (Instant At, long Order)> due = new();
    private readonly Dictionary<EffectId, (Effect Effect, Action<Report> Reply)> ready = [];
    private long order;

    /// <summary>When the next answer is due; null when none is.</summary>
    public Instant? NextAt
    {
        get
        {
            lock (gate) return due.TryPeek(out _, out var at) ? at.At : null;
        }
    }

    /// <summary>Sends what is due until now; answers that follow from it at once go out as well.</summary>
    public void Pump(Instant now)
    {
        while (true)
        {
            Action? next;
            lock (gate)
            {
                if (!due.TryPeek(out _, out var at) || at.At > now) return;
                next = due.Dequeue();
            }
            next();
        }
    }

    public void Begin(Effect effect, Action<Report> reply)
    {
        Connect(effect, reply, fault => reply(new NotSent(effect.Id, fault)), _ =>
        {
            lock (gate) ready[effect.Id] = (effect, reply);
            reply(new ReadyToSend(effect.Id));
        });
    }

    public void Send(EffectId id)
    {
        (Effect Effect, Action<Report> Reply) open;
        lock (gate)
        {
            if (!ready.Remove(id, out open)) return;
        }
        Instant now = clock();
        SimulatedHost? host = fleet.Find(open.Effect.Host.Name);
        if (host is null || !host.IsUp(now))
        {
            After(now, pace.ConnectTimeout, () => open.Reply(new NotSent(id, NoAnswer(open.Effect))));
            return;
        }
        if (id.Step is Step.Preflight or Step.Verify)
        {
            After(now, HostPhysics.LookTakes(host, open.Effect, pace), () => Looked(open.Effect, open.Reply));
            return;
        }
        SimulatedHost started;
        Fault? fault;
        lock (gate)
        {
            // Read again under the lock: the pumping thread may have kept the host in between, and neither may undo the other's change.
            (started, fault) = HostPhysics.Start(fleet.Find(host.Name)!, open.Effect, pace, now);
            fleet.Keep(started);
        }
        if (fault is not null)
        {
            After(now, Duration.Zero, () => open.Reply(new Ended(id, fault, HostPhysics.Facts(started, open.Effect))));
            return;
        }
        After(now, Duration.Zero, () => open.Reply(new AtWork(id) { Log = JobText.Started(open.Effect) }));
        Follow(open.Effect, open.Reply);
    }

    public void Withdraw(EffectId id)
    {
        lock (gate)
        {
            if (!ready.Remove(id, out var open)) return;
            due.Enqueue(() => open.Reply(new NotSent(id, null)), (clock(), order++));
        }
    }

    public void Probe(Effect effect, Action<Report> reply) =>
        Connect(effect, reply, fault => reply(new Unclear(effect.Id, fault)), host =>
        {
            if (!host.Jobs.TryGetValue(effect.Id.ToString(), out SimulatedJob? job) || host.Nature is Nature.Forgetful)
            {
                bool cannotTell = host.Nature is Nature.Replaced || host.Jobs.Values.Any(j => !j.Settled);
                reply(new NoRecord(effect.Id, cannotTell ? InstalledState.Mixed : HostPhysics.Installed(host, effect.Host), HostPhysics.Facts(host, effect)));
                return;
            }
            if (!job.Settled) reply(new AtWork(effect.Id));
            Follow(effect, reply);
        });

    /// <summary>Reaches the host, or says after the time-out that it did not.</summary>
    private void Connect(Effect effect, Action<Report> reply, Action<Fault> failed, Action<SimulatedHost> connected)
    {
        Instant now = clock();
        SimulatedHost? host = fleet.Find(effect.Host.Name);
        if (host is null)
        {
            After(now, pace.ConnectTimeout, () => failed(NoAnswer(effect)));
            return;
        }
        Duration takes = HostPhysics.ConnectTakes(host, effect, pace);
        After(now, host.IsUp(now + takes) ? takes : pace.ConnectTimeout, () =>
        {
            if (Now(effect.Host.Name) is { } up) connected(up);
            else failed(NoAnswer(effect));
        });
    }

    private void Looked(Effect effect, Action<Report> reply)
    {
        if (Now(effect.Host.Name) is not { } host)
        {
            reply(new Unclear(effect.Id, RemoteErrors.Disconnected.Because($"{effect.Host.Name} went away.")));
            return;
        }
        reply(new Ended(effect.Id, HostPhysics.Look(host, effect), HostPhysics.Facts(host, effect)));
    }

    /// <summary>Waits for the job's end; a host that is silent then is asked until it answers, and a silence that lasts is "unclear".</summary>
    private void Follow(Effect effect, Action<Report> reply)
    {
        SimulatedHost host = fleet.Find(effect.Host.Name)!;
        SimulatedJob job = host.Jobs[effect.Id.ToString()];
        Instant now = clock();
        Duration rest = job.EndsAt > now ? job.EndsAt - now : Duration.Zero;
        // A reboot that takes longer than anybody waits leaves the host in doubt; a later probe finds it.
        if (rest > Patience(effect))
        {
            After(now, Patience(effect), () => reply(new Unclear(effect.Id, RemoteErrors.Disconnected.Because($"{effect.Host.Name} has been silent for {Patience(effect).TotalSeconds:0} s."))));
            return;
        }
        After(now, rest, () => Finished(effect, reply, silences: 0));
    }

    private void Finished(Effect effect, Action<Report> reply, int silences)
    {
        if (Now(effect.Host.Name) is { } host)
        {
            SimulatedJob job = host.Jobs[effect.Id.ToString()];
            Fault? fault = job.Fault is { } code ? (ErrorTable.Find(code) ?? StepErrors.AptFailed).Because(JobText.Why(code, effect)) : null;
            reply(new Ended(effect.Id, fault, HostPhysics.Facts(host, effect)) { Log = JobText.Ended(job) });
        }
        else if (silences >= MaxSilences)
        {
            reply(new Unclear(effect.Id, RemoteErrors.Disconnected.Because($"{effect.Host.Name} gives no answer.")));
        }
        else
        {
            After(clock(), pace.ConnectTimeout, () => Finished(effect, reply, silences + 1));
        }
    }

    /// <summary>A host that went away is asked this often, each time for as long as a connect may take, before it is in doubt.</summary>
    private const int MaxSilences = 4;

    private Duration Patience(Effect effect) => effect.Id.Step is Step.Reboot ? pace.LongReboot / 2 : pace.Patch.Longest * 8;

    /// <summary>The host as it is now, when it answers.</summary>
    private SimulatedHost? Now(string name)
    {
        Instant now = clock();
        lock (gate)
        {
            if (fleet.Find(name) is not { } host || !host.IsUp(now)) return null;
            SimulatedHost settled = HostPhysics.Settle(host, now);
            if (!ReferenceEquals(settled, host)) fleet.Keep(settled);
            return settled;
        }
    }

    private void After(Instant now, Duration takes, Action action)
    {
        lock (gate) due.Enqueue(action, (now + takes, order++));
    }

    private static Fault NoAnswer(Effect effect) => RemoteErrors.ConnectTimeout.Because($"{effect.Host.Name} gave no answer.");
}
