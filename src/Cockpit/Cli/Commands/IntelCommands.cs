using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Intel;
using Cockpit.Core.Operations;
using Cockpit.Operations.Intel;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit intel import, intel status.</summary>
internal static class IntelCommands
{
    private static readonly string[] Kinds = ["kev", "epss", "ssvc", "debian-tracker", "oval"];

    public static void AddTo(CommandSet set)
    {
        var kind = Options.OneOfArgument("KIND", string.Join(", ", Kinds), Kinds);
        var path = new Argument<string>("FILE") { Description = "KEV as JSON or CSV; EPSS as CSV or CSV.gz; SSVC as CSV, or JSON records of CVEs; Debian's security tracker as JSON or .gz; OVAL definitions as XML or .gz" };
        var older = Options.Flag("--older", "also when it is older than what is known");
        set.Add(FindingOperations.IntelImport, [kind, path, older], call =>
        {
            IntelImportResult result;
            using (var progress = new Progress(call.Streams, "statements"))
            {
                result = ImportIntel.Run(call.Session, new IntelImportWish(IntelKinds.Of(call.Get(kind)), call.Get(path), call.Get(older)), n => progress.Show(n, 0, ""), call.TakeInterruptions());
            }
            call.Show(result, CliJson.Default.IntelImportResult, text: () => Text(result));
            return (int)ExitCode.Done;
        });

        set.Add(FindingOperations.IntelStatus, [], call =>
        {
            IntelStatus status = ReadIntel.Run(call.Session);
            call.Show(status, CliJson.Default.IntelStatus, () => new Table(["feed", "as of", "age", "", "limit>", "entries>", "imported", "file", "detail"],
                [.. status.Feeds.Select(f => (IReadOnlyList<string>)
                [
                    f.Feed, f.AsOf is { } at ? Times.Second(at) : "never imported", f.AgeSeconds is { } age ? Times.Age(age) : "", f.Stale ? "stale" : "", $"{f.LimitDays} d",
                    f.Entries is { } n ? $"{n:N0}" : "", f.ImportedAt is { } imported ? Times.Second(imported) : "", f.FileName ?? "", f.Detail ?? "",
                ])]), after: () => status.Scoring.Done ? [] : [$"Scores from rules v{status.Scoring.RulesVersion} and older feeds, {status.Scoring.Percent}% made anew; cockpit risk rescore goes on."]);
            return (int)ExitCode.Done;
        });
    }

    private static IEnumerable<string> Text(IntelImportResult r)
    {
        yield return $"{r.Feed} as of {Times.Second(r.AsOf)}: {"entry".ToQuantity(r.Entries, "N0")}, {r.Changed:N0} changed, {r.DurationSeconds:0.0} s";
        if (r.Replaced is { } before) yield return $"It replaces that of {Times.Second(before)}.";
        foreach (string note in r.Notes) yield return note;
        if (r.Compared is { } c) yield return ComparedHosts.Text(c);
        foreach (string note in r.Compared?.Notes ?? []) yield return note;
    }
}
