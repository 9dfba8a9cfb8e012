using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Store.Findings.Alignment;

namespace Cockpit.Operations.Updates;

/// <summary>An update on one host.</summary>
public sealed record UpdateOnHost(string Host, string Version, UpdateClass Class, bool Held, long Points, long Closes, long Kev);

/// <summary>One update over the fleet.</summary>
/// <param name="Update">The source package.</param>
/// <param name="Packages">The packages built from it that are pending somewhere.</param>
/// <param name="Versions">Each version that is pending, the best first.</param>
public sealed record UpdatePage(string Update, IReadOnlyList<string> Packages, IReadOnlyList<UpdateLine> Versions, IReadOnlyList<UpdateOnHost> Hosts);

/// <summary>Shows one pending update: its versions, its hosts and what it would close on each.</summary>
public static class ShowUpdate
{
    /// <param name="name">A source package, or a package that is built from one.</param>
    /// <exception cref="CockpitException">UPDATE_UNKNOWN.</exception>
    public static UpdatePage Run(Session session, string name) => session.Read(t =>
    {
        List<string> sources = t.SourcesOf(name);
        List<HostUpdateRow> rows = sources.Count == 0 ? [] : t.HostsOfUpdate(sources.Contains(name) ? name : sources[0]);
        if (rows.Count == 0) throw new CockpitException(FindingErrors.UpdateUnknown.Because($"No update of {Printable.Line(name, 60)} is pending on any host."));
        string source = rows[0].Update.Package;
        return new UpdatePage(source, t.PackagesOf(source),
            [.. rows.GroupBy(r => r.Update.To).Select(g => new UpdateLine(source, g.Key, g.Any(r => r.Update.Security) ? UpdateClass.Security : UpdateClass.Other, g.Count(), g.Count(r => r.Update.Held),
                g.Count(r => r.Update.Closes > 0), g.Sum(r => r.Update.Points), g.Sum(r => r.Update.Closes), g.Sum(r => r.Update.KnownExploited))).OrderByDescending(v => v.Points).ThenBy(v => v.Version, StringComparer.Ordinal)],
            [.. rows.Select(r => new UpdateOnHost(r.HostName, r.Update.To, r.Update.Security ? UpdateClass.Security : UpdateClass.Other, r.Update.Held, r.Update.Points, r.Update.Closes, r.Update.KnownExploited))]);
    });
}
