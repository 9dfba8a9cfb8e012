using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Facts;
using Cockpit.Executor.Jobs;
using NodaTime;

namespace Cockpit.Executor.Port;

/// <summary>
/// Patch and Reboot: a detached job on the host, started once and then looked at in short calls, over as many connections as it
/// takes. Whatever breaks on the way, the job is found again by its id.
/// </summary>
internal sealed class JobStep(Effect effect, HostLine line, JobScripts scripts, PortLimits limits, TimeProvider time, CancellationToken stop)
{
    private readonly JobLog _log = new($"{scripts.Root}/jobs/{effect.Id}/log");
    private readonly Patience _patience = new(limits, time, stop);
    private readonly long _since = time.GetTimestamp();

    private bool IsReboot => effect.Id.Step == Step.Reboot;

    /// <summary>Starts the job and follows it to its end.</summary>
    public void Run(PackageWords words, string payload, Action<Report> reply)
    {
        string[] said;
        try
        {
            said = line.Run(scripts.Start(effect.Id, payload), limits.StartScript).Trim().Split(' ', 2);
        }
        catch (CockpitException)
        {
            // The command may have arrived or not. Asking by id settles it.
            said = ["unknown"];
        }
        Fault? refused = said[0] switch
        {
            "claimed" => PlanCheck.Claimed(effect.Host, said[^1]),
            "truncated" => StepErrors.NeverRan.Because($"{effect.Host.Name} got only a part of the command and refused it."),
            "failed" when said[^1].StartsWith("no room", StringComparison.Ordinal) => StepErrors.DiskFull.Because($"{effect.Host.Name} has {PlanCheck.Plain(said[^1])}."),
            "failed" => StepErrors.NeverRan.Because($"{effect.Host.Name} could not take the job in: {PlanCheck.Plain(said[^1])}."),
            // "started", or "exists" where the same id was started before: there is one job, and it is followed.
            _ => null,
        };
        if (refused is not null) reply(new Ended(effect.Id, refused, HostFacts.Unknown));
        else Follow(words, startedHere: true, reply);
    }

    /// <summary>Finds out what became of the job, and starts none.</summary>
    public void Find(PackageWords words, Action<Report> reply) => Follow(words, startedHere: false, reply);

    private void Follow(PackageWords words, bool startedHere, Action<Report> reply)
    {
        bool saidAtWork = false;
        while (true)
        {
            try
            {
                JobReport job = Look();
                if ((IsReboot ? AfterReboot(job, words) : AfterPatch(job, words, startedHere)) is { } end)
                {
                    reply(end with { Log = _log.Drain() });
                    return;
                }
                string? log = _log.Drain();
                if (log is not null || !saidAtWork)
                {
                    reply(new AtWork(effect.Id) { Log = log });
                    saidAtWork = true;
                }
                // A host that is to reboot is expected to fall silent; its time runs from the start.
                if (!IsReboot) _patience.Heard();
            }
            catch (CockpitException failure)
            {
                if (Silent(failure.Fault) is { } silent)
                {
                    reply(silent with { Log = _log.Drain() });
                    return;
                }
            }
            _patience.Wait();
        }
    }

    /// <summary>Asks the host once, and reads all of the log that is there. A job of which there is no record can begin no more after it.</summary>
    private JobReport Look()
    {
        JobReport job = Ask(scripts.Report(effect.Id, _log.Offset, _log.Want));
        if (job.State == JobState.Absent) return Ask(scripts.Seal(effect.Id));
        while (_log.Take(job)) job = Ask(scripts.Report(effect.Id, _log.Offset, _log.Want));
        if (job.State is JobState.Exited or JobState.Killed or JobState.Rebooted && _log.JumpToEnd(job))
            _log.Take(job = Ask(scripts.Report(effect.Id, _log.Offset, _log.Want)));
        return job;
    }

