using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class HostExportCommand
{
    public static void AddTo(CommandSet set) => set.Add(HostOperations.Export, [], call =>
    {
        call.Streams.Out.Write(Csv.Text(new Table(ExportHosts.Columns, ExportHosts.Run(call.Session))));
        return (int)ExitCode.Done;
    });
}
