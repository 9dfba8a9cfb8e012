using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Rollouts;

/// <summary>What a person is about to start past its rules, or to let another person start.</summary>
/// <param name="Allowing">Another person is to do it.</param>
/// <param name="Reason">Null until it was given.</param>
public sealed record GlassDraft(bool Allowing, string? Reason = null);

/// <summary>Break-glass on a rollout's screen, by the command line of the screens: a reason, then the word.</summary>
internal static class RolloutGlass
{
    public const string Break = "break glass", Allow = "allow break glass";

    public static IReadOnlyList<(string Name, string Says)> Commands(RolloutView? view) =>
        view is not { State: RolloutPhase.Draft or RolloutPhase.AwaitingApproval or RolloutPhase.Approved or RolloutPhase.Scheduled or RolloutPhase.Running or RolloutPhase.Paused } ? [] :
        [
            (Break, $"starts {view.RolloutId} past windows, freezes and missing approvals"),
            (Allow, $"lets another person start {view.RolloutId} past windows, freezes and missing approvals"),
        ];

    public static ScreenEffect Begin(RolloutView view, PlannedRollout? plan, string command, Look look) => !look.Operator
        ? new Say("READ-ONLY: breaking the glass changes servers. O makes you operator.")
        : new Ask(Question(view, plan, new GlassDraft(command == Allow)));

    public static ScreenEffect Next(RolloutView view, PlannedRollout? plan, GlassDraft draft, string typed) => draft.Reason is null
        ? new Ask(Question(view, plan, draft with { Reason = typed }))
        : draft.Allowing ? RolloutWork.AllowGlass(view.RolloutId, view.Hash, draft.Reason) : RolloutWork.BreakGlass(view.RolloutId, draft.Reason, view.Seq);

    private static Question Question(RolloutView view, PlannedRollout? plan, GlassDraft d)
    {
        string what = plan is null ? "" : $": {plan.Updates} updates on {plan.Hosts} hosts in {plan.Rings.Count} rings";
        List<string> lines =
        [
            d.Allowing ? $"LET ANOTHER PERSON BREAK THE GLASS of {view.RolloutId} {view.Name}{what}" : $"BREAK THE GLASS and start {view.RolloutId} {view.Name}{what}",
            " passes  windows, freezes and missing approvals, for 24 hours",
            " not     identity, drift, HA limits, doubts, holds, rejections, halt-all",
            $" plan    {RolloutQuestions.Short(view.Hash)}",
        ];
        if (view.Approvals.LastOrDefault(a => a.BreakGlass) is { } second && !d.Allowing) lines.Add($" {second.By} let it be, {second.Reason}");
        if (d.Reason is { } reason) lines.Add($" because {reason}");
        lines.Add(" another person has to review it; until then it stands in red");
        string word = d.Allowing ? view.Hash[..4] : Break;
        return new Question(
            d.Allowing ? RolloutOperations.Approve : RolloutOperations.Start, lines, d.Reason is null ? null : word,
            d.Reason is null ? "Type why." : $"Type {word} and Enter.", $"cockpit rollout {(d.Allowing ? "approve" : "start")} {view.RolloutId} --break-glass --reason R", d);
    }
}
