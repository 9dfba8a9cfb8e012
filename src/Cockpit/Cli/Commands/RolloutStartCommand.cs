using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Operations;
using Cockpit.Operations.Rollouts;
using Humanizer;

namespace Cockpit.Cli.Commands;

internal static class RolloutStartCommand
{
    public static void AddTo(CommandSet set)
    {
        var id = RolloutArguments.Id();
        var now = Options.Flag("--now", "do not wait for the planned time; never outside the window");
        var expect = RolloutArguments.Expect();
        var glass = Options.Flag("--break-glass", "past windows, freezes and missing approvals, after a second person has run rollout approve --break-glass; wants --reason");
        Option<string?> reason = RolloutArguments.Reason();
        set.Add(RolloutOperations.Start, [id, now, glass, reason, expect], call =>
        {
            string? why = call.Get(glass) ? call.Needed(reason) : null;
            RolloutId rollout = call.RolloutId(id);
            PlannedRollout plan = ShowRollout.Plan(call.Session, rollout);
            call.Confirm(why is null ? $"{plan.Hosts}" : "break glass", [$"{(why is null ? "START" : "BREAK THE GLASS and start")} {plan.RolloutId} {plan.Name}: {"update".ToQuantity(plan.Updates, "N0")} on {"host".ToQuantity(plan.Hosts, "N0")} in {"ring".ToQuantity(plan.Rings.Count, "N0")}, reboot {RolloutText.Reboot(plan.Reboot)}",
                $" first   ring {plan.Rings[0].Name}: {string.Join(' ', plan.Rings[0].Hosts.Take(6).Select(h => h.Name))}, {plan.Rings[0].MaxParallel} at once", $" window  {plan.Window}", $" plan    {plan.Hash[..4]} {plan.Hash[4..8]}",
                .. why is null ? (string[])[] : [$" passes  windows, freezes and missing approvals, because: {why}", " review  another person has to sign it afterwards"]]);
            StartedRollout started = StartRollout.Run(call.Session, rollout, call.Get(now), call.Expected(expect), breakGlass: why);
            call.Show(started.Rollout, CliJson.Default.RolloutView, text: () =>
                [$"{plan.RolloutId} is started{(started.WorkerPid is { } pid ? $"; its worker is process {pid}" : "; a worker runs already")}. cockpit rollout watch {plan.RolloutId} follows it."]);
            return (int)ExitCode.Done;
        });
    }
}
