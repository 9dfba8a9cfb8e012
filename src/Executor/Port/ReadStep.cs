using Cockpit.Core.Errors;
using Cockpit.Core.Rollouts;
using Cockpit.Executor.Apt;
using Cockpit.Executor.Facts;
using Cockpit.Executor.Jobs;

namespace Cockpit.Executor.Port;

/// <summary>Preflight and Verify: read on the host and hold it against the plan. They may be run any number of times.</summary>
internal sealed class ReadStep(Effect effect, HostLine line, JobScripts scripts, PortLimits limits, TimeProvider time, CancellationToken stop)
{
    public void Run(PackageWords words, Action<Report> reply)
    {
        bool preflight = effect.Id.Step == Step.Preflight;
        // After the verify this rollout is through with the host, however it ended.
        string script = scripts.Facts(words, simulate: preflight, stale: !preflight, release: preflight ? null : effect.Id);
        Patience patience = new(limits, time, stop);
        while (true)
        {
            try
            {
                if (!HostReading.TryParse(line.Run(script, limits.FactsScript, reads: true), out HostReading host))
                    reply(new Ended(effect.Id, Unreadable(), HostFacts.Unknown));
                else
                    reply(new Ended(effect.Id, Judge(preflight, host), PlanCheck.Facts(effect.Host, host)) { Log = Stale(host) });
                return;
            }
            catch (CockpitException failure)
            {
                if (patience.SilentFor(limits.LostConnection))
                {
                    reply(new Unclear(effect.Id, failure.Fault));
                    return;
                }
                patience.Wait();
            }
        }
    }

    private Fault? Judge(bool preflight, HostReading host)
    {
        if (!preflight) return PlanCheck.Verify(effect.Host, host, effect.BootIdBefore);
        string mine = JobScripts.Owner(effect.Id);
        if (host.Claim.Length > 0 && host.Claim.Split('/')[0] != mine.Split('/')[0]) return PlanCheck.Claimed(effect.Host, host.Claim);
        return PlanCheck.Preflight(effect.Host, host);
    }

    private Fault Unreadable() => StepErrors.AptFailed.Because($"{effect.Host.Name} gave no readable answer about its packages.") with { Meaning = "Nothing was changed." };

    private static string? Stale(HostReading host) =>
        host.Stale.Count == 0 ? null : $"still running a library that was replaced: {string.Join(", ", host.Stale.Take(40).Select(PlanCheck.Plain))}\n";
}
