using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;
using Humanizer;

namespace Cockpit.Cli.Commands;

internal static class HostMergeCommand
{
    public static void AddTo(CommandSet set)
    {
        var into = new Argument<string>("NAME") { Description = "the host that stays" };
        var from = new Argument<string>("OTHER") { Description = "the host that becomes a further name of it" };
        set.Add(HostOperations.Merge, [into, from], call =>
        {
            MergePreview preview = MergeHosts.Preview(call.Session, call.Get(into), call.Get(from));
            call.Confirm(preview.Merged, preview.Lines);
            MergedHosts merged = MergeHosts.Run(call.Session, preview.Host, preview.Merged);
            call.Show(merged, CliJson.Default.MergedHosts, text: () => [$"{merged.Merged} is merged into {merged.Host}: {"scan".ToQuantity(merged.Scans, "N0")}, {"finding".ToQuantity(merged.Findings, "N0")}. It is also known as {string.Join(", ", merged.Aliases)}."]);
            return (int)ExitCode.Done;
        });
    }
}
