using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;

namespace Cockpit.Core.Policies;

/// <summary>What counts on one host, as lists show it.</summary>
/// <param name="Policy">The winner; null unless managed.</param>
/// <param name="Ring">Null unless managed.</param>
public readonly record struct HostPolicy(PolicyStatus Status, Policy? Policy, string? Ring);

/// <summary>What counts on every host of a fleet. Pure.</summary>
public static class FleetPolicies
{
    /// <param name="fleet">All hosts: a ring is a share of all that a policy has.</param>
    public static Dictionary<HostId, HostPolicy> Of(PolicyBook book, IReadOnlyCollection<ScopeSubject> fleet)
    {
        var standings = new Dictionary<HostId, HostPolicy>(fleet.Count);
        var members = new Dictionary<Policy, List<ScopeSubject>>();
        foreach (ScopeSubject host in fleet)
        {
            (PolicyStatus status, Policy? winner) = Precedence.Quick(book, host);
            standings[host.Host.Id] = new HostPolicy(status, winner, null);
            if (winner is null) continue;
            if (!members.TryGetValue(winner, out List<ScopeSubject>? all)) members[winner] = all = [];
            all.Add(host);
        }
        foreach ((Policy policy, List<ScopeSubject> all) in members)
            foreach ((HostId host, string ring) in RingAssignment.Of(book, book.EffectiveOf(policy), all)) standings[host] = standings[host] with { Ring = ring };
        return standings;
    }
}
