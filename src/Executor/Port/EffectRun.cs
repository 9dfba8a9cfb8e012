using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Facts;
using Cockpit.Executor.Jobs;

namespace Cockpit.Executor.Port;

/// <summary>One effect from Begin or Probe to its last report, on a thread of its own.</summary>
internal sealed class EffectRun(
    Effect effect, HostLine line, JobScripts scripts, PortLimits limits, TimeProvider time, Action<Report> reply, CancellationToken stop)
{
    private readonly TaskCompletionSource<bool> _decided = new();

    /// <summary>The worker's word after ReadyToSend. Any thread; the first word counts.</summary>
    public void Decide(bool send) => _decided.TrySetResult(send);

    public void Begin() => Guarded(() =>
    {
        string? payload;
        PackageWords words;
        try
        {
            words = PackageWords.Of(effect.Host);
            payload = Payload(words);
            line.Open();
        }
        catch (CockpitException failure)
        {
            reply(new NotSent(effect.Id, failure.Fault));
            return;
        }
        reply(new ReadyToSend(effect.Id));
        _decided.Task.Wait(stop);
        if (!_decided.Task.Result) reply(new NotSent(effect.Id, null));
        else if (payload is null) new ReadStep(effect, line, scripts, limits, time, stop).Run(words, reply);
        else new JobStep(effect, line, scripts, limits, time, stop).Run(words, payload, reply);
    });

    public void Probe() => Guarded(() =>
    {
        PackageWords words;
        try { words = PackageWords.Of(effect.Host); }
        catch (CockpitException failure)
        {
            // Such a plan was never sent by this program either.
            reply(new Ended(effect.Id, failure.Fault, HostFacts.Unknown));
            return;
        }
        // A step that only reads is simply read again: that starts nothing, and its answer is newer.
        if (effect.Id.Step is Step.Preflight or Step.Verify) new ReadStep(effect, line, scripts, limits, time, stop).Run(words, reply);
        else new JobStep(effect, line, scripts, limits, time, stop).Find(words, reply);
    });

    /// <summary>What the detached job runs; null for a step that only reads.</summary>
    private string? Payload(PackageWords words) => effect.Id.Step switch
    {
        Step.Patch => JobScripts.PatchPayload(effect.Host, words),
        Step.Reboot => JobScripts.RebootPayload(effect.Host, effect.BootIdBefore
            ?? throw new CockpitException(StepErrors.NeverRan.Because($"The boot that {effect.Host.Name} runs now is not known, so a reboot could not be told from none."))),
        _ => null,
    };

    private void Guarded(Action run)
    {
        try { run(); }
        // The port was told to let go: nothing is said, and the next worker probes.
        catch (OperationCanceledException) when (stop.IsCancellationRequested) { }
        finally { line.Dispose(); }
    }
}
