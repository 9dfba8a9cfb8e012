using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;

namespace Cockpit.Operations.Policies;

/// <summary>What holds and is probably not meant.</summary>
internal static class PolicyLint
{
    public static IReadOnlyList<string> Warnings(PolicyBook book, PolicyFleet fleet)
    {
        var warnings = new List<string>();
        var names = fleet.Hosts.Select(h => h.Host.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (Policy policy in book.Policies)
        {
            EffectiveSettings settings = book.EffectiveOf(policy);
            if (settings.Get(PolicySettings.Windows).Count == 0) warnings.Add($"{policy.Name} names no window, so nothing is planned under it.");
            foreach (string host in policy.Hosts.Where(h => !names.Contains(h))) warnings.Add($"{policy.Name} is assigned to {Printable.Line(host, 60)}, which is not in the inventory.");
            if (fleet.Hosts.Count > 0 && book.ScopeOf(policy) is { } scope)
            {
                var judged = fleet.Hosts.Select(scope.Of).ToList();
                int unknown = judged.Count(m => m.Verdict == Truth.Unknown);
                if (judged.TrueForAll(m => m.Verdict != Truth.Yes) && policy.Hosts.Count == 0) warnings.Add($"{policy.Name} chooses no host.");
                if (unknown > 0) warnings.Add($"{policy.Name} cannot tell of {unknown} {(unknown == 1 ? "host" : "hosts")}, for {string.Join(", ", judged.SelectMany(m => m.Unset).Distinct().Order(StringComparer.Ordinal))} is not set there; they are no members.");
            }
            foreach (Policy other in book.Policies.Where(o => o.Priority == policy.Priority && string.Compare(o.Name, policy.Name, StringComparison.OrdinalIgnoreCase) > 0))
                warnings.Add($"{policy.Name} and {other.Name} have the same priority {policy.Priority}: a host that both choose is unmanaged.");
        }
        return warnings;
    }
}
