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
        set.Add(RolloutOperations.Start, [id, now, expect], call =>
        {
            RolloutId rollout = call.RolloutId(id);
            PlannedRollout plan = ShowRollout.Plan(call.Session, rollout);
            call.Confirm($"{plan.Hosts}", [$"START {plan.RolloutId} {plan.Name}: {"update".ToQuantity(plan.Updates, "N0")} on {"host".ToQuantity(plan.Hosts, "N0")} in {"ring".ToQuantity(plan.Rings.Count, "N0")}, reboot {RolloutText.Reboot(plan.Reboot)}",
                $" first   ring {plan.Rings[0].Name}: {string.Join(' ', plan.Rings[0].Hosts.Take(6).Select(h => h.Name))}, {plan.Rings[0].MaxParallel} at once", $" window  {plan.Window}", $" plan    {plan.Hash[..4]} {plan.Hash[4..8]}"]);
            StartedRollout started = StartRollout.Run(call.Session, rollout, call.Get(now), call.Expected(expect));
            call.Show(started.Rollout, CliJson.Default.RolloutView, text: () =>
                [$"{plan.RolloutId} is started{(started.WorkerPid is { } pid ? $"; its worker is process {pid}" : "; a worker runs already")}. cockpit rollout watch {plan.RolloutId} follows it."]);
            return (int)ExitCode.Done;
        });
    }
}
