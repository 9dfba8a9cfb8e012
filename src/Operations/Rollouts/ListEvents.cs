using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Operations.Audit;
using Cockpit.Store.Hosts;
using Cockpit.Store.Journal;

namespace Cockpit.Operations.Rollouts;

/// <param name="StreamSeq">The event's number in this rollout; --expect compares with the last one.</param>
public sealed record RolloutEventLine(long StreamSeq, AuditEntry Entry);

public sealed record RolloutEvents(string RolloutId, IReadOnlyList<RolloutEventLine> Events);

/// <summary>Lists a rollout's events in order.</summary>
public static class ListEvents
{
    /// <param name="at">Up to this event, or null for all.</param>
    /// <exception cref="CockpitException">ROLLOUT_UNKNOWN.</exception>
    public static RolloutEvents Run(Session session, RolloutId id, long? at) => session.Read(t =>
    {
        RolloutAct.Find(t, id);
        var hosts = t.HostNames();
        return new RolloutEvents(id.ToString(), [.. t.Stream(id.ToString()).Where(r => at is null || r.StreamSeq <= at).Select(r => new RolloutEventLine(r.StreamSeq, AuditEntry.Of(r, hosts)))]);
    });
}
