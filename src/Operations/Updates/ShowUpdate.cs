using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings.Alignment;
using NodaTime;

namespace Cockpit.Operations.Updates;

/// <summary>An update on one host.</summary>
public sealed record UpdateOnHost(string Host, string Version, UpdateClass Class, bool Held, long Points, long Closes, long Kev)
{
    /// <summary>What counts for it there.</summary>
    public UpdateVerdict? Decision { get; init; }
}

/// <summary>One word that was said of the update and that nobody lifted.</summary>
/// <param name="Versions">"package=version" of each that was approved; empty of the others.</param>
public sealed record UpdateWordLine(UpdateWord Word, IReadOnlyList<string> Versions, string Scope, Instant? Until, string? Ticket, string? Reason, Instant At, string By)
{
    internal static UpdateWordLine Of(UpdateDecision d) => new(d.Word, d.Word is UpdateWord.Approved ? [.. d.Versions.Select(v => $"{v.Name}={v.Version}").Order(StringComparer.Ordinal)] : [], d.Scope, d.Until, d.Ticket, d.Reason, d.At, d.By.Name);
}

/// <summary>One update over the fleet.</summary>
/// <param name="Update">The source package.</param>
/// <param name="Packages">The packages built from it that are pending somewhere.</param>
/// <param name="Versions">Each version that is pending, the best first.</param>
public sealed record UpdatePage(string Update, IReadOnlyList<string> Packages, IReadOnlyList<UpdateLine> Versions, IReadOnlyList<UpdateOnHost> Hosts)
{
    /// <summary>Every word on it, the latest first.</summary>
    public IReadOnlyList<UpdateWordLine> Words { get; init; } = [];
}

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
        var standings = new UpdateStandings(t, session.Now);
        return new UpdatePage(source, t.PackagesOf(source),
            [.. rows.GroupBy(r => r.Update.To).Select(g => new UpdateLine(source, g.Key, g.Any(r => r.Update.Security) ? UpdateClass.Security : UpdateClass.Other, g.Count(), g.Count(r => r.Update.Held),
                g.Count(r => r.Update.Closes > 0), g.Sum(r => r.Update.Points), g.Sum(r => r.Update.Closes), g.Sum(r => r.Update.KnownExploited))
            {
                Decision = standings.Of(source, g.Key, g.Count(), null), Checks = Checklist.Newest(standings.Checks[(source, g.Key)]),
                ChecksNeeded = standings.ChecksNeeded(source, g.Key), FirstSeenAt = t.FirstSeenOfUpdate(source, g.Key),
            }).OrderByDescending(v => v.Points).ThenBy(v => v.Version, StringComparer.Ordinal)],
            [.. rows.Select(r => new UpdateOnHost(r.HostName, r.Update.To, r.Update.Security ? UpdateClass.Security : UpdateClass.Other, r.Update.Held, r.Update.Points, r.Update.Closes, r.Update.KnownExploited)
            {
                Decision = standings.OnHosts(source, r.Update.To).GetValueOrDefault(r.Host),
            })])
        {
            Words = [.. t.UpdateDecisions().Where(d => d.Package == source).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Select(UpdateWordLine.Of)],
        };
    });
}
