using System.Collections.Concurrent;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Jobs;
using Cockpit.Remote;

namespace Cockpit.Executor.Port;

/// <summary>
/// The real hosts behind a rollout. Each effect has a thread of its own while it is under way, since connecting and running block;
/// how many are at once is the plan's limit, not this one's. Thread-safe.
/// </summary>
/// <param name="time">Measures how long a host has not answered; steps of the wall clock do not matter to it.</param>
public sealed class HostPort(HostConnector connector, PortLimits limits, TimeProvider time) : IHostPort, IDisposable
{
    /// <summary>Where hosts keep their claim and jobs.</summary>
    internal const string HostFolder = "/var/lib/cockpit";

    /// <summary>A thread here holds a few scripts at most.</summary>
    private const int StackBytes = 512 * 1024;

    private readonly ConcurrentDictionary<EffectId, EffectRun> _waiting = new();
    private readonly CancellationTokenSource _stop = new();

    public void Begin(Effect effect, Action<Report> reply)
    {
        EffectRun run = Make(effect, reply);
        // An effect that was withdrawn may be begun again before its first run has left.
        _waiting[effect.Id] = run;
        Start(effect, () =>
        {
            try { run.Begin(); }
            finally { _waiting.TryRemove(KeyValuePair.Create(effect.Id, run)); }
        });
    }

    public void Send(EffectId id)
    {
        if (_waiting.TryGetValue(id, out EffectRun? run)) run.Decide(send: true);
        else throw new InvalidOperationException($"{id} is not ready.");
    }

    public void Withdraw(EffectId id)
    {
        // An effect that is not there any more has replied NotSent already.
        if (_waiting.TryGetValue(id, out EffectRun? run)) run.Decide(send: false);
    }

    public void Probe(Effect effect, Action<Report> reply) => Start(effect, Make(effect, reply).Probe);

    /// <summary>Lets go of every host. Jobs on hosts run on and are found again by a probe.</summary>
    public void Dispose() => _stop.Cancel();

    private EffectRun Make(Effect effect, Action<Report> reply) =>
        new(effect, new HostLine(connector, effect.Host, _stop.Token), new JobScripts(HostFolder), limits, time, reply, _stop.Token);

    private static void Start(Effect effect, Action run) =>
        new Thread(() => run(), StackBytes) { IsBackground = true, Name = $"host-{effect.Host.Name}" }.Start();
}
