using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>Settles a host in doubt after a person has looked at it.</summary>
public static class ResolveHost
{
    /// <param name="expectSeq">The last event that the person saw; another one refuses the act with STALE_SCREEN. Null is "whatever it is".</param>
    /// <exception cref="CockpitException">HOST_NOT_IN_ROLLOUT, WRONG_STATE, NOTE_NEEDED, STALE_SCREEN.</exception>
    public static RolloutView Run(Session session, RolloutId id, string host, bool succeeded, string note, long? expectSeq) =>
        RolloutAct.Run(session, id, s => new Resolve(session.Actor, RolloutAct.HostNamed(s, host), succeeded, note) { ExpectSeq = expectSeq });
}
