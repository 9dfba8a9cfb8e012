using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

internal static class RolloutListCommand
{
    public static void AddTo(CommandSet set) => set.Add(RolloutOperations.List, [], call =>
    {
        RolloutList list = ListRollouts.Run(call.Session);
        call.Show(list, CliJson.Default.RolloutList, () => new Table(["id", "name", "state", "hosts>", "so far", "waiting for"],
            [.. list.Rollouts.Select(r => (IReadOnlyList<string>)[r.RolloutId, r.Name, Words.Of(r.State), $"{r.Hosts}", RolloutText.Counts(r.Counts), r.WaitingFor?.What ?? ""])]),
            () => [.. list.HaltAll ? ["halt-all is on: nothing new starts."] : (string[])[], .. list.Rollouts.Count == 0 ? ["No rollouts. cockpit rollout plan makes one."] : (string[])[]]);
        return (int)ExitCode.Done;
    });
}
