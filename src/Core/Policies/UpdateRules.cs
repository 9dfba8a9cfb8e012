using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Scopes;
using NodaTime;

namespace Cockpit.Core.Policies;

/// <summary>Which updates a policy installs. Pure; immutable.</summary>
/// <param name="policy">Its name, for sentences.</param>
public sealed class UpdateRules(string policy, EffectiveSettings settings)
{
    private readonly IReadOnlyList<UpdateClass> classes = settings.Get(PolicySettings.Classes);
    private readonly IReadOnlyList<string>? severities = settings.TryGet(PolicySettings.Severities, out var s) ? s : null;
    private readonly ScopePattern[]? include = settings.TryGet(PolicySettings.Include, out var i) ? Patterns(i) : null;
    private readonly ScopePattern[] exclude = Patterns(settings.Get(PolicySettings.Exclude));
    private readonly Duration minimumAge = settings.Get(PolicySettings.MinimumAge);
    private readonly LocalDate? cutOff = settings.TryGet(PolicySettings.CutOff, out var day) ? day : null;

    /// <summary>The first sight of a version matters: it need not be read otherwise.</summary>
    public bool AsksForAge => minimumAge > Duration.Zero || cutOff is not null;

    /// <summary>Whether it is an update that the policy is for at all. What it is not for is no exception that anybody has to know of.</summary>
    public bool IsFor(PendingUpdate u) =>
        classes.Contains(u.Class) && (severities is null || (u.Severity is { } word && severities.Contains(word, StringComparer.OrdinalIgnoreCase)))
        && (include is null || include.Any(p => p.Matches(u.Name))) && !Excludes(u.Name);

    /// <summary>The policy never installs this package, also not as part of another update.</summary>
    public bool Excludes(string package) => exclude.Any(p => p.Matches(package));

    /// <summary>Why an update that it is for waits still; null where it does not.</summary>
    /// <param name="firstSeen">When this version was first offered to any host of the file; unknown is too young.</param>
    public Fault? WhyNotYet(PendingUpdate u, Instant? firstSeen, Instant now)
    {
        string name = $"{Words.Plain(u.Name)} {Words.Plain(u.To)}";
        if (cutOff is { } last && (firstSeen is not { } seen || seen.InUtc().Date > last))
            return RolloutErrors.AfterCutOff.Because(firstSeen is { } at ? $"{name} was first seen on {Words.At(at)}, after {policy}'s cut-off date {last:uuuu-MM-dd}." : $"When {name} came out is not known, and {policy} has the cut-off date {last:uuuu-MM-dd}.");
        if (minimumAge == Duration.Zero) return null;
        if (firstSeen is not { } since) return RolloutErrors.TooYoung.Because($"When {name} came out is not known, so it is too young for {policy}.");
        return now - since >= minimumAge ? null : RolloutErrors.TooYoung.Because($"{name} was first seen on {Words.At(since)}; {policy} takes it from {Words.At(since + minimumAge)}.");
    }

    private static ScopePattern[] Patterns(IEnumerable<string> texts) => [.. texts.Select(t => new ScopePattern(t))];
}
