using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Hosts;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;

namespace Cockpit.Operations.Findings;

/// <summary>Which findings to list. What is null does not restrict.</summary>
/// <param name="Scope">Only of hosts in it; null also lists machines that no host matches.</param>
/// <param name="Status">Null is everything that counts as risk: open, stale and not seen.</param>
/// <param name="Cell">Only one cell of the matrix.</param>
/// <param name="After">The last finding of the page before.</param>
public sealed record FindingWish(
    Scope? Scope = null, Severity? Severity = null, CveId? Cve = null, string? Host = null, FindingStatus? Status = null, RiskScore? Cell = null, FindingLine? After = null, int Limit = 50);

public sealed record FindingList(IReadOnlyList<FindingLine> Findings);

/// <summary>Lists findings, the worst first.</summary>
public static class ListFindings
{
    /// <exception cref="CockpitException">HOST_UNKNOWN.</exception>
    public static FindingList Run(Session session, FindingWish wish) => session.Read(t =>
    {
        var filter = new FindingFilter(wish.Severity, wish.Cve, wish.Status, Hosts(t, session, wish), wish.Cell, wish.After?.Page, wish.Limit);
        Dictionary<HostId, Host> hosts = t.Hosts().ToDictionary(h => h.Id);
        return new FindingList(t.Findings(filter).ConvertAll(f => FindingLine.Of(f, f.HostId is { } id ? hosts.GetValueOrDefault(id) : null)));
    });

    private static List<HostId>? Hosts(ReadTransaction t, Session session, FindingWish wish)
    {
        List<HostId>? members = wish.Scope is null ? null : Fleet.Members(t, wish.Scope, session.Now).ConvertAll(h => h.Host.Id);
        if (wish.Host is null) return members;
        HostId named = FindHost.Named(t, wish.Host).Id;
        return members is null || members.Contains(named) ? [named] : [];
    }
}
