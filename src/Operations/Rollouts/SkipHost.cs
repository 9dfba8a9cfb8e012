using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Leaves a host out, with a reason.</summary>
public static class SkipHost
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <exception cref="CockpitException">HOST_NOT_IN_ROLLOUT, IN_DOUBT, NOTE_NEEDED, WRONG_STATE, STALE_SCREEN.</exception>
    public static RolloutView Run(Session session, RolloutId id, string host, string reason, long? expectSeq) =>
        RolloutAct.Run(session, id, s => new Skip(session.Actor, RolloutAct.HostNamed(s, host), reason) { ExpectSeq = expectSeq });
}
