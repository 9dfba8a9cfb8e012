using Cockpit.Core.Scopes;

namespace Cockpit.Operations.Hosts;

/// <param name="Total">Hosts in the file, whatever the scope.</param>
public sealed record HostList(IReadOnlyList<HostSummary> Hosts, int Total);

/// <summary>Lists hosts with their state and the age of what is known, by name.</summary>
public static class ListHosts
{
    public static HostList Run(Session session, Scope scope) => session.Read(t =>
    {
        var now = session.Now;
        var fleet = Fleet.Read(t, now);
        return new HostList([.. fleet.Where(h => scope.Of(h.Subject).Verdict == Truth.Yes).Select(h => Fleet.Summary(h, now))], fleet.Count);
    });
}
