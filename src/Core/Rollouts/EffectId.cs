using Cockpit.Core.Ids;

namespace Cockpit.Core.Rollouts;

/// <summary>
/// Names one try of one step on one host, over all files and copies of files in the world: short ids are unique in one file only,
/// and a restored file that issues R17 again must never read another's "done".
/// </summary>
/// <param name="Attempt">1 for the first try; a person's retry adds one.</param>
public sealed record EffectId(FileId File, RolloutId Rollout, PlanHash Plan, HostId Host, Step Step, int Attempt)
{
    /// <summary>Lower-case letters, digits and "-" only, so that it can name a folder or a unit on the host.</summary>
    public override string ToString() =>
        $"{File.Value:n}-r{Rollout.Value}-{Plan.Short}-h{Host.Value}-{Step.ToString().ToLowerInvariant()}-{Attempt}";
}

/// <summary>A committed intent to do one step on one host, with all that is needed to do it and to judge what became of it.</summary>
/// <param name="BootIdBefore">For Reboot and the Verify after it: the boot id that must have changed.</param>
public sealed record Effect(EffectId Id, PlanHost Host, string? BootIdBefore);
