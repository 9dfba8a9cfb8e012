using Cockpit.Core.Policies.Changing;

namespace Cockpit.Operations.Policies;

/// <summary>What a change of definitions does, in the lines that the command line and the screens share.</summary>
public static class ImpactText
{
    /// <summary>Names that a line shows.</summary>
    private const int Named = 6;

    public static string Names(IReadOnlyList<string> names, int most = Named) => names.Count <= most ? string.Join(" ", names) : $"{string.Join(" ", names.Take(most))} .. {names.Count - most} more";

    public static string Change(FieldChange c) => c.From is null ? $"{c.Field}: {c.To}" : c.To is null ? $"{c.Field}: not set any more, was {c.From}" : $"{c.Field}: {c.From} -> {c.To}";

    /// <summary>The counts, then who moves from where to where, who has no window, who has several, and who ties.</summary>
    public static IEnumerable<string> Of(PolicyImpact i)
    {
        yield return i.Sentence();
        foreach (var way in i.Moved.GroupBy(m => (From: Under(m.From, m.FromWindows), To: Under(m.To, m.ToWindows)))) yield return $"  {way.Key.From} -> {way.Key.To}: {Names([.. way.Select(m => m.Host)])}";
        if (i.LostWindow.Count > 0) yield return $"  without a window: {Names([.. i.LostWindow.Select(m => m.Host)])}";
        if (i.GainedWindow.Count > 0) yield return $"  with several windows: {Names([.. i.GainedWindow.Select(m => m.Host)])}";
        foreach (var tie in i.Conflicts.GroupBy(c => string.Join(" and ", c.Policies))) yield return $"  {tie.Key} tie on {Names([.. tie.Select(c => c.Host)])}: unmanaged";
        if (i.Resolved.Count > 0) yield return $"  no longer in conflict: {Names(i.Resolved)}";
    }

    private static string Under(string? policy, IReadOnlyList<string> windows) => policy is null ? "no policy" : $"{policy} ({(windows.Count == 0 ? "no window" : string.Join(", ", windows))})";
}
