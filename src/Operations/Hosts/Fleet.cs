using System.Collections.Immutable;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Policies;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using Cockpit.Store.Rollouts;
using NodaTime;

namespace Cockpit.Operations.Hosts;

/// <summary>One host with what lists need of it at one moment.</summary>
/// <param name="Rollout">The live rollout that it has a part in, or null.</param>
internal sealed record FleetHost(HostStanding Known, HostFleetState State, long OpenFindings, long Risk, string? Rollout)
{
    public Host Host => Known.Host;

    /// <summary>The other hosts that share its machine-id; null where none does.</summary>
    public Twin? Twin { get; init; }

    /// <summary>The earliest due date of its findings; null where nothing sets one.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>What counts on it. The ring is null where only this host was read.</summary>
    public HostPolicy Policy { get; init; }

    public ScopeSubject SubjectAt(Instant now) => new(Known.Host, Known.LastGood, State, now)
    {
        LastGoodAt = Known.LastGoodAt, LastScan = Known.Last?.Status, OpenFindings = OpenFindings, Risk = Risk, DueAt = DueAt, Rollout = Rollout, Twin = Twin?.Kind,
    };
}

/// <summary>Reads the fleet: every query about hosts begins here, so that all of them agree on each host's state.</summary>
internal static class Fleet
{
    /// <summary>Every host, by name.</summary>
    public static List<FleetHost> Read(ReadTransaction t, Instant now) => WithPolicies(t, Bare(t, now), now);

    /// <summary>Every host as if there were no policy.</summary>
    private static List<FleetHost> Bare(ReadTransaction t, Instant now)
    {
        Dictionary<HostId, HostRisk> risks = t.HostRisks();
        ImmutableDictionary<HostId, RolloutId> rollouts = t.HostsInActiveRollouts();
        IReadOnlyDictionary<HostId, Twin> twins = t.Twins();
        return t.Standings().ConvertAll(k => Of(k, risks.GetValueOrDefault(k.Host.Id), RolloutOf(rollouts, k.Host.Id), now) with { Twin = twins.GetValueOrDefault(k.Host.Id) });
    }

    /// <summary>The whole fleet with what counts on each host, on which its state rests.</summary>
    public static List<FleetHost> WithPolicies(ReadTransaction t, List<FleetHost> hosts, Instant now)
    {
        PolicyBook book = PolicyBooks.Read(t);
        if (!book.Policies.Any()) return hosts;
        Dictionary<HostId, HostPolicy> policies = FleetPolicies.Of(book, hosts.ConvertAll(h => h.SubjectAt(now)));
        return hosts.ConvertAll(h => Under(h, policies[h.Host.Id], now));
    }

    public static FleetHost ReadOne(ReadTransaction t, Host host, Instant now)
    {
        FleetHost h = Of(t.Standing(host), t.HostRiskOf(host.Id), RolloutOf(t.HostsInActiveRollouts(), host.Id), now) with { Twin = t.Twins().GetValueOrDefault(host.Id) };
        (PolicyStatus status, Policy? winner) = Precedence.Quick(PolicyBooks.Read(t), h.SubjectAt(now));
        return Under(h, new HostPolicy(status, winner, null), now);
    }

    /// <summary>What counts on every host; empty where the file has no policy.</summary>
    public static Dictionary<HostId, HostPolicy> Policies(ReadTransaction t, Instant now) => Read(t, now).ToDictionary(h => h.Host.Id, h => h.Policy);

    /// <summary>Every host as the scopes of policies see it: they ask for nothing that rests on policies, which need not even hold.</summary>
    public static List<ScopeSubject> Subjects(ReadTransaction t, Instant now) => Bare(t, now).ConvertAll(h => h.SubjectAt(now));

    /// <summary>The host under a policy, which its state rests on.</summary>
    private static FleetHost Under(FleetHost h, HostPolicy policy, Instant now) => h with { Policy = policy, State = StateOf(h.Known, policy.Status, h.DueAt, now) };

    public static string? RolloutOf(ImmutableDictionary<HostId, RolloutId> rollouts, HostId host) => rollouts.TryGetValue(host, out RolloutId id) ? id.ToString() : null;

    /// <summary>The members of a scope; hosts of which the answer is unknown are none.</summary>
    public static List<FleetHost> Members(ReadTransaction t, Scope scope, Instant now) =>
        [.. Read(t, now).Where(h => scope.Selects(h.SubjectAt(now)))];

    private static FleetHost Of(HostStanding k, HostRisk? risk, string? rollout, Instant now) => new(k, StateOf(k, PolicyStatus.Unmanaged, risk?.DueAt, now), risk?.Open ?? 0, risk?.Points ?? 0, rollout) { DueAt = risk?.DueAt };

    /// <param name="dueAt">The earliest due date of its findings.</param>
    public static HostFleetState StateOf(HostStanding k, PolicyStatus policy, Instant? dueAt, Instant now) =>
        HostFleetStates.Of(k.Last?.Status, k.LastGoodAt, k.LastGood, policy is PolicyStatus.Conflict, slaBreached: dueAt < now, managed: policy is PolicyStatus.Managed, now);

    public static HostSummary Summary(FleetHost h, Instant now)
    {
        HostFigures? read = h.Known.LastGood;
        return new HostSummary
        {
            Id = h.Host.Id,
            Name = h.Host.Name,
            State = h.State,
            Address = h.Host.Address,
            Port = h.Host.Port,
            Transport = h.Host.Transport,
            Environment = h.Host.Environment,
            Role = h.Host.Role,
            Tags = h.Host.Tags,
            Os = read is null ? null : new HostOs(read.OsFamily, read.OsName, read.OsVersion),
            Kernel = read?.Kernel,
            LastScanAt = h.Known.LastGoodAt,
            ScanAgeSeconds = h.Known.LastGoodAt is { } good ? (long)(now - good).TotalSeconds : null,
            ScanStatus = h.Known.Last is { } last ? ScanStatuses.Word(last.Status) : "never",
            ScanCode = h.Known.Last?.Code,
            MetadataAt = read?.MetadataAt,
            PendingUpdates = read?.Updates,
            PendingSecurity = read?.SecurityUpdates,
            RebootStatus = read is null ? RebootStatus.Unknown : read.RebootRequired ? RebootStatus.Required : RebootStatus.None,
            OpenFindings = h.OpenFindings,
            Risk = h.Risk,
            DueAt = h.DueAt,
            Twin = h.Twin,
            Rollout = h.Rollout,
            Policy = h.Policy.Policy?.Name,
            PolicyStatus = h.Policy.Status,
            Ring = h.Policy.Ring,
            LastScan = h.Known.Last?.Status,
            Standing = h.Known,
            Subject = h.SubjectAt(now),
        };
    }
}
