using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class HostAddCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string>("NAME") { Description = "letters, digits, \".\", \"-\" and \"_\"" };
        var fields = new HostFieldOptions();
        set.Add(HostOperations.Add, [name, .. fields.ForAdd], call =>
        {
            HostSummary host = AddHost.Run(call.Session, call.Get(name), fields.Read(call, withUntag: false));
            call.Show(host, CliJson.Default.HostSummary, text: () => [$"{host.Name} is added, {(host.Transport is Transport.Local ? "this machine" : $"{host.Address}:{host.Port}")}. cockpit scan {host.Name} reads it."]);
            return (int)ExitCode.Done;
        });
    }
}