    /// <returns>Null while it is at work.</returns>
    private Report? AfterPatch(JobReport job, PackageWords words, bool startedHere)
    {
        if (Foreign(job) is { } foreign) return foreign;
        switch (job.State)
        {
            case JobState.Running:
                return null;
            case JobState.Starting when time.GetElapsedTime(_since) < limits.Starting.ToTimeSpan():
                return null;
            case JobState.Sealed when startedHere || job.PlanHash.Length > 0:
                return NeverRan(words);
            case JobState.Sealed:
                // The folder may be gone because the host was restored or rebuilt, so what is installed decides.
                HostReading found = Read(words, release: false);
                return new NoRecord(effect.Id, PlanCheck.Installed(effect.Host, found), PlanCheck.Facts(effect.Host, found));
            case JobState.Exited when job.ExitCode == 0:
                return new Ended(effect.Id, null, PlanCheck.Facts(effect.Host, Read(words, release: false)));
            case JobState.Exited:
                return Failed(words, host => PatchFailure.Of(effect.Host, job.ExitCode!.Value, _log.Tail, host));
            default:
                // It left no exit code. Where all of its work is done and sound, nothing is lost but that code.
                HostReading left = Read(words, release: false);
                if (PlanCheck.Installed(effect.Host, left) == InstalledState.AllAtTo) return new Ended(effect.Id, null, PlanCheck.Facts(effect.Host, left));
                string how = job.State == JobState.Rebooted ? "The host rebooted under the job" : "The job was killed";
                return Failed(words, _ => StepErrors.JobLost.Because($"{how} on {effect.Host.Name}."));
        }
    }

    /// <summary>Another boot id is the proof, whatever became of the job that asked for it.</summary>
    /// <returns>Null while the host is on its way down, or up.</returns>
    private Report? AfterReboot(JobReport job, PackageWords words)
    {
        if (Foreign(job) is { } foreign) return foreign;
        if (job.BootId != effect.BootIdBefore)
        {
            HostReading host = Read(words, release: false);
            return new Ended(effect.Id, PlanCheck.OtherMachine(effect.Host, host), PlanCheck.Facts(effect.Host, host));
        }
        if (job.State == JobState.Sealed) return NeverRan(words);
        if (job.ExitCode is > 0)
            return Failed(words, _ => StepErrors.RebootOwed.Because($"{effect.Host.Name} refused to reboot: {PlanCheck.Plain(_log.Tail.Trim())}"));
        return _patience.SilentFor(limits.Reboot)
            ? Failed(words, _ => StepErrors.RebootTimeout.Because($"{effect.Host.Name} still runs the boot from before, {limits.Reboot.TotalMinutes:0} min after it was asked to reboot."))
            : null;
    }

    private Ended NeverRan(PackageWords words) => Failed(words, _ => StepErrors.NeverRan.Because($"{effect.Host.Name} did not begin the job, and no longer can."));

    /// <summary>The host's part in this rollout is over until a person says otherwise, so its claim is given back with the last look at it.</summary>
    private Ended Failed(PackageWords words, Func<HostReading, Fault> fault)
    {
        HostReading host = Read(words, release: true);
        return new Ended(effect.Id, fault(host), PlanCheck.Facts(effect.Host, host));
    }

    private Unclear? Foreign(JobReport job) =>
        job.PlanHash.Length > 0 && job.PlanHash != effect.Id.Plan.Hex
            ? new Unclear(effect.Id, StepErrors.JobLost.Because($"{effect.Host.Name}'s record of this job belongs to another plan."))
            : null;

    /// <summary>What no answer means so far; null while it is too early to say.</summary>
    private Unclear? Silent(Fault failure)
    {
        // Another key is not a line that comes back: a person has to look.
        bool hopeless = failure.Code == RemoteErrors.HostKeyChanged || failure.Code == RemoteErrors.HostKeyRevoked;
        if (!hopeless && !_patience.SilentFor(IsReboot ? limits.Reboot : limits.LostConnection)) return null;
        return new Unclear(effect.Id, IsReboot && !hopeless
            ? StepErrors.RebootTimeout.Because($"{effect.Host.Name} does not answer {limits.Reboot.TotalMinutes:0} min after it was asked to reboot. {failure.What}")
            : failure);
    }

    private JobReport Ask(string script) =>
        JobReport.TryParse(line.Run(script, limits.LookScript), out JobReport report) ? report : throw Unreadable();

    private HostReading Read(PackageWords words, bool release) =>
        HostReading.TryParse(line.Run(scripts.Facts(words, simulate: false, release: release ? effect.Id : null), limits.FactsScript, reads: true), out HostReading host) ? host : throw Unreadable();

    private CockpitException Unreadable() => new(RemoteErrors.Disconnected.Because($"{effect.Host.Name} gave no readable answer about its job."));
}
