using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class HostRemoveCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string>("NAME");
        set.Add(HostOperations.Remove, [name], call =>
        {
            HostDetail host = ShowHost.Run(call.Session, call.Get(name));
            call.Confirm(host.Name, $"REMOVE {host.Name}: it leaves every list; its history stays in the journal.");
            RemovedHost removed = RemoveHost.Run(call.Session, host.Name);
            call.Show(removed, CliJson.Default.RemovedHost, text: () => [$"{removed.Name} is removed."]);
            return (int)ExitCode.Done;
        });
    }
}
