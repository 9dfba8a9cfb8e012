using System.Text.Json.Serialization;
using Cockpit.Core.Policies;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;

namespace Cockpit.Operations.Policies;

/// <summary>What one policy is to hosts of one pattern.</summary>
[JsonConverter(typeof(CamelCaseEnum<OverlapCell>))]
public enum OverlapCell { No, Unknown, Lose, Tie, Win }

/// <summary>Hosts that all policies treat alike.</summary>
/// <param name="Cells">In the order of the policies.</param>
/// <param name="Policy">The winner; null where none counts.</param>
public sealed record OverlapPattern(int Count, PolicyStatus Status, string? Policy, IReadOnlyList<OverlapCell> Cells, IReadOnlyList<string> Hosts);

public sealed record OverlapPolicy(string Name, int Priority);

/// <summary>Hosts by policies, one row for all hosts that are treated alike: conflicts first, then the unmanaged, then what wins, the largest first.</summary>
public sealed record PolicyOverlap(int Hosts, IReadOnlyList<OverlapPolicy> Policies, IReadOnlyList<OverlapPattern> Patterns);

/// <summary>Shows which policies meet on which hosts.</summary>
public static class ShowOverlap
{
    public static PolicyOverlap Run(Session session) => session.Read(t =>
    {
        PolicyBook book = PolicyBooks.Read(t);
        IReadOnlyList<ScopeSubject> hosts = PolicyFleet.Read(t, session.Now).Hosts;
        List<Policy> policies = [.. book.Policies.OrderBy(p => p.Priority).ThenBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
        var patterns = hosts.Select(h => (h.Host.Name, Standing: Precedence.Of(book, h)))
            .GroupBy(h => string.Concat(policies.Select(p => (char)('0' + (int)Cell(h.Standing, p)))))
            .Select(g => (Standing: g.First().Standing, Hosts: g.Select(h => h.Name).ToList()))
            .OrderBy(g => g.Standing.Status switch { PolicyStatus.Conflict => 0, PolicyStatus.Unmanaged => 1, _ => 2 }).ThenByDescending(g => g.Hosts.Count).ThenBy(g => g.Hosts[0], StringComparer.OrdinalIgnoreCase)
            .Select(g => new OverlapPattern(g.Hosts.Count, g.Standing.Status, g.Standing.Winner?.Name, [.. policies.Select(p => Cell(g.Standing, p))], g.Hosts));
        return new PolicyOverlap(hosts.Count, [.. policies.Select(p => new OverlapPolicy(p.Name, p.Priority))], [.. patterns]);
    });

    private static OverlapCell Cell(PolicyStanding standing, Policy policy)
    {
        if (standing.Winner == policy) return OverlapCell.Win;
        if (standing.Tied.Contains(policy)) return OverlapCell.Tie;
        return standing.Candidates.First(c => c.Policy == policy).Matched switch { MatchedBy.Nothing => OverlapCell.No, MatchedBy.Unknown => OverlapCell.Unknown, _ => OverlapCell.Lose };
    }
}
