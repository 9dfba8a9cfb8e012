using Cockpit.Core.Definitions;
using Cockpit.Core.Operations;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Policies.Editing;
using Cockpit.Operations.Reviews;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Policies;

/// <summary>What the policies' screens ask of operations.</summary>
internal static class PolicyWork
{
    public const string All = "policies", One = "policy", Explain = "why", Desk = "desk", Impact = "impact", Saving = "save", Removing = "remove";

    /// <summary>Lines that a question shows of an impact: it has room for so many.</summary>
    private const int QuestionLines = 7;

    public static Work ReadAll() => new(All, c => new PoliciesRead(ShowOverlap.Run(c.Session), ShowPolicies.List(c.Session), Reviewing.List(c.Session)));

    public static Work ExplainFirst(string host) => new(Explain, c => new PatternExplained(ExplainHost.Run(c.Session, host, null, [])));

    public static Work Read(string policy) => new(One, c => new PolicyRead(ShowPolicies.Run(c.Session, policy, null), ShowPolicies.History(c.Session, policy)));

    public static Work ReadVersion(string policy, int version) => new("version", c => new VersionRead(ShowPolicies.Run(c.Session, policy, version)));

    /// <param name="template">Null edits what is there.</param>
    public static Work ReadDesk(string policy, string? template) => new(Desk, c => new DeskRead(template is null ? EditPolicy.Read(c.Session, policy) : EditPolicy.New(c.Session, policy, template)));

    /// <summary>Pure work off the thread that takes the keys.</summary>
    public static Work Judge(PolicyDesk desk, PolicyDraft draft) => new(Impact, _ => new DraftJudged(draft, desk.Judge(draft)));

    public static Work Save(PolicyDraft draft) => new(Saving, c => new DraftSaved(draft.Name, (draft.Version ?? 0) + 1, EditPolicy.Save(c.Session, draft)));

    public static Work JudgeRemoval(string policy) => new(Removing, c => new RemovalJudged(policy, RemoveDefinition.Run(c.Session, DefinitionKind.Policy, policy, dryRun: true)));

    public static Work Remove(string policy) => new(Removing, c =>
    {
        RemoveDefinition.Run(c.Session, DefinitionKind.Policy, policy, dryRun: false);
        return new Told($"{policy} counts no more. Its versions stay; t shows them.");
    });

    public static Question AskRemoval(RemovalJudged r) => new(
        PolicyOperations.Remove, [$"REMOVE the policy {r.Policy}; its versions stay", .. ImpactText.Of(r.Judged.Impact).Take(QuestionLines).Select(l => $" {l}"), .. r.Judged.Rollouts.Select(x => $" {x} goes on under the version that it was planned from").Take(2)],
        r.Policy, $"Type {r.Policy} and Enter to remove it.", $"cockpit policy remove {r.Policy}", r.Policy);

    public static Question AskNew() => new(
        PolicyOperations.Template, ["A NEW POLICY from a template: dev, test or prod, or a template or site of your own", " nothing is saved before S in the editor"],
        null, "Name and template, such as prod-web prod.", "cockpit policy template prod");

    public static Question AskSave(PolicyDraft draft, JudgedDraft judged)
    {
        int moved = judged.Impact!.Moved.Count, version = (draft.Version ?? 0) + 1;
        return new Question(
            PolicyOperations.Apply,
            [$"SAVE {draft.Name} v{version}: {judged.Changes.Count} {(judged.Changes.Count == 1 ? "field" : "fields")}", .. ImpactText.Of(judged.Impact).Take(QuestionLines).Select(l => $" {l}"), .. judged.Changes.Take(3).Select(c => $" {ImpactText.Change(c)}")],
            moved > 0 ? $"{moved}" : "", moved > 0 ? $"Type {moved} and Enter to save." : "Enter saves.", "cockpit policy apply FILE", draft);
    }
}
