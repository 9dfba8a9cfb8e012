using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Findings;

namespace Cockpit.Cli.Commands;

internal static class FindingsUnmatchedCommand
{
    public static void AddTo(CommandSet set) => set.Add(FindingOperations.Unmatched, [], call =>
    {
        UnmatchedMachines all = ListUnmatched.Run(call.Session);
        call.Show(all, CliJson.Default.UnmatchedMachines,
            () => new Table(["machine", "points>", "findings>", "match", "name", "address", "settled by --alias", "why"],
                [.. all.Machines.Select(m => (IReadOnlyList<string>)[m.Machine, $"{m.Points}", $"{m.OpenFindings}", m.Match, m.Dns ?? m.NetBios ?? "", m.Ip ?? "", m.Settle, m.Why])]),
            () => all.Machines.Count == 0 ? ["Every machine of the scanners is a host here."] : [],
            () => all.Machines.Count == 0 ? [] : ["cockpit host set NAME --alias WORD says that a machine is that host."]);
        return (int)ExitCode.Done;
    });
}
