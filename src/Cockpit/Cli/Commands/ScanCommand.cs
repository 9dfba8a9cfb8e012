using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Operations.Scans;
using NodaTime;

namespace Cockpit.Cli.Commands;

internal static class ScanCommand
{
    private const int StandardParallel = 50, MostParallel = 200, StandardTimeout = 60;

    public static void AddTo(CommandSet set)
    {
        var hosts = new Argument<string[]>("HOST") { Arity = ArgumentArity.ZeroOrMore, Description = "these hosts; all of the scope where none is named" };
        var scope = Options.Scope();
        var parallel = Options.Number("--parallel", $"hosts at once; {StandardParallel} without it", 1, MostParallel);
        var timeout = Options.Number("--timeout", $"seconds for one host; {StandardTimeout} without it", 1, 3_600, "SECONDS");
        set.Add(HostOperations.Scan, [hosts, scope, parallel, timeout], call =>
        {
            var request = new ScanRequest(call.Get(hosts), call.ScopeOf(scope), call.Get(parallel) ?? StandardParallel, Duration.FromSeconds(call.Get(timeout) ?? StandardTimeout));
            ScanReport report;
            using (var progress = new Progress(call.Streams, "scan"))
            {
                report = RunScan.Run(call.Session, request, p => progress.Show(p.Done, p.Total, p.Failed > 0 ? $"{p.Failed} failed" : ""), call.TakeInterruptions());
            }
            call.Show(report, CliJson.Default.ScanReport, () => Rows(report), () => [$"{report.ScanId}: {report.Ok} ok, {report.Failed} failed, {report.DurationSeconds:0.0} s"]);
            return (int)(report.Failed == 0 ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }

    private static Table Rows(ScanReport report) => new(["host", "status", "code", "packages>", "updates>", "security>", "reboot", "seconds>", "message"],
        [.. report.Hosts.Select(h => (IReadOnlyList<string>)
        [
            h.Name, ScanStatuses.Word(h.Status), h.Code ?? "", h.Packages?.ToString() ?? "", h.PendingUpdates?.ToString() ?? "", h.PendingSecurity?.ToString() ?? "",
            h.RebootStatus.ToString().ToLowerInvariant(), $"{h.DurationSeconds:0.0}", h.Message ?? "",
        ])]);
}
