using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Hosts;

/// <summary>The name of a host that was taken out.</summary>
public sealed record RemovedHost(string Name);

/// <summary>Takes a host out of the fleet; its history stays in the journal.</summary>
public static class RemoveHost
{
    /// <exception cref="CockpitException">HOST_UNKNOWN.</exception>
    public static RemovedHost Run(Session session, string name)
    {
        RemovedHost removed = session.Write(t =>
        {
            Host host = FindHost.Named(t, name);
            t.RemoveHost(host, session.Actor, session.Now);
            t.RefreshFindings(session.Now);
            return new RemovedHost(host.Name);
        });
        AlignHosts.RunDue(session, default);
        return removed;
    }
}
