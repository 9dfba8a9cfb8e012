using Cockpit.Core.Policies.Changing;
using Cockpit.Operations.Policies;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>What changes of definitions do, in lines.</summary>
internal static class PolicyText
{
    /// <summary>Names that a line shows.</summary>
    private const int Named = 6;

    public static string Names(IReadOnlyList<string> names) => names.Count <= Named ? string.Join(" ", names) : $"{string.Join(" ", names.Take(Named))} .. {names.Count - Named} more";

    public static string Change(FieldChange c) => c.From is null ? $"{c.Field}: {c.To}" : c.To is null ? $"{c.Field}: not set any more, was {c.From}" : $"{c.Field}: {c.From} -> {c.To}";

    public static IEnumerable<string> Of(IReadOnlyList<DefinitionChange> changes)
    {
        if (changes.Count == 0) yield return "Nothing changes.";
        foreach (DefinitionChange c in changes)
        {
            yield return $"{c.Kind.ToString().ToLowerInvariant()} {c.Name} {c.Change switch { ChangeKind.Added => "is new", ChangeKind.Removed => "goes", _ => "changes" }}";
            if (c.Change == ChangeKind.Changed) foreach (FieldChange f in c.Fields) yield return $"  {Change(f)}";
        }
    }

    public static IEnumerable<string> Of(PolicyImpact i)
    {
        yield return $"{"host".ToQuantity(i.Moved.Count)} {(i.Moved.Count == 1 ? "moves" : "move")}, {i.LostWindow.Count} {(i.LostWindow.Count == 1 ? "loses its" : "lose their")} window, {i.GainedWindow.Count} {(i.GainedWindow.Count == 1 ? "gains" : "gain")} a second, {"conflict".ToQuantity(i.Conflicts.Count)}";
        foreach (var way in i.Moved.GroupBy(m => (From: Under(m.From, m.FromWindows), To: Under(m.To, m.ToWindows)))) yield return $"  {way.Key.From} -> {way.Key.To}: {Names([.. way.Select(m => m.Host)])}";
        if (i.LostWindow.Count > 0) yield return $"  without a window: {Names([.. i.LostWindow.Select(m => m.Host)])}";
        if (i.GainedWindow.Count > 0) yield return $"  with several windows: {Names([.. i.GainedWindow.Select(m => m.Host)])}";
        foreach (var tie in i.Conflicts.GroupBy(c => string.Join(" and ", c.Policies))) yield return $"  {tie.Key} tie on {Names([.. tie.Select(c => c.Host)])}: unmanaged";
        if (i.Resolved.Count > 0) yield return $"  no longer in conflict: {Names(i.Resolved)}";
    }

    public static IEnumerable<string> Of(PolicyLintResult lint)
    {
        foreach (LintFault f in lint.Faults) yield return f.Line > 0 ? $"fault: line {f.Line}, {f.Where}: {f.Sentence}" : $"fault: {f.Where}: {f.Sentence}";
        foreach (var tie in lint.Conflicts.GroupBy(c => string.Join(" and ", c.Policies))) yield return $"conflict: {tie.Key} tie on {Names([.. tie.Select(c => c.Host)])}: unmanaged";
        foreach (string w in lint.Warnings) yield return $"warning: {w}";
        yield return lint.Sound ? "It holds." : "It does not hold.";
    }

    private static string Under(string? policy, IReadOnlyList<string> windows) => policy is null ? "no policy" : $"{policy} ({(windows.Count == 0 ? "no window" : string.Join(", ", windows))})";
}
