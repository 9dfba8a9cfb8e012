using Cockpit.Operations.Advisories;
using Humanizer;

namespace Cockpit.Cli.Output;

/// <summary>What comparing hosts' packages with the distributions' data gave, in a line.</summary>
internal static class ComparedHosts
{
    public static string Text(InventoryComparison c) =>
        $"Packages of {"host".ToQuantity(c.Hosts, "N0")} compared with the distributions' data: {"vulnerability".ToQuantity(c.Findings, "N0")}, {c.New:N0} new, {c.Closed:N0} closed, {c.Reopened:N0} reopened.";
}
