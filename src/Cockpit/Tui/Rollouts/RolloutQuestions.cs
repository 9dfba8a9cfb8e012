using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;

namespace Cockpit.Tui.Rollouts;

/// <summary>What is asked before an act on a rollout: what it will do, in counts and names, and the word that lets it happen.</summary>
internal static class RolloutQuestions
{
    public static Question HaltAll() => new(
        RolloutOperations.HaltAll, ["HALT ALL ROLLOUTS of this file: nothing new starts, what runs finishes"], "", "Enter halts.", "cockpit halt-all --reason R");

    public static Question Start(RolloutView view, PlannedRollout plan)
    {
        PlannedRing first = plan.Rings[0];
        return new Question(
            RolloutOperations.Start,
            [
                $"START {view.RolloutId} {view.Name}: {plan.Updates} updates on {plan.Hosts} hosts in {plan.Rings.Count} rings{(view.OpensAt is { } at ? $", from {at.InUtc():uuuu-MM-dd HH:mm}Z" : ", now")}",
                $" first   ring {first.Name}: {Names(first.Hosts.Select(h => h.Name))}, {first.MaxParallel} at once",
                $" window  {plan.Window}    reboot {plan.Reboot}",
                $" budget  {plan.MaxFailures} lost in all; one more halts it",
                $" plan    {Short(view.Hash)}, approved by {view.ApprovedBy ?? "-"}{(view.Ticket is { } ticket ? $", {ticket}" : "")}",
            ],
            $"{plan.Hosts}", $"Type {plan.Hosts} and Enter to start.", $"cockpit rollout start {view.RolloutId}{(view.OpensAt is null ? " --now" : "")}", view.Seq);
    }

    public static Question Submit(RolloutView view) => new(
        RolloutOperations.Submit,
        [$"SUBMIT {view.RolloutId} {view.Name} for approval", $" plan    {Short(view.Hash)}; it waits for {(view.ApprovalsNeeded == 1 ? "one person" : $"{view.ApprovalsNeeded} persons")}"],
        null, "Type the change ticket; Enter for none.", $"cockpit rollout submit {view.RolloutId} --ticket T") { Default = "" };

    public static Question Approve(RolloutView view, PlannedRollout plan) => new(
        RolloutOperations.Approve,
        [
            $"APPROVE {view.RolloutId} {view.Name}: {plan.Updates} updates on {plan.Hosts} hosts in {plan.Rings.Count} rings",
            $" rings   {string.Join(" > ", plan.Rings.Select(r => $"{r.Name} {r.Hosts.Count}"))}",
            $" window  {plan.Window}    reboot {plan.Reboot}    left out {plan.Excluded.Count}",
            $" hash    {Short(view.Hash)}: exactly this plan, and no other, may run",
        ],
        view.Hash[..4], $"Type {view.Hash[..4]} and Enter to approve.", $"cockpit rollout approve {view.RolloutId} --hash {view.Hash[..8]}", view.Seq);

    public static Question Resume(RolloutView view)
    {
        int left = view.Counts.Total - view.Counts.Ended;
        string why = view.Reasons.Count > 0 ? $" held by {string.Join(", ", view.Reasons.Select(r => $"{r.Cause}{(r.By is { } by ? $" ({by})" : "")}"))}" : " it is paused";
        return new Question(
            RolloutOperations.Resume,
            [
                $"RESUME {view.RolloutId} {view.Name}: {left} hosts are left",
                why,
                $" lost {view.Budget.Lost} of {view.Budget.Allowed}; the counts stay, one more loss halts it again",
            ],
            $"{left}", $"Type {left} and Enter to resume.", $"cockpit rollout resume {view.RolloutId}", view.Seq);
    }

    public static Question Abort(RolloutView view) => new(
        RolloutOperations.Abort,
        [
            $"ABORT {view.RolloutId} {view.Name} for good",
            $" {view.Counts.Running} hosts at work finish, {view.Counts.Pending + view.Counts.Waiting} are left as they are",
        ],
        "abort", "Type abort and Enter.", $"cockpit rollout abort {view.RolloutId}");

    public static Question Retry(RolloutView view, HostView host) => new(
        RolloutOperations.Retry,
        [$"RETRY {host.Name} in {view.RolloutId}: attempt {host.Attempt + 1}", $" it failed with {host.Code}: {host.Message}"],
        host.Name, $"Type {host.Name} and Enter to retry.", $"cockpit rollout retry {view.RolloutId} {host.Name}", host.Name);

    public static Question Skip(RolloutView view, HostView host) => new(
        RolloutOperations.Skip,
        [$"SKIP {host.Name} in {view.RolloutId}: it is left as it is, and counts as not done"],
        null, "Type why.", $"cockpit rollout skip {view.RolloutId} {host.Name} --reason R", host.Name);

    public static Question Verdict(RolloutView view, HostView host) => new(
        RolloutOperations.Resolve,
        [
            $"VERDICT on {host.Name} in {view.RolloutId}: nobody knows what became of {host.Step}",
            $" {host.Code}: {host.Message}",
            " Look at its console first. Your word stands in the journal beside your name.",
        ],
        null, "Type succeeded or failed, then what you saw.", $"cockpit rollout resolve {view.RolloutId} {host.Name} succeeded --note N", host.Name);

    public static Question Promote(RolloutView view, RingView ring) => new(
        RolloutOperations.Promote,
        [$"PROMOTE {view.RolloutId}: ring {ring.Name} passes by your word", .. ring.Gate.Conditions.Where(c => c.State is not GateState.Passed).Select(c => $" {c.Name}: {c.Text}")],
        null, "Type why it may go on.", $"cockpit rollout promote {view.RolloutId} --ring {ring.Name} --note N", ring.Name);

    public static string Short(string hash) => $"{hash[..4]} {hash[4..8]}";

    private static string Names(IEnumerable<string> names)
    {
        string[] all = [.. names];
        return all.Length <= 4 ? string.Join(' ', all) : $"{string.Join(' ', all[..4])} and {all.Length - 4} more";
    }
}
