using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Findings;

/// <summary>The hosts that the filters of lists and figures leave; null where they leave every machine, those that no host matches too.</summary>
internal static class ChosenHosts
{
    /// <param name="environment">As the hosts have it, whatever the case.</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN, or USAGE where no host has the environment: an empty answer would look like no risk.</exception>
    public static List<HostId>? Of(ReadTransaction t, Session session, Scope? scope, string? environment, string? host = null)
    {
        List<HostId>? chosen = scope is null ? null : Members(t, session, scope);
        if (environment is not null)
        {
            List<HostId> there = t.HostsOfEnvironment(environment);
            if (there.Count == 0) throw new CockpitException(CallErrors.Usage.Because($"No host has the environment \"{Printable.Line(environment, 40)}\".", "cockpit host list shows the hosts' environments."));
            chosen = chosen is null ? there : [.. chosen.Intersect(there)];
        }
        if (host is null) return chosen;
        HostId named = FindHost.Named(t, host).Id;
        return chosen is null || chosen.Contains(named) ? [named] : [];
    }

    private static List<HostId> Members(ReadTransaction t, Session session, Scope scope)
    {
        HostList fleet = session.KnownFleet = ListHosts.Current(t, session.KnownFleet, session.Now);
        return [.. fleet.Hosts.Where(h => scope.Selects(h.Subject! with { Now = session.Now })).Select(h => h.Standing!.Host.Id)];
    }
}
