using System.CommandLine;
using System.Diagnostics;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Findings;
using Humanizer;

namespace Cockpit.Cli.Commands;

internal static class FindingsExportCommand
{
    /// <summary>What takes longer says how far it is.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(1);

    public static void AddTo(CommandSet set)
    {
        var file = new Argument<string>("FILE") { Description = "the file to write; its ending says the format" };
        var format = Options.OneOf("--format", "csv, json or md; without it as FILE ends, else csv", "FORMAT", "csv", "json", "md");
        var raw = Options.Flag("--raw", "CSV with every value as it is; a spreadsheet may run formulas in it");
        var options = new FindingOptions();
        set.Add(FindingOperations.Export, [file, format, raw, .. options.All], call =>
        {
            string path = call.Get(file);
            bool there = File.Exists(path);
            if (there) call.Confirm("replace", $"{Path.GetFullPath(path)} is there already and will be replaced.");
            ExportFormat form = FormatOf(call.Get(format), path);
            if (call.Get(raw) && form != ExportFormat.Csv) throw new CockpitException(CallErrors.Usage.Because("--raw is about CSV: JSON and Markdown change no value for a spreadsheet."));
            FindingExportResult result;
            var watch = Stopwatch.StartNew();
            using (var progress = new Progress(call.Streams, "export"))
            {
                result = ExportFindings.Run(call.Session, options.WishOf(call, 0), new FindingExportWish(path, form, call.Get(raw), Overwrite: there), CliJson.Default.FindingLine,
                    (done, total) => { if (watch.Elapsed > Silent) progress.Show(done, total); }, call.TakeInterruptions());
            }
            call.Show(result, CliJson.Default.FindingExportResult, text: () => [$"{"finding".ToQuantity(result.Findings, "N0")} in {result.File}"]);
            return (int)ExitCode.Done;
        });
    }

    private static ExportFormat FormatOf(string? word, string path) => (word ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant()) switch
    {
        "json" => ExportFormat.Json,
        "md" => ExportFormat.Md,
        _ => ExportFormat.Csv,
    };
}
