using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Passes a gate that asks for a person.</summary>
public static class PromoteRollout
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <exception cref="CockpitException">WRONG_STATE, RING_UNKNOWN, IN_DOUBT, NOTE_NEEDED, STALE_SCREEN.</exception>
    public static RolloutView Run(Session session, RolloutId id, string? ring, string note, long? expectSeq) =>
        RolloutAct.Run(session, id, s => new Promote(session.Actor, ring ?? RunningRing(s), note) { ExpectSeq = expectSeq });

    /// <summary>Where no ring is named, the one that has begun and not passed is meant.</summary>
    private static string RunningRing(RolloutState s) => s.Rings.FirstOrDefault(r => r.Phase is RingPhase.Running)?.Plan.Name ?? s.Rings[0].Plan.Name;
}
