using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Rollouts;

namespace Cockpit.Cli.Commands;

internal static class RolloutLogCommand
{
    public static void AddTo(CommandSet set)
    {
        var id = RolloutArguments.Id();
        var host = RolloutArguments.Host();
        set.Add(RolloutOperations.Log, [id, host], call =>
        {
            HostLog log = ReadHostLog.Run(call.Session, call.RolloutId(id), call.Get(host));
            call.Show(log, CliJson.Default.HostLog, call.Format == OutputFormat.Csv ? () => new Table(["at", "step", "line"], [.. log.Lines.Select(l => (IReadOnlyList<string>)[Times.Second(l.At), l.Step, l.Text])]) : null,
                () => log.Lines.Count == 0 ? [$"{log.Host} printed nothing yet."] : log.Lines.Select(l => $"{Times.Second(l.At)} {l.Step}  {l.Text}"));
            return (int)ExitCode.Done;
        });
    }
}
