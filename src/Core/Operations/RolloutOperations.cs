using Cockpit.Core.Roles;

namespace Cockpit.Core.Operations;

/// <summary>What can be done with rollouts.</summary>
public static class RolloutOperations
{
    public static readonly Operation Plan = new("rollout.plan", "rollout", "rollout plan", 'r', "Freezes a plan: hosts in rings, exact versions, a hash. No server is touched.", OperationKind.Act, "cockpit rollout plan --scope 'env = prod' --security --window always");
    public static readonly Operation List = new("rollout.list", "rollouts", "rollout list", null, "Lists rollouts with what each waits for.", OperationKind.Read, "cockpit rollout list");
    public static readonly Operation Show = new("rollout.show", "open", "rollout show", null, "Shows a rollout's plan, or its board while it runs.", OperationKind.Read, "cockpit rollout show R17");
    public static readonly Operation Submit = new("rollout.submit", "submit", "rollout submit", 'S', "Puts a draft before those who approve, with its ticket.", OperationKind.Act, "cockpit rollout submit R17 --ticket CHG-4711");
    public static readonly Operation Approve = new("rollout.approve", "approve", "rollout approve", 'A', "Approves exactly this plan by its hash.", OperationKind.Act, "cockpit rollout approve R17 --ticket CHG-4711") { Role = Role.Approver };
    public static readonly Operation Reject = new("rollout.reject", "reject", "rollout reject", 'X', "Ends a plan that nobody started.", OperationKind.Act, "cockpit rollout reject R17 --reason 'wrong week'") { Role = Role.Approver };
    public static readonly Operation Start = new("rollout.start", "start", "rollout start", 'S', "Starts an approved plan; a worker carries it out ring by ring.", OperationKind.Act, "cockpit rollout start R17 --now");
    public static readonly Operation Pause = new("rollout.pause", "pause", "rollout pause", 'p', "Starts nothing new; what runs finishes.", OperationKind.Stop, "cockpit rollout pause R17 --reason 'vendor call'");
    public static readonly Operation Resume = new("rollout.resume", "resume", "rollout resume", 'p', "Goes on with a paused rollout, after it has shown how many hosts are left.", OperationKind.Act, "cockpit rollout resume R17") { Asks = true };
    public static readonly Operation Abort = new("rollout.abort", "abort", "rollout abort", 'X', "Ends a rollout for good; what runs on a host finishes, nothing new starts.", OperationKind.Stop, "cockpit rollout abort R17 --reason 'wrong hosts'");
    public static readonly Operation Promote = new("rollout.promote", "promote", "rollout promote", 'P', "Passes a gate that asks for a person.", OperationKind.Act, "cockpit rollout promote R17 --ring early --note 'canary looks well'");
    public static readonly Operation Retry = new("rollout.retry", "retry", "rollout retry", 'R', "Tries a failed host again.", OperationKind.Act, "cockpit rollout retry R17 web-07");
    public static readonly Operation Skip = new("rollout.skip", "skip", "rollout skip", 'K', "Leaves a host out, with a reason.", OperationKind.Act, "cockpit rollout skip R17 web-07 --reason 'being replaced'");
    public static readonly Operation Resolve = new("rollout.resolve", "verdict", "rollout resolve", 'V', "Settles a host in doubt after a person has looked at it.", OperationKind.Act, "cockpit rollout resolve R17 web-11 succeeded --note 'seen at its console'");
    public static readonly Operation Watch = new("rollout.watch", "follow", "rollout watch", null, "Follows a rollout to its end.", OperationKind.Read, "cockpit rollout watch R17");
    public static readonly Operation Log = new("rollout.log", "log", "rollout log", null, "Shows what a host's job printed.", OperationKind.Read, "cockpit rollout log R17 web-07");
    public static readonly Operation Events = new("rollout.events", "history", "rollout events", 't', "Lists a rollout's events in order.", OperationKind.Read, "cockpit rollout events R17");
    public static readonly Operation HaltAll = new("halt.all", "halt all", "halt-all", 'H', "Latches all rollouts: nothing new starts until it is cleared.", OperationKind.Stop, "cockpit halt-all --reason 'storage trouble'");

    internal static IReadOnlyList<Operation> All =>
        [Plan, List, Show, Submit, Approve, Reject, Start, Pause, Resume, Abort, Promote, Retry, Skip, Resolve, Watch, Log, Events, HaltAll];
}
