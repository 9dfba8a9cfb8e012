using Cockpit.Core.Scopes;
using NodaTime;

namespace Cockpit.Core.Windows;

/// <summary>Which freezes bind a host.</summary>
public static class Freezes
{
    /// <summary>By begin, then by end, then by number: the same whatever order they came in.</summary>
    public static IEnumerable<Freeze> Sorted(IEnumerable<Freeze> freezes) => freezes.OrderBy(f => f.StartsAt).ThenBy(f => f.EndsAt).ThenBy(f => f.Id.Value);

    /// <summary>Those that bind a host at a moment.</summary>
    /// <param name="member">Whether the host is in a scope; anything but a clear No binds it.</param>
    public static List<Freeze> BindingAt(IEnumerable<Freeze> freezes, Func<string, Truth> member, Instant at) => Binding(freezes.Where(f => f.IsOnAt(at)), member);

    /// <summary>Those that bind a host at any time, sorted.</summary>
    /// <param name="member">Whether the host is in a scope; it is asked of no freeze of every host.</param>
    public static List<Freeze> Binding(IEnumerable<Freeze> freezes, Func<string, Truth> member) =>
        [.. Sorted(freezes.Where(f => f.Scope.Length == 0 || member(f.Scope) != Truth.No))];

    /// <summary>Membership for the methods above. A scope that cannot be read leaves the answer unknown, so that its freeze binds every host.</summary>
    public static Func<string, Truth> MembershipOf(ScopeSubject host, ScopeBook book) =>
        scope => book.TryResolve(scope, out Scope parsed, out _) ? parsed.Of(host).Verdict : Truth.Unknown;

    /// <summary>The freezes that lie over an opening, such as "frozen in part by year-end"; null where none does.</summary>
    /// <param name="freezes">Those that bind the host.</param>
    public static string? Words(WindowOccurrence o, IEnumerable<Freeze> freezes)
    {
        Freeze[] over = [.. freezes.Where(f => f.StartsAt < o.EndsAt && f.EndsAt > o.StartsAt)];
        if (over.Length == 0) return null;
        bool whole = over.Any(f => f.StartsAt <= o.StartsAt && f.EndsAt >= o.EndsAt);
        return $"{(whole ? "frozen" : "frozen in part")} by {string.Join(", ", over.Select(f => f.Name))}";
    }
}
