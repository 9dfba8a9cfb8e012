using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;

namespace Cockpit.Core.Policies;

/// <summary>Whether a policy counts on a host.</summary>
[JsonConverter(typeof(CamelCaseEnum<PolicyStatus>))]
public enum PolicyStatus
{
    /// <summary>None matches, so nothing is done there by itself. Also what is not known to be anything else.</summary>
    Unmanaged,

    /// <summary>One policy wins.</summary>
    Managed,

    /// <summary>Two or more tie, so none counts until a person has changed one.</summary>
    Conflict,
}

/// <summary>How a policy came to a host.</summary>
[JsonConverter(typeof(CamelCaseEnum<MatchedBy>))]
public enum MatchedBy
{
    /// <summary>It does not.</summary>
    Nothing,

    /// <summary>The scope cannot tell, because the host lacks a fact. No member.</summary>
    Unknown,

    Scope,

    /// <summary>The policy names the host.</summary>
    Assignment,
}

/// <summary>One policy as a host sees it.</summary>
/// <param name="Unset">The facts that are not set and without which its scope cannot tell; empty unless unknown.</param>
/// <param name="LostBecause">The rule that beat it, or why it does not match; null for the winner.</param>
public sealed record PolicyCandidate(Policy Policy, MatchedBy Matched, IReadOnlyList<string> Unset, string? LostBecause);

/// <summary>What counts on one host.</summary>
/// <param name="Winner">Null unless managed.</param>
/// <param name="Rule">Why, as a sentence.</param>
/// <param name="Candidates">Every policy: the winner or those that tie first, then losers by what beat them, then those that do not match.</param>
public sealed record PolicyStanding(PolicyStatus Status, Policy? Winner, string Rule, ImmutableArray<PolicyCandidate> Candidates)
{
    /// <summary>Those that tie, by name; empty unless a conflict.</summary>
    public ImmutableArray<Policy> Tied { get; init; } = [];
}

/// <summary>
/// Which of several policies counts on a host. Total, and the order in which policies are given does not matter:
/// a direct assignment beats a scope; then the higher priority wins; equal ones are a conflict, and then none counts.
/// One policy wins whole: nothing is ever mixed in from a loser. Pure; safe from any thread.
/// </summary>
public static class Precedence
{
    /// <summary>The same answer as <see cref="Of"/> without its reasons: what a list of thousands asks.</summary>
    public static (PolicyStatus Status, Policy? Winner) Quick(PolicyBook book, ScopeSubject host)
    {
        Policy? best = null;
        bool assigned = false, tie = false;
        foreach (Policy policy in book.Policies)
        {
            bool direct = policy.Hosts.Count > 0 && policy.Hosts.Contains(host.Host.Name, StringComparer.OrdinalIgnoreCase);
            // A scope is not asked where its answer cannot matter.
            if (!direct && (assigned || (best is not null && policy.Priority < best.Priority) || book.ScopeOf(policy)?.Selects(host) != true)) continue;
            if (best is null || (direct && !assigned) || policy.Priority > best.Priority) (best, assigned, tie) = (policy, direct, false);
            else if (policy.Priority == best.Priority) tie = true;
        }
        return best is null ? (PolicyStatus.Unmanaged, null) : tie ? (PolicyStatus.Conflict, null) : (PolicyStatus.Managed, best);
    }

    public static PolicyStanding Of(PolicyBook book, ScopeSubject host)
    {
        List<(Policy Policy, MatchedBy Matched, IReadOnlyList<string> Unset)> judged = [.. book.Policies.Select(p => Judge(book, p, host))];
        List<(Policy Policy, MatchedBy Matched, IReadOnlyList<string> Unset)> ranked =
        [
            .. judged.OrderByDescending(j => j.Matched).ThenByDescending(j => j.Policy.Priority).ThenBy(j => j.Policy.Name, StringComparer.OrdinalIgnoreCase),
        ];
        var best = ranked.FirstOrDefault();
        bool matches = best.Policy is not null && best.Matched >= MatchedBy.Scope;
        ImmutableArray<Policy> first = matches
            ? [.. ranked.TakeWhile(j => j.Matched == best.Matched && j.Policy.Priority == best.Policy!.Priority).Select(j => j.Policy)]
            : [];
        PolicyStatus status = first.Length switch { 0 => PolicyStatus.Unmanaged, 1 => PolicyStatus.Managed, _ => PolicyStatus.Conflict };
        int matching = judged.Count(j => j.Matched >= MatchedBy.Scope);
        return new PolicyStanding(status, status == PolicyStatus.Managed ? first[0] : null, Rule(status, first, best.Matched, matching, ranked.Count), [.. ranked.Select(j => Candidate(j, first, best.Matched))])
        {
            Tied = status == PolicyStatus.Conflict ? first : [],
        };
    }

    private static (Policy, MatchedBy, IReadOnlyList<string>) Judge(PolicyBook book, Policy policy, ScopeSubject host)
    {
        if (policy.Hosts.Contains(host.Host.Name, StringComparer.OrdinalIgnoreCase)) return (policy, MatchedBy.Assignment, []);
        if (book.ScopeOf(policy) is not { } scope) return (policy, MatchedBy.Nothing, []);
        Membership membership = scope.Of(host);
        return membership.Verdict switch
        {
            Truth.Yes => (policy, MatchedBy.Scope, []),
            Truth.Unknown => (policy, MatchedBy.Unknown, membership.Unset),
            _ => (policy, MatchedBy.Nothing, []),
        };
    }

    private static PolicyCandidate Candidate((Policy Policy, MatchedBy Matched, IReadOnlyList<string> Unset) j, ImmutableArray<Policy> first, MatchedBy best) =>
        new(j.Policy, j.Matched, j.Unset, LostBecause(j, first, best));

    private static string? LostBecause((Policy Policy, MatchedBy Matched, IReadOnlyList<string> Unset) j, ImmutableArray<Policy> first, MatchedBy best) => j.Matched switch
    {
        MatchedBy.Unknown => $"cannot tell: {string.Join(", ", j.Unset)} {(j.Unset.Count == 1 ? "is" : "are")} not set",
        MatchedBy.Nothing => j.Policy.Scope is null ? "assigned to other hosts" : "no match",
        _ when first.Contains(j.Policy) => first.Length == 1 ? null : $"ties with {string.Join(", ", first.Where(p => p != j.Policy).Select(p => p.Name))} at {j.Policy.Priority}",
        MatchedBy.Scope when best == MatchedBy.Assignment => $"{first[0].Name} is assigned to the host, which beats a scope",
        _ => $"{j.Policy.Priority} < {first[0].Priority} of {first[0].Name}",
    };

    private static string Rule(PolicyStatus status, ImmutableArray<Policy> first, MatchedBy matched, int matching, int all) => status switch
    {
        PolicyStatus.Unmanaged => all == 0 ? "There is no policy." : $"None of {all} {(all == 1 ? "policy" : "policies")} matches.",
        PolicyStatus.Conflict => $"{string.Join(" and ", first.Select(p => p.Name))} tie at {first[0].Priority}{(matched == MatchedBy.Assignment ? ", each assigned to the host" : "")}; none counts until one has another priority.",
        _ when matched == MatchedBy.Assignment => matching == 1 ? "Assigned to the host." : "Assigned to the host, which beats scopes; of several the highest priority.",
        _ => matching == 1 ? "The only one that matches." : $"The highest priority of {matching} that match.",
    };
}
