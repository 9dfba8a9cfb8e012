using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using NodaTime;

namespace Cockpit.Operations.Policies;

/// <summary>Explains which policy counts on a host and why, also as it would be with other tags or at another moment.</summary>
public static class ExplainHost
{
    /// <param name="at">The moment that windows, ages and holds are asked for; null is now. Facts are those of the last scan whatever the moment.</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN, POLICY_BROKEN.</exception>
    public static HostExplanation Run(Session session, string name, Instant? at, IReadOnlyList<TagEdit> edits) => session.Read(t =>
    {
        Host host = FindHost.Named(t, name);
        Instant moment = at ?? session.Now;
        PolicyFleet fleet = PolicyFleet.Read(t, moment);
        ScopeSubject subject = fleet.Hosts.First(h => h.Host.Id == host.Id);
        IReadOnlyList<ExplainedHold> holds = [.. t.HoldsOf(host.Id, moment).Select(h => new ExplainedHold(h.Package, h.Until, h.By, h.Reason))];
        return Explain.Of(PolicyBooks.Read(t), fleet.Hosts, subject, edits, fleet.Freezes, holds, moment);
    });
}
