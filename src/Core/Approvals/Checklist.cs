using System.Text.Json.Serialization;
using Cockpit.Core.Rollouts;
using NodaTime;

namespace Cockpit.Core.Approvals;

/// <summary>What somebody has to have looked at before a version is approved.</summary>
[JsonConverter(typeof(CamelCaseEnum<CheckKind>))]
public enum CheckKind { Security, Stability, Compatibility, Performance }

/// <summary>One tick: who looked, when, and what they found.</summary>
public sealed record UpdateCheck(CheckKind Kind, string Note, Instant At, string By);

/// <summary>The checklist of one version of an update. Pure.</summary>
public static class Checklist
{
    /// <summary>The newest tick of each kind, in the order of the kinds.</summary>
    public static IReadOnlyList<UpdateCheck> Newest(IEnumerable<UpdateCheck> ticks) => [.. ticks.GroupBy(c => c.Kind).Select(g => g.MaxBy(c => c.At)!).OrderBy(c => c.Kind)];

    /// <summary>Why it cannot be approved yet, as a sentence; null where no check that is needed is open.</summary>
    public static string? WhyOpen(IEnumerable<UpdateCheck> ticks, IReadOnlyCollection<CheckKind> needed)
    {
        HashSet<CheckKind> done = [.. ticks.Select(c => c.Kind)];
        CheckKind[] open = [.. needed.Distinct().Where(k => !done.Contains(k)).Order()];
        if (open.Length == 0) return null;
        string names = string.Join(", ", open.Select(k => k.ToString().ToLowerInvariant()));
        return $"{open.Length} of {needed.Distinct().Count()} checks {(open.Length == 1 ? "is" : "are")} open: {names}.";
    }
}
