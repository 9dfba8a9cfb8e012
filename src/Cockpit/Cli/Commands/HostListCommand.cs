using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class HostListCommand
{
    public static void AddTo(CommandSet set)
    {
        var scope = Options.Scope();
        set.Add(HostOperations.List, [scope], call =>
        {
            HostList list = ListHosts.Run(call.Session, call.ScopeOf(scope));
            call.Show(list, CliJson.Default.HostList, () => new Table(
                ["host", "state", "address", "env", "role", "os", "updates>", "security>", "reboot", "findings>", "risk>", "scan", "age>"], [.. list.Hosts.Select(Row)]),
                () => list.Hosts.Count == 0 ? [list.Total == 0 ? "No hosts. cockpit host add NAME adds one." : $"0 of {list.Total} hosts match."] : []);
            return (int)ExitCode.Done;
        });
    }

    private static IReadOnlyList<string> Row(HostSummary h) =>
    [
        h.Name, HostFleetStates.Word(h.State), h.Port == 22 ? h.Address : $"{h.Address}:{h.Port}", h.Environment ?? "", h.Role ?? "",
        h.Os is { } os ? $"{os.Name} {os.Version}" : "", h.PendingUpdates?.ToString() ?? "", h.PendingSecurity?.ToString() ?? "",
        h.RebootStatus.ToString().ToLowerInvariant(), $"{h.OpenFindings}", $"{h.Risk}", h.ScanStatus, Times.Age(h.ScanAgeSeconds),
    ];
}
