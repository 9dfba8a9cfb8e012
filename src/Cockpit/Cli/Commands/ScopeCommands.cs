using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Scopes;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit scope ...</summary>
internal static class ScopeCommands
{
    public static void AddTo(CommandSet set)
    {
        var expression = new Argument<string>("EXPR") { Description = "such as: env = prod and not tag = legacy" };
        set.Add(HostOperations.Preview, [expression], call =>
        {
            ScopePreview preview = PreviewScope.Run(call.Session, ScopeBooks.Parse(call.Session, call.Get(expression)));
            call.Show(preview, CliJson.Default.ScopePreview,
                () => new Table(["host", "member", "not set"],
                    [.. preview.Hosts.Select(h => (IReadOnlyList<string>)[h, "yes", ""]), .. preview.Unknown.Select(u => (IReadOnlyList<string>)[u.Name, "unknown", string.Join(", ", u.Unset)])]),
                () => [$"{"host".ToQuantity(preview.Count, "N0")}" + (preview.Unknown.Count > 0 ? $", {preview.Unknown.Count} unknown, which are no members" : "")]);
            return (int)ExitCode.Done;
        });
    }
}
