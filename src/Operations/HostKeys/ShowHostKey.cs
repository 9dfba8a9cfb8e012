using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Hosts;
using Cockpit.Remote;

namespace Cockpit.Operations.HostKeys;

/// <summary>Shows the key of a host beside what is known of it. Connects; logs in nowhere, writes nothing.</summary>
public static class ShowHostKey
{
    /// <exception cref="CockpitException">HOST_UNKNOWN, and whatever stood in the way to the host.</exception>
    public static HostKeyView Run(Session session, string name, CancellationToken cancellation)
    {
        Host host = session.Read(t => FindHost.Named(t, name));
        using var access = new HostAccess(session);
        ShownHostKey shown = access.ShowKey(host, cancellation);
        return HostKeyView.Of(host.Name, shown, shown.State == HostKeyState.Known, null);
    }
}
