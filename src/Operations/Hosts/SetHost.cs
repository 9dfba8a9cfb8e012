using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Hosts;

/// <summary>Changes what is noted about a host.</summary>
public static class SetHost
{
    /// <exception cref="CockpitException">HOST_UNKNOWN, HOST_INVALID.</exception>
    public static HostSummary Run(Session session, string name, HostFields fields)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        HostSummary changed = file.Write(t =>
        {
            Host before = FindHost.Named(t, name);
            Host after = HostEdit.Apply(before, before.Name, fields, file.IsDemo, out string problem) ?? throw new CockpitException(HostErrors.HostInvalid.Because(problem));
            foreach (string alias in fields.Aliases)
            {
                if (t.FindHost(alias) is { } other && other.Id != before.Id) throw new CockpitException(HostErrors.HostInvalid.Because($"{Printable.Line(alias, 60)} is a name of the host {other.Name}."));
            }
            if (!HostEdit.Same(before, after)) t.ChangeHost(after, session.Actor, session.Now);
            t.RefreshFindings(session.Now);
            return Fleet.Summary(Fleet.ReadOne(t, FindHost.Named(t, name), session.Now), session.Now);
        });
        AlignHosts.Due(session, file, default);
        return changed;
    }
}
