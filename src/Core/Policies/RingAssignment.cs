using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;

namespace Cockpit.Core.Policies;

/// <summary>
/// Puts a policy's hosts into its rings. A host whose tag "ring" names one of them is in that; then each ring in order takes what its
/// scope chooses, or so many by name, of those that are left. The order in which hosts are given does not matter. Pure.
/// </summary>
public static class RingAssignment
{
    /// <param name="members">Hosts on which the policy wins.</param>
    /// <returns>Each host's ring; where the policy has no rings it is the tag, else <see cref="PlanBuilder.RestRing"/>.</returns>
    public static IReadOnlyDictionary<HostId, string> Of(PolicyBook book, EffectiveSettings settings, IEnumerable<ScopeSubject> members)
    {
        var ringOf = new Dictionary<HostId, string>();
        IReadOnlyList<RingRule> rings = settings.Get(PolicySettings.Rings);
        List<ScopeSubject> left = [.. members.OrderBy(m => m.Host.Name, StringComparer.OrdinalIgnoreCase).ThenBy(m => m.Host.Id.Value)];
        int all = left.Count;
        if (rings.Count == 0)
        {
            foreach (ScopeSubject m in left) ringOf[m.Host.Id] = TagOf(m.Host) ?? PlanBuilder.RestRing;
            return ringOf;
        }
        left.RemoveAll(m => rings.FirstOrDefault(r => string.Equals(r.Name, TagOf(m.Host), StringComparison.OrdinalIgnoreCase)) is { } named && ringOf.TryAdd(m.Host.Id, named.Name));
        foreach (RingRule ring in rings)
        {
            List<ScopeSubject> taken = ring.Scope is { } text ? Chosen(book.ScopeBook.Resolve(text), left) : ring.Hosts is { } share ? [.. left.Take(Math.Max(1, share.Of(all)))] : [.. left];
            foreach (ScopeSubject m in taken) ringOf[m.Host.Id] = ring.Name;
            left.RemoveAll(m => ringOf.ContainsKey(m.Host.Id));
        }
        return ringOf;
    }

    private static List<ScopeSubject> Chosen(Scope scope, List<ScopeSubject> left) => left.FindAll(scope.Selects);

    private static string? TagOf(Host host) => host.Tags.TryGetValue(PlanBuilder.RingTag, out string? ring) && ring.Length > 0 ? ring : null;
}
