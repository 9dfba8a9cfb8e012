using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Windows;
using NodaTime;

namespace Cockpit.Core.Automation;

/// <summary>One opening of a window of a policy that makes drafts by itself: the key under which there is one draft, and never a second.</summary>
public sealed record Occasion(string Policy, string Window, Instant StartsAt, Instant EndsAt);

/// <summary>Which drafts are due, and which openings have passed without one. Pure.</summary>
public static class AutoPlans
{
    /// <summary>Openings of one window before now that are looked at; who was away for longer reads the first of them.</summary>
    private const int LooksBack = 31;

    private static readonly Duration LongestBack = Duration.FromDays(31);

    /// <summary>Openings ahead that are near enough to be planned for: from so many days before until they end.</summary>
    public static IReadOnlyList<Occasion> Near(PolicyBook book, Instant now) =>
    [
        .. Automatic(book).SelectMany(p => p.Windows.SelectMany(w => w.Between(now, now + Duration.FromDays(p.Days))
            .Where(o => o.EndsAt > now && o.StartsAt - Duration.FromDays(p.Days) <= now).Select(o => new Occasion(p.Policy.Name, o.Window, o.StartsAt, o.EndsAt))))
            .Distinct().OrderBy(o => o.StartsAt).ThenBy(o => o.Policy, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>Openings that have ended since a policy was last defined, at most a month back.</summary>
    /// <param name="since">When each policy was last defined: what was before was nobody's promise.</param>
    public static IReadOnlyList<Occasion> Passed(PolicyBook book, Func<Policy, Instant> since, Instant now) =>
    [
        .. Automatic(book).SelectMany(p => p.Windows.SelectMany(w => w.Between(Instant.Max(since(p.Policy), now - LongestBack), now)
            .Where(o => o.EndsAt <= now && o.StartsAt >= since(p.Policy)).TakeLast(LooksBack).Select(o => new Occasion(p.Policy.Name, o.Window, o.StartsAt, o.EndsAt))))
            .Distinct().OrderBy(o => o.StartsAt).ThenBy(o => o.Policy, StringComparer.OrdinalIgnoreCase),
    ];

    private static IEnumerable<(Policy Policy, int Days, IReadOnlyList<WindowCalendar> Windows)> Automatic(PolicyBook book)
    {
        foreach (Policy policy in book.Policies)
        {
            EffectiveSettings settings = book.EffectiveOf(policy);
            if (settings.TryGet(PolicySettings.AutoPlan, out int days)) yield return (policy, days, book.WindowsOf(settings));
        }
    }
}
