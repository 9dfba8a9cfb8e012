using Cockpit.Core.Ids;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>How long the rest of a rollout takes if every host takes what is assumed: ring after ring, as many hosts at once as each allows, and the bake times between.</summary>
public static class AssumedForecast
{
    /// <summary>Hosts that are not done; all of them before the start.</summary>
    public static IReadOnlyCollection<HostId> Left(RolloutState s) => s.IsEnded ? [] : s.IsLive ? [.. s.OpenHosts] : [.. s.Plan.Hosts.Select(h => h.Id)];

    /// <summary>Zero where nothing is left to do.</summary>
    public static Duration Remaining(RolloutState s)
    {
        HashSet<HostId> open = [.. Left(s)];
        Duration sum = Duration.Zero;
        foreach (PlanRing ring in s.Plan.Rings)
        {
            List<PlanHost> left = [.. ring.Hosts.Where(h => open.Contains(h.Id))];
            if (left.Count == 0) continue;
            int turns = (left.Count + ring.MaxParallel - 1) / ring.MaxParallel;
            sum += turns * left.Max(h => AssumedDurations.OfHost(s.Plan.RebootOf(h))) + Duration.FromSeconds(ring.BakeSeconds);
        }
        return sum;
    }
}
