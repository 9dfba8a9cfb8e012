using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class HostSetCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        var fields = new HostFieldOptions();
        set.Add(HostOperations.Set, [name, .. fields.ForSet], call =>
        {
            HostSummary host = SetHost.Run(call.Session, call.Get(name), fields.Read(call, withUntag: true));
            call.Show(host, CliJson.Default.HostSummary, text: () => [$"{host.Name} is changed."]);
            return (int)ExitCode.Done;
        });
    }
}
