using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
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
        var hosts = new List<HostSummary>(before.Hosts.Count);
        foreach (HostSummary h in before.Hosts)
        {
            HostStanding known = scanned.GetValueOrDefault(h.Id) ?? h.Standing!;
            HostRisk? risk = risks?.GetValueOrDefault(h.Id);
            Instant? dueAt = risks is null ? h.DueAt : risk?.DueAt;
            HostFleetState state = Fleet.StateOf(known, dueAt, now);
            string? rollout = Fleet.RolloutOf(rollouts, h.Id);
            Twin? twin = twins is null ? h.Twin : twins.GetValueOrDefault(h.Id);
            // A scan compares its hosts with the distribution's data, which writes findings; the figures of the other hosts stay what they were.
            bool sameRisk = risks is null || (h.OpenFindings, h.Risk, h.DueAt) == (risk?.Open ?? 0, risk?.Points ?? 0, dueAt);
            bool same = ReferenceEquals(known, h.Standing) && state == h.State && rollout == h.Rollout && twin == h.Twin && sameRisk;
            if (same)
            {
                hosts.Add(h);
                continue;
            }
            hosts.Add(Fleet.Summary(new FleetHost(known, state, risks is null ? h.OpenFindings : risk?.Open ?? 0, risks is null ? h.Risk : risk?.Points ?? 0, rollout) { Twin = twin, DueAt = dueAt }, now));
        }
        return new HostList(hosts, before.Total) { Stamp = stamp };
    }
}
