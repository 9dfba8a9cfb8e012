using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Hosts;

/// <summary>Adds one host; makes the file where there is none.</summary>
public static class AddHost
{
    /// <exception cref="CockpitException">HOST_INVALID, HOST_EXISTS.</exception>
    public static HostSummary Run(Session session, string name, HostFields fields)
    {
        // Looked at before the file is opened, so that a bad call does not leave an empty file behind.
        Make(name, fields, demo: true);
        using CockpitFile file = session.Open(FileAccessMode.Create);
        HostSummary added = file.Write(t =>
        {
            Host host = t.AddHost(Make(name, fields, file.IsDemo), session.Actor, session.Now);
            t.RefreshFindings(session.Now);
            return Fleet.Summary(Fleet.ReadOne(t, host, session.Now), session.Now);
        });
        AlignHosts.Due(session, file, default);
        return added;
    }

    private static Host Make(string name, HostFields fields, bool demo) =>
        HostEdit.Apply(null, name, fields, demo, out string problem) ?? throw new CockpitException(HostErrors.HostInvalid.Because(problem));
}
