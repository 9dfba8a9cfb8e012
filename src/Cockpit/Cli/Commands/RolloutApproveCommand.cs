using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

internal static class RolloutApproveCommand
{
    public static void AddTo(CommandSet set)
    {
        var id = RolloutArguments.Id();
        var hash = Options.Text("--hash", "the plan's hash, 4 digits or more; without a terminal it is needed", "H");
        var ticket = Options.Text("--ticket", "the change ticket", "T");
        var expect = RolloutArguments.Expect();
        var glass = Options.Flag("--break-glass", "lets another person start it past windows, freezes and missing approvals; wants --reason");
        Option<string?> reason = RolloutArguments.Reason();
        Option<string?> sign = RolloutArguments.Sign();
        set.Add(RolloutOperations.Approve, [id, hash, ticket, glass, reason, sign, expect], call =>
        {
            RolloutId rollout = call.RolloutId(id);
            RolloutView view = ApproveRollout.Run(call.Session, rollout, call.Get(hash) ?? AskHash(call, rollout), call.Get(ticket), call.Expected(expect), call.Get(glass), call.Get(reason), call.SignWith(sign));
            call.Show(view, CliJson.Default.RolloutView, text: () => [Done(view, call.Get(glass))]);
            return (int)ExitCode.Done;
        });
    }

    private static string Done(RolloutView view, bool glass)
    {
        if (glass) return $"Another person may now run: cockpit rollout start {view.RolloutId} --break-glass --reason R.";
        return view.State is RolloutPhase.AwaitingApproval
            ? $"{view.RolloutId} has your approval, and waits for {view.WaitingFor[0].What}."
            : $"{view.RolloutId} is approved. cockpit rollout start {view.RolloutId} --now starts it.";
    }

    /// <summary>Nobody approves what they have not seen: at a terminal the plan is shown and the start of its hash typed.</summary>
    private static string AskHash(Call call, RolloutId id)
    {
        if (!call.Streams.CanAsk) throw new CockpitException(RolloutErrors.HashNeeded.Because("There is no terminal to show the plan at, and no --hash."));
        PlannedRollout plan = ShowRollout.Plan(call.Session, id);
        foreach (string line in RolloutText.Plan(plan)) call.Streams.Error.WriteLine(Printable.Line(line));
        foreach (string line in RolloutText.PlanRows(plan).Lines(call.Streams.Width)) call.Streams.Error.WriteLine(line);
        if (call.Yes) return plan.Hash;
        call.Streams.Error.Write("Type the first 4 digits of the hash and Enter to approve. Anything else leaves all as it is. > ");
        call.Streams.Error.Flush();
        return (call.Streams.In.ReadLine() ?? "").Trim();
    }
}
