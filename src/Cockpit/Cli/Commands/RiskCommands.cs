using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Updates;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit risk matrix, risk top.</summary>
internal static class RiskCommands
{
    public static void AddTo(CommandSet set)
    {
        var options = new RiskOptions();
        set.Add(FindingOperations.Matrix, options.All, call =>
        {
            RiskMatrixResult matrix = ReadMatrix.Run(call.Session, options.WishOf(call));
            call.Show(matrix, CliJson.Default.RiskMatrixResult,
                call.Format == OutputFormat.Csv ? () => new Table(["likelihood>", "impact>", "level", "count>", "change7d>"], [.. matrix.Cells.Select(c => (IReadOnlyList<string>)[$"{c.Likelihood}", $"{c.Impact}", RiskMatrix.Word(c.Level), $"{c.Count}", $"{c.Change7d}"])]) : () => Picture(matrix),
                () => [$"{"open finding".ToQuantity(matrix.Total, "N0")}, {"point".ToQuantity(matrix.Points, "N0")}{(matrix.AsOf is { } at ? $", imported {Times.Second(at)}" : ", none was ever imported")}{(matrix.Accepted > 0 ? $"; {matrix.Accepted:N0} accepted, which do not count" : "")}{(matrix.ImportRunning is { } import ? $"; {import.Label}" : "")}"]);
            return (int)ExitCode.Done;
        });

        var by = Options.OneOf("--by", "host (without it), update or finding", "WHAT", "host", "update", "finding");
        var limit = Options.Number("--limit", "lines at most; 10 without it", 1, 1_000);
        var among = new FindingOptions();
        set.Add(FindingOperations.Top, [by, .. among.All, limit], call =>
        {
            int most = call.Get(limit) ?? 10;
            if (call.Get(by) == "finding")
            {
                FindingList findings = ListFindings.Run(call.Session, among.WishOf(call, most));
                call.Show(findings, CliJson.Default.FindingList, () => FindingsListCommand.Rows(findings.Findings), after: () => findings.Findings.Count == 0 ? ["No findings match."] : []);
                return (int)ExitCode.Done;
            }
            if (call.Get(by) == "update")
            {
                UpdateList updates = ListUpdates.Among(call.Session, among.WishOf(call, most), most);
                call.Show(updates, CliJson.Default.UpdateList, () => UpdateCommands.Rows(updates.Updates), after: () => updates.Updates.Count == 0 ? ["No update is pending."] : []);
                return (int)ExitCode.Done;
            }
            RiskyHosts hosts = ReadTop.Run(call.Session, among.WishOf(call, most), most);
            call.Show(hosts, CliJson.Default.RiskyHosts, () => new Table(["host", "points>", "open findings>", "very high>", "kev>", "in the file"],
                [.. hosts.Hosts.Select(h => (IReadOnlyList<string>)[h.Host, $"{h.Points:N0}", $"{h.OpenFindings:N0}", $"{h.VeryHigh:N0}", $"{h.KnownExploited:N0}", h.Matched ? "yes" : "no"])]),
                after: () => hosts.Hosts.Count == 0 ? ["No findings match."] : hosts.Complete ? [] : ["More findings match than are added up; these are the hosts of the worst of them."]);
            return (int)ExitCode.Done;
        });
    }

    /// <summary>The matrix as people draw it: likelihood down from 5, impact to the right.</summary>
    private static Table Picture(RiskMatrixResult m) => new(["likelihood \\ impact", "1>", "2>", "3>", "4>", "5>"],
        [.. Enumerable.Range(1, 5).Reverse().Select(l => (IReadOnlyList<string>)[$"{l} {Word(l)}", .. Enumerable.Range(1, 5).Select(i => $"{Short(m[l, i].Level)} {m[l, i].Count:N0}")])]);

    private static string Word(int likelihood) => likelihood switch { 5 => "very likely", 4 => "likely", 3 => "plausible", 2 => "unlikely", _ => "remote" };

    private static string Short(RiskLevel level) => level switch { RiskLevel.VeryHigh => "VH", RiskLevel.High => "H", RiskLevel.Moderate => "M", RiskLevel.Low => "L", _ => "VL" };
}
