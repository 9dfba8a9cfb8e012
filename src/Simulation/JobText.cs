using System.Text;
using Cockpit.Core.Rollouts;

namespace Cockpit.Simulation;

/// <summary>What a simulated package manager prints.</summary>
internal static class JobText
{
    public static string? Started(Effect effect) => effect.Id.Step is not Step.Patch ? null : string.Concat(
        effect.Host.Transaction.Select(c => $"Get: {c.Name} {c.Architecture} {c.To}\n"));

    public static string? Ended(SimulatedJob job)
    {
        if (job.Step is not Step.Patch) return null;
        var text = new StringBuilder();
        foreach (PackageChange c in job.Changes) text.Append($"Unpacking {c.Name} ({c.To}) over ({c.From}) ...\n");
        int done = job.Fault is null ? job.Changes.Count : job.Changes.Count - 1;
        foreach (PackageChange c in job.Changes.Take(done)) text.Append($"Setting up {c.Name} ({c.To}) ...\n");
        if (job.Fault is not null && job.Changes.Count > 0) text.Append($"dpkg: error processing package {job.Changes[^1].Name} (--configure): exit status 1\n");
        return text.ToString();
    }

    public static string Why(string code, Effect effect) => code switch
    {
        "APT_POSTINST" => $"A package's postinst failed on {effect.Host.Name}, exit status 1.",
        "JOB_LOST" => $"{effect.Host.Name} lost its power while it patched.",
        _ => $"The job on {effect.Host.Name} failed.",
    };
}
