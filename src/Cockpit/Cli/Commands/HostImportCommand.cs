using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class HostImportCommand
{
    public static void AddTo(CommandSet set)
    {
        var file = new Argument<string>("FILE") { Description = "a CSV whose first row names the columns; name is the one that is needed" };
        var format = Options.OneOf("--format", "csv or auto", "FORMAT", "csv", "auto");
        set.Add(HostOperations.Import, [file, format], call =>
        {
            HostImportResult result = ImportHosts.Run(call.Session, call.Get(file));
            call.Show(result, CliJson.Default.HostImportResult,
                () => new Table(["line>", "rejected because"], [.. result.Rejected.Select(r => (IReadOnlyList<string>)[$"{r.Line}", r.Reason])]),
                () => [$"{result.Added} added, {result.Updated} updated, {result.Unchanged} unchanged, {result.Rejected.Count} rejected"]);
            if (result.IgnoredColumns.Count > 0) call.Say($"Columns that mean nothing here: {string.Join(", ", result.IgnoredColumns)}.");
            return (int)(result.Rejected.Count == 0 ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }
}
