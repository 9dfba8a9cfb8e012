using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Operations;
using Cockpit.Operations.Hosts;

namespace Cockpit.Cli.Commands;

internal static class HostImportCommand
{
    public static void AddTo(CommandSet set)
    {
        var file = new Argument<string>("FILE") { Description = "a CSV, an Ansible inventory, an ssh_config, an /etc/hosts or an nmap XML" };
        var format = Options.OneOf("--format", "what the file is; auto tells it by what stands in it", "FORMAT", [.. ImportHosts.Formats]);
        var dryRun = Options.Flag("--dry-run", "shows what each line would do; writes nothing");
        set.Add(HostOperations.Import, [file, format, dryRun], call =>
        {
            HostsToImport hosts = ImportHosts.Read(call.Get(file), call.Get(format));
            HostImportResult result = call.Get(dryRun) ? ImportHosts.Review(call.Session, hosts) : Import(call, hosts);
            call.Show(result, CliJson.Default.HostImportResult, () => call.Get(dryRun) ? Review(result) : Rejected(result), () => Sentences(result));
            if (result.IgnoredColumns.Count > 0) call.Say($"Columns that mean nothing here: {string.Join(", ", result.IgnoredColumns)}.");
            return (int)(result.Rejected.Count == 0 ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }

    /// <summary>A CSV was written for this program. Any other file was written for something else, so a person who is there looks at it first; a script has looked with --dry-run.</summary>
    private static HostImportResult Import(Call call, HostsToImport hosts)
    {
        if (hosts.Format != "csv" && call.Streams.CanAsk && !call.Yes && ImportHosts.Review(call.Session, hosts) is { Changes: > 0 } review)
            call.Confirm($"{review.Changes}", [$"IMPORT {review.Added} new hosts and {review.Updated} changes from a file of the format {review.Format}; nothing is removed", .. Review(review).Lines(call.Streams.Width)]);
        return ImportHosts.Run(call.Session, hosts);
    }

    private static IEnumerable<string> Sentences(HostImportResult r)
    {
        yield return r.DryRun
            ? $"{r.Added} would be added, {r.Updated} updated, {r.Unchanged} unchanged, {r.Rejected.Count} rejected. Nothing was written."
            : $"{r.Added} added, {r.Updated} updated, {r.Unchanged} unchanged, {r.Rejected.Count} rejected";
        if (r.PassedOver.Count > 0) yield return $"{r.PassedOver.Count} passed over, the first in line {r.PassedOver[0].Line}: {r.PassedOver[0].Reason}";
    }

    private static Table Rejected(HostImportResult r) => new(["line>", "rejected because"], [.. r.Rejected.Select(r => (IReadOnlyList<string>)[$"{r.Line}", r.Reason])]);

    /// <summary>Every line that says something, in the order of the file.</summary>
    private static Table Review(HostImportResult r) => new(["line>", "host", "what", "fields"],
    [
        .. r.Hosts.Select(h => (h.Line, Cells: (IReadOnlyList<string>)[$"{h.Line}", h.Name, h.Act.ToString().ToLowerInvariant(), Fields(h)]))
            .Concat(r.Rejected.Select(x => (x.Line, Cells: (IReadOnlyList<string>)[$"{x.Line}", "", "rejected", x.Reason])))
            .Concat(r.PassedOver.Select(x => (x.Line, Cells: (IReadOnlyList<string>)[$"{x.Line}", "", "passed over", x.Reason])))
            .OrderBy(x => x.Line).Select(x => x.Cells),
    ]);

    private static string Fields(ImportedHost h) => h.Act is HostImportAct.Unchanged ? "" : string.Join(", ", h.Differences.Select(d => h.Act is HostImportAct.Added
        ? $"{d.Field} {d.After}".TrimEnd() : $"{d.Field} {d.Before ?? "-"} -> {(d.After is "" ? "set" : d.After ?? "-")}").Append(h.Note).Where(t => !string.IsNullOrEmpty(t)));
}
