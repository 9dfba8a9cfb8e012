using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Scopes;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <param name="Total">Hosts in the file, whatever the scope.</param>
public sealed record HostList(IReadOnlyList<HostSummary> Hosts, int Total)
{
    /// <summary>How far the file was when the whole fleet was read; null for a list of some.</summary>
    [JsonIgnore]
    internal FleetStamp? Stamp { get; init; }

    /// <summary>The named scopes of the same state of the file.</summary>
    [JsonIgnore]
    public ScopeBook Scopes { get; init; } = ScopeBook.Empty;
}

/// <summary>Lists hosts with their state and the age of what is known, by name.</summary>
public static class ListHosts
{
    public static HostList Run(Session session, Scope scope) => session.Read(t => Read(t, scope, session.Now));

    private static HostList Read(ReadTransaction t, Scope scope, Instant now)
    {
        var fleet = Fleet.Read(t, now);
        return new HostList([.. fleet.Where(h => scope.Selects(h.SubjectAt(now))).Select(h => Fleet.Summary(h, now))], fleet.Count)
        {
            Stamp = scope == Scope.Everything ? t.FleetStamp() : null,
            Scopes = scope == Scope.Everything ? ScopeBooks.Of(t) : ScopeBook.Empty,
        };
    }

    /// <summary>The whole fleet as it is now, within a transaction, reading only what changed since <paramref name="before"/> where that was read before.</summary>
    internal static HostList Current(ReadTransaction t, HostList? before, Instant now) =>
        (before?.Stamp is { } then ? Changed(t, before, then, now) : null) ?? Read(t, Scope.Everything, now);

    /// <summary>The whole fleet as it is now, reading only what changed since <paramref name="before"/> was read from the same file.</summary>
    public static HostList Refresh(Session session, HostList? before)
    {
        if (before?.Stamp is not { } then) return Run(session, Scope.Everything);
        HostList? after = session.Read(t => Changed(t, before, then, session.Now));
        return after ?? Run(session, Scope.Everything);
    }

    /// <summary>Null where hosts came, went or were described anew: then all are read.</summary>
    private static HostList? Changed(ReadTransaction t, HostList before, FleetStamp then, Instant now)
    {
        FleetStamp stamp = t.FleetStamp();
        if (stamp.File != then.File || stamp.HostChanges != then.HostChanges || stamp.LastScan < then.LastScan) return null;
        Dictionary<HostId, HostStanding> scanned = stamp.LastScan == then.LastScan ? [] : t.StandingsAfter(then.LastScan).ToDictionary(s => s.Host.Id);
        Dictionary<HostId, HostRisk>? risks = stamp.FindingChanges == then.FindingChanges ? null : t.HostRisks();
        IReadOnlyDictionary<HostId, Twin>? twins = stamp.LastScan == then.LastScan ? null : t.Twins();
        ImmutableDictionary<HostId, RolloutId> rollouts = t.HostsInActiveRollouts();
        // What scopes ask, ages among it, moves policies without any change of the host itself, so they are judged anew.
        List<FleetHost> fleet = Fleet.WithPolicies(t, [.. before.Hosts.Select(Now)], now);
        List<HostSummary> hosts = [.. fleet.Zip(before.Hosts, (after, h) => IsAs(after, h) ? h : Fleet.Summary(after, now))];
        return new HostList(hosts, before.Total) { Stamp = stamp, Scopes = stamp.DefinitionChanges == then.DefinitionChanges ? before.Scopes : ScopeBooks.Of(t) };

        FleetHost Now(HostSummary h)
        {
            HostStanding known = scanned.GetValueOrDefault(h.Id) ?? h.Standing!;
            HostRisk? risk = risks?.GetValueOrDefault(h.Id);
            Instant? dueAt = risks is null ? h.DueAt : risk?.DueAt;
            return new FleetHost(known, Fleet.StateOf(known, PolicyStatus.Unmanaged, dueAt, now), risks is null ? h.OpenFindings : risk?.Open ?? 0, risks is null ? h.Risk : risk?.Points ?? 0, Fleet.RolloutOf(rollouts, h.Id))
            {
                Twin = twins is null ? h.Twin : twins.GetValueOrDefault(h.Id), DueAt = dueAt,
            };
        }
    }

    /// <summary>Whether the row says the same as before.</summary>
    private static bool IsAs(FleetHost after, HostSummary h) =>
        ReferenceEquals(after.Known, h.Standing) && after.State == h.State && after.Rollout == h.Rollout && after.Twin == h.Twin
        && (after.OpenFindings, after.Risk, after.DueAt) == (h.OpenFindings, h.Risk, h.DueAt)
        && (after.Policy.Policy?.Name, after.Policy.Status, after.Policy.Ring) == (h.Policy, h.PolicyStatus, h.Ring);
}
