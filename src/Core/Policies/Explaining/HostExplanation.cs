using Cockpit.Core.Scopes;
using System.Text.Json.Serialization;
using Cockpit.Core.Policies.Settings;
using NodaTime;

namespace Cockpit.Core.Policies.Explaining;

/// <summary>Which policy counts on a host and why, and what that means: everything that a person needs to trust it, with no network.</summary>
/// <param name="At">The moment that it is true for.</param>
/// <param name="Policy">The winner; null where none counts.</param>
/// <param name="Rule">Why, as a sentence.</param>
/// <param name="Settings">Every setting as it counts, with the level that says so; empty where no policy counts.</param>
/// <param name="Ring">Null where no policy counts.</param>
/// <param name="NextWindows">The next five openings of its windows, each once; empty where no policy counts or it needs no window.</param>
/// <param name="WindowNote">Why there is none, or that it needs none; null otherwise.</param>
/// <param name="Holds">What is held on it, by whom and until when.</param>
/// <param name="Nearly">What one tag would change.</param>
public sealed record HostExplanation(
    string Host, Instant At, PolicyStatus Status, string? Policy, int? PolicyVersion, string Rule, IReadOnlyList<ExplainedPolicy> Candidates, IReadOnlyList<SettingLine> Settings,
    string? Ring, IReadOnlyList<NextWindow> NextWindows, string? WindowNote, IReadOnlyList<ExplainedHold> Holds, IReadOnlyList<TagChange> Nearly)
{
    /// <summary>The tags as they were taken, where they are not those of the host: "+tag=legacy", "-tag=legacy".</summary>
    public IReadOnlyList<string> Supposed { get; init; } = [];
}

/// <summary>One policy as this host sees it.</summary>
/// <param name="Scope">What it selects with, as written; null where it only names hosts.</param>
/// <param name="Unset">The facts that are not set and without which it cannot tell.</param>
/// <param name="LostBecause">Null for the winner.</param>
public sealed record ExplainedPolicy(string Policy, int Version, int Priority, MatchedBy Matched, string? Scope, IReadOnlyList<string> Unset, string? LostBecause)
{
    /// <summary>The parts of its scope with their answers about this host, for screens.</summary>
    [JsonIgnore]
    public IReadOnlyList<ScopeTerm> Terms { get; init; } = [];

    internal static ExplainedPolicy Of(PolicyBook book, ScopeSubject host, PolicyCandidate c) => new(c.Policy.Name, c.Policy.Version, c.Policy.Priority, c.Matched, c.Policy.Scope, c.Unset, c.LostBecause)
    {
        Terms = book.ScopeOf(c.Policy)?.TermsOf(host) ?? [],
    };
}

/// <param name="UtcOffset">As "+02:00".</param>
/// <param name="Clocks">What a change of clocks does to it, in words; null where it does nothing.</param>
/// <param name="Frozen">The freeze that takes all of it, or the part that is left; null where none does.</param>
public sealed record NextWindow(string Policy, string Window, Instant StartsAt, Instant EndsAt, Instant CutoffAt, string UtcOffset, string? Clocks, string? Frozen);

/// <param name="Update">Null where the whole host is held.</param>
public sealed record ExplainedHold(string? Update, Instant Until, string By, string Reason);

/// <summary>One tag more or less, and what would count then.</summary>
/// <param name="Change">"+tag=legacy" or "-tag=legacy".</param>
/// <param name="Policy">The winner then; null where none counts.</param>
public sealed record TagChange(string Change, PolicyStatus Status, string? Policy, string Rule);
