using Cockpit.Core.Policies.Changing;
using Cockpit.Operations.Policies;

namespace Cockpit.Cli.Commands;

/// <summary>What changes of definitions do, in lines.</summary>
internal static class PolicyText
{
    public static string Names(IReadOnlyList<string> names) => ImpactText.Names(names);

    public static string Change(FieldChange c) => ImpactText.Change(c);

    public static IEnumerable<string> Of(IReadOnlyList<DefinitionChange> changes)
    {
        if (changes.Count == 0) yield return "Nothing changes.";
        foreach (DefinitionChange c in changes)
        {
            yield return $"{c.Kind.ToString().ToLowerInvariant()} {c.Name} {c.Change switch { ChangeKind.Added => "is new", ChangeKind.Removed => "goes", _ => "changes" }}";
            if (c.Change == ChangeKind.Changed) foreach (FieldChange f in c.Fields) yield return $"  {Change(f)}";
        }
    }

    public static IEnumerable<string> Of(PolicyImpact i) => ImpactText.Of(i);

    public static IEnumerable<string> Of(PolicyLintResult lint)
    {
        foreach (LintFault f in lint.Faults) yield return f.Line > 0 ? $"fault: line {f.Line}, {f.Where}: {f.Sentence}" : $"fault: {f.Where}: {f.Sentence}";
        foreach (var tie in lint.Conflicts.GroupBy(c => string.Join(" and ", c.Policies))) yield return $"conflict: {tie.Key} tie on {Names([.. tie.Select(c => c.Host)])}: unmanaged";
        foreach (string w in lint.Warnings) yield return $"warning: {w}";
        yield return lint.Sound ? "It holds." : "It does not hold.";
    }
}
