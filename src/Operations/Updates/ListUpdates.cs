using Cockpit.Core.Approvals;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Approvals;
using Cockpit.Store.Findings.Alignment;
using NodaTime;

namespace Cockpit.Operations.Updates;

/// <summary>An update over the fleet, as people approve it: all packages that are built from one source, at one version.</summary>
/// <param name="Update">The source package.</param>
/// <param name="Version">The newest version among its packages.</param>
/// <param name="Class">Security where it is one on any host.</param>
/// <param name="PendingHosts">Hosts that have it pending.</param>
/// <param name="HeldHosts">Those of them that hold it back, so that a plan leaves it out.</param>
/// <param name="Hosts">Those of them where it alone closes findings.</param>
/// <param name="Points">What it removes: the points of the findings that it alone closes.</param>
/// <param name="Closes">Those findings. One that needs several updates counts for none of them.</param>
/// <param name="Kev">Those of them that are known to be exploited.</param>
public sealed record UpdateLine(string Update, string Version, UpdateClass Class, long PendingHosts, long HeldHosts, long Hosts, long Points, long Closes, long Kev)
{
    /// <summary>Where it stands: what people and rules decided. Null where that was not asked for.</summary>
    public UpdateStanding? Decision { get; init; }

    /// <summary>What was looked at in this version, the newest tick of each kind.</summary>
    public IReadOnlyList<UpdateCheck> Checks { get; init; } = [];

    /// <summary>The checks that the policies of its hosts want before it is approved.</summary>
    public IReadOnlyList<CheckKind> ChecksNeeded { get; init; } = [];

    /// <summary>When this version was first offered to any host of the file; null where that is not known.</summary>
    public Instant? FirstSeenAt { get; init; }

    internal static UpdateLine Of(FleetUpdate u) => new(u.Package, u.To, u.Security > 0 ? UpdateClass.Security : UpdateClass.Other, u.Pending, u.Held, u.Hosts, u.Points, u.Closes, u.KnownExploited);
}

public sealed record UpdateList(IReadOnlyList<UpdateLine> Updates);

/// <summary>Lists the fleet's pending updates, those that remove the most risk first.</summary>
public static class ListUpdates
{
    /// <param name="scope">Only of hosts in it; null is every host.</param>
    public static UpdateList Run(Session session, Scope? scope, bool security, int limit) =>
        session.Read(t => Of(t, session.Now, ChosenHosts.Of(t, session, scope, environment: null), limit, security));

    /// <summary>Those of the hosts that a filter of findings leaves; what each closes is kept by host, so no other filter can be applied to it.</summary>
    /// <exception cref="CockpitException">HOST_UNKNOWN, or USAGE for another filter.</exception>
    public static UpdateList Among(Session session, FindingWish among, int limit)
    {
        bool hostsOnly = among == new FindingWish(among.Scope, Host: among.Host, Limit: among.Limit) { Environment = among.Environment };
        if (!hostsOnly) throw new CockpitException(CallErrors.Usage.Because("What updates remove can be asked for by scope, environment and host only.", "cockpit update show NAME shows one update host by host."));
        return session.Read(t => Of(t, session.Now, ChosenHosts.Of(t, session, among.Scope, among.Environment, among.Host), limit, security: false));
    }

    private static UpdateList Of(ReadTransaction t, Instant now, List<HostId>? hosts, int limit, bool security)
    {
        var standings = new UpdateStandings(t, now);
        HashSet<HostId>? some = hosts?.ToHashSet();
        return new((hosts is null ? t.TopUpdates(limit, security) : t.TopUpdates(hosts, limit, security)).ConvertAll(u => UpdateLine.Of(u) with
        {
            Decision = standings.Of(u.Package, u.To, u.Pending, some), Checks = Checklist.Newest(standings.Checks[(u.Package, u.To)]),
            ChecksNeeded = standings.ChecksNeeded(u.Package, u.To), FirstSeenAt = t.FirstSeenOfUpdate(u.Package, u.To),
        }));
    }
}
