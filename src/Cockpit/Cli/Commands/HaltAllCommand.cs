using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

internal static class HaltAllCommand
{
    public static void AddTo(CommandSet set)
    {
        var clear = Options.Flag("--clear", "lifts it");
        var reason = RolloutArguments.Reason();
        set.Add(RolloutOperations.HaltAll, [clear, reason], call =>
        {
            string why = call.Needed(reason);
            bool lift = call.Get(clear);
            // Stopping asks nothing, for it must work at once; going on does.
            if (lift) call.Confirm("clear", "CLEAR halt-all: rollouts that wait go on.");
            HaltAllState state = lift ? HaltAll.Clear(call.Session, why) : HaltAll.Set(call.Session, why);
            call.Show(state, CliJson.Default.HaltAllState, text: () => [state.HaltAll ? "halt-all is on: nothing new starts in any rollout." : "halt-all is lifted."]);
            return (int)ExitCode.Done;
        });
    }
}
