using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Findings;
using Humanizer;

namespace Cockpit.Cli.Commands;

internal static class FindingsImportCommand
{
    public static void AddTo(CommandSet set)
    {
        var file = new Argument<string>("FILE") { Description = "an export of Nessus, Tenable or Qualys, as CSV or XML" };
        var format = Options.OneOf("--format", $"what the file is taken for, which is refused where it is something else: {string.Join(", ", ImportFindings.Formats)}", "FORMAT", [.. ImportFindings.Formats]);
        var strict = Options.Flag("--strict", "one bad row, and nothing is imported");
        var dryRun = Options.Flag("--dry-run", "counts everything and keeps nothing");
        set.Add(FindingOperations.Import, [file, format, strict, dryRun], call =>
        {
            FindingImportResult result;
            using (var progress = new Progress(call.Streams, "import"))
            {
                result = ImportFindings.Run(call.Session, new FindingImportWish(call.Get(file), call.Get(format), call.Get(strict), call.Get(dryRun)),
                    (bytes, total, rows) => progress.Show(bytes / 1_000_000, total / 1_000_000, $"MB, {rows:N0} rows"), call.TakeInterruptions());
            }
            call.Show(result, CliJson.Default.FindingImportResult,
                () => new Table(["line>", "rejected because"], [.. result.Rejected.Select(r => (IReadOnlyList<string>)[$"{r.Line}", r.Reason])]), () => Text(result));
            return (int)(result.RejectedRows == 0 ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }

    private static IEnumerable<string> Text(FindingImportResult r)
    {
        yield return $"{r.ImportId ?? "dry run"}: {r.Shape}, {"finding".ToQuantity(r.Findings, "N0")} on {"host".ToQuantity(r.Hosts, "N0")}, {r.DurationSeconds:0.0} s";
        yield return $"{"row".ToQuantity(r.Rows, "N0")}: {"finding".ToQuantity(r.Findings, "N0")}, {r.Joined:N0} more of the same findings, {r.RejectedRows:N0} rejected";
        yield return $"{"finding".ToQuantity(r.Findings, "N0")}: {r.New:N0} new, {r.Updated:N0} updated, {r.Unchanged:N0} unchanged{Some(r.Reopened, "reopened")}{Some(r.CalledFixed, "called fixed")}{Some(r.Outdated, "outdated")}";
        if (r.Closed + r.NotSeen > 0) yield return $"known before: {r.Closed:N0} closed{Some(r.NotSeen, "not seen any more")}";
        if (r.UnmatchedHosts.Count > 0) yield return $"{"machine".ToQuantity(r.UnmatchedHosts.Count, "N0")} without a host here: {Few(r.UnmatchedHosts)}";
        if (r.AmbiguousHosts.Count > 0) yield return $"{"machine".ToQuantity(r.AmbiguousHosts.Count, "N0")} with several hosts here: {Few(r.AmbiguousHosts)}";
        foreach (string note in r.Notes) yield return note;
    }

    /// <summary>What most imports have none of is told where there is some.</summary>
    private static string Some(long count, string what) => count == 0 ? "" : $", {count:N0} {what}";

    private static string Few(IReadOnlyList<string> names) => string.Join(", ", names.Take(8)) + (names.Count > 8 ? ", .." : "");
}
