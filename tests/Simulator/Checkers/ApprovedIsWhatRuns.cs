using Cockpit.Core.Rollouts;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>The hash that was approved is the hash of the plan, and every host is given exactly what that plan holds for it.</summary>
internal sealed class ApprovedIsWhatRuns : IChecker
{
    public string Rule => "hash";

    public IEnumerable<string> Violations(Evidence evidence)
    {
        var hashes = evidence.Plans.ToDictionary(p => p.Key, p => PlanHash.Of(PlanFormat.Write(p.Value)));
        foreach (var (fact, tracks) in Playback.Of(evidence))
        {
            if (fact is not Began b) continue;
            Plan plan = evidence.Plans[b.Effect.Id.Rollout];
            if (tracks[b.Effect.Id.Rollout].ApprovedHash != hashes[b.Effect.Id.Rollout].Hex || b.Effect.Id.Plan != hashes[b.Effect.Id.Rollout])
                yield return $"{b.Effect.Id} runs under another hash than was approved";
            if (!SameContent(plan, plan.Hosts.First(h => h.Id == b.Effect.Id.Host), b.Effect.Host))
                yield return $"{b.Effect.Id} is given other content than the approved plan has for it";
        }
    }

    private static bool SameContent(Plan plan, PlanHost approved, PlanHost given) =>
        approved == given || PlanFormat.Write(Only(plan, approved)).AsSpan().SequenceEqual(PlanFormat.Write(Only(plan, given)));

    private static Plan Only(Plan plan, PlanHost host) => plan with { Rings = [new PlanRing("0", 1, 0, 0, [host])] };
}
