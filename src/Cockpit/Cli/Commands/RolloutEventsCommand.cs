using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

internal static class RolloutEventsCommand
{
    public static void AddTo(CommandSet set)
    {
        var id = RolloutArguments.Id();
        var at = Options.Number("--at", "only up to this event", 1, int.MaxValue);
        set.Add(RolloutOperations.Events, [id, at], call =>
        {
            RolloutEvents events = ListEvents.Run(call.Session, call.RolloutId(id), call.Get(at));
            call.Show(events, CliJson.Default.RolloutEvents, () => new Table(["event>", "at", "who", "what", "details"],
                [.. events.Events.Select(e => (IReadOnlyList<string>)[$"{e.StreamSeq}", Times.Second(e.Entry.At), e.Entry.Who, e.Entry.Type, e.Entry.Details?.ToString() ?? ""])]));
            return (int)ExitCode.Done;
        });
    }
}
