using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Policies.Changing;
using Cockpit.Operations.Policies;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit policy apply, diff, remove.</summary>
internal static class PolicyChangeCommands
{
    public static void AddTo(CommandSet set)
    {
        var file = new Argument<string>("FILE") { Description = "YAML; - is standard input" };
        var dryRun = Options.Flag("--dry-run", "says what it would do to which hosts, and changes nothing");
        var prune = Options.Flag("--prune", "removes what the file does not name");
        set.Add(PolicyOperations.Apply, [file, dryRun, prune], call =>
        {
            string yaml = PolicyFile.Read(call.Get(file));
            AppliedPolicies judged = ApplyPolicies.Run(call.Session, yaml, dryRun: true, call.Get(prune));
            if (call.Get(dryRun)) return Shown(call, judged);
            if (judged.Changes.Any(c => c.Change == ChangeKind.Removed))
                call.Confirm("remove", [.. PolicyText.Of(judged.Changes), .. PolicyText.Of(judged.Impact)]);
            return Shown(call, ApplyPolicies.Run(call.Session, yaml, dryRun: false, call.Get(prune)));
        });

        var other = new Argument<string>("FILE") { Description = "YAML; - is standard input" };
        set.Add(PolicyOperations.Diff, [other], call =>
        {
            AppliedPolicies judged = ApplyPolicies.Run(call.Session, PolicyFile.Read(call.Get(other)), dryRun: true, prune: false);
            call.Show(judged, CliJson.Default.AppliedPolicies, () => Rows(judged.Changes, everyField: true), () => judged.Changes.Count == 0 ? ["Nothing changes."] : []);
            return (int)ExitCode.Done;
        });

        var name = new Argument<string>("NAME") { Description = "a policy, a template or a site" };
        var kind = Options.OneOf("--kind", "what it is; a policy without it", "KIND", "policy", "template", "site");
        var dryRemove = Options.Flag("--dry-run", "says what it would do to which hosts, and changes nothing");
        set.Add(PolicyOperations.Remove, [name, kind, dryRemove], call =>
        {
            DefinitionKind of = call.Get(kind) switch { "template" => DefinitionKind.Template, "site" => DefinitionKind.Site, _ => DefinitionKind.Policy };
            AppliedPolicies judged = RemoveDefinition.Run(call.Session, of, call.Get(name), dryRun: true);
            if (call.Get(dryRemove)) return Shown(call, judged);
            call.Confirm("remove", [.. PolicyText.Of(judged.Changes), .. PolicyText.Of(judged.Impact)]);
            return Shown(call, RemoveDefinition.Run(call.Session, of, call.Get(name), dryRun: false));
        });
    }

    private static int Shown(Call call, AppliedPolicies applied)
    {
        call.Show(applied, CliJson.Default.AppliedPolicies, () => Rows(applied.Changes, everyField: false), () => [.. PolicyText.Of(applied.Impact), .. applied.Warnings.Select(w => $"warning: {w}")], () => After(applied));
        return (int)(applied.DryRun && applied.Impact.NewConflicts.Count > 0 ? ExitCode.Refused : ExitCode.Done);
    }

    private static IEnumerable<string> After(AppliedPolicies applied)
    {
        foreach (string r in applied.Rollouts) yield return $"{r} goes on under the version that it was planned from; only a window that is narrowed or moved holds it back.";
        if (applied.Changes.Count == 0) yield return "Nothing changes.";
        else if (!applied.DryRun) yield return "Saved.";
        else yield return applied.Impact.NewConflicts.Count > 0 ? "Nothing was changed. It would be refused: POLICY_CONFLICT." : "Nothing was changed: a dry run.";
    }

    /// <param name="everyField">Also of what is new or goes; without it that is one row.</param>
    private static Table Rows(IReadOnlyList<DefinitionChange> changes, bool everyField) => new(["kind", "name", "change", "field", "from", "to"],
    [
        .. changes.SelectMany(c => (everyField || c.Change == ChangeKind.Changed ? c.Fields : [new FieldChange("", null, null)])
            .Select(f => (IReadOnlyList<string>)[c.Kind.ToString().ToLowerInvariant(), c.Name, c.Change.ToString().ToLowerInvariant(), f.Field, f.From ?? "", f.To ?? ""])),
    ]);
}
