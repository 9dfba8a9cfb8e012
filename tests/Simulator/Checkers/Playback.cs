using Cockpit.Core.Ids;
using Cockpit.Simulator.World;

namespace Cockpit.Simulator.Checkers;

/// <summary>Walks through what happened, with each rollout's track as it was right before each fact.</summary>
internal static class Playback
{
    public static IEnumerable<(Fact Fact, IReadOnlyDictionary<RolloutId, Track> Before)> Of(Evidence evidence)
    {
        var tracks = evidence.Plans.ToDictionary(p => p.Key, p => new Track(p.Value));
        foreach (Fact fact in evidence.Facts)
        {
            yield return (fact, tracks);
            if (fact is Committed c) tracks[c.Rollout].Take(c.Event);
        }
    }
}
