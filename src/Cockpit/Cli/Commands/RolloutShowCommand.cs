using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

internal static class RolloutShowCommand
{
    public static void AddTo(CommandSet set)
    {
        var id = RolloutArguments.Id();
        set.Add(RolloutOperations.Show, [id], call =>
        {
            RolloutView view = ShowRollout.Run(call.Session, call.RolloutId(id)) with { Effect = ShowRollout.Effect(call.Session, call.RolloutId(id)) };
            bool notBegun = view.StartedAt is null;
            PlannedRollout plan = ShowRollout.Plan(call.Session, call.RolloutId(id));
            call.Show(view, CliJson.Default.RolloutView, () => notBegun ? RolloutText.PlanRows(plan) : RolloutText.Hosts(view),
                () => [.. RolloutText.Head(view), .. notBegun ? RolloutText.Plan(plan).Skip(1) : RolloutText.Rings(view, call.Streams.Width)]);
            return (int)ExitCode.Done;
        });
    }
}
