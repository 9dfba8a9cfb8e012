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
    /// <summary>Hosts that the summary names for each cause; the table has them all.</summary>
    private const int NamedHosts = 5;

    private const int StandardParallel = 50, MostParallel = 200, StandardTimeout = 60, StandardRefreshTimeout = 300;

    public static void AddTo(CommandSet set)
    {
        var hosts = new Argument<string[]>("HOST") { Arity = ArgumentArity.ZeroOrMore, Description = "these hosts; all of the scope where none is named" };
        var scope = Options.Scope();
        var parallel = Options.Number("--parallel", $"hosts at once; {StandardParallel} without it", 1, MostParallel);
        var timeout = Options.Number("--timeout", $"seconds for one host; {StandardTimeout} without it, {StandardRefreshTimeout} with --refresh", 1, 3_600, "SECONDS");
        var root = new Option<bool>("--root") { Description = "read as root, by sudo without a password: services that run deleted libraries, crontabs of persons" };
        var refresh = new Option<bool>("--refresh") { Description = "let each host fetch its package lists first, as root; without it a scan changes nothing" };
        set.Add(HostOperations.Scan, [hosts, scope, parallel, timeout, root, refresh], call =>
        {
            var request = new ScanRequest(call.Get(hosts), call.ScopeOf(scope), call.Get(parallel) ?? StandardParallel, 
                Duration.FromSeconds(call.Get(timeout) ?? (call.Get(refresh) ? StandardRefreshTimeout : StandardTimeout)), call.Get(root), call.Get(refresh));
            ScanReport report;
            using (var progress = new Progress(call.Streams, "scan"))
            {
                report = RunScan.Run(call.Session, request, p => progress.Show(p.Done, p.Total, call.Streams.ShowsProgress ? Failures(p) : ""), call.TakeInterruptions());
            }
            call.Show(report, CliJson.Default.ScanReport, () => Rows(report), after: () => Summary(report));
            return (int)(report.Failed == 0 ? ExitCode.Done : ExitCode.PartlyFailed);
        });
    }

    /// <summary>"6 unreachable, 2 auth-failed": what failed so far, by cause.</summary>
    private static string Failures(ScanProgress p) =>
        string.Join(", ", p.Causes.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => $"{c.Value} {ScanStatuses.Word(c.Key)}"));

    /// <summary>The counts, then what was not scanned by cause: the dead network first, with what to do about it.</summary>
    private static IEnumerable<string> Summary(ScanReport report)
    {
        yield return "";
        yield return $"{report.ScanId}: {report.Ok} ok, {report.Failed} failed, {report.DurationSeconds:0.0} s";
        if (report.Compared is { } compared) yield return ComparedHosts.Text(compared);
        foreach (string note in report.Compared?.Notes ?? []) yield return note;
        if (report.NotCompared is { } why) yield return $"The packages were not compared with the distributions' data; the next scan does it. {why}";
        if (report.Failed == 0) yield break;
        yield return $"NOT SCANNED {report.Failed} of {report.Ok + report.Failed}, by cause";
        foreach (var cause in report.Hosts.Where(h => h.Code is not null).GroupBy(h => h.Code!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            List<string> names = [.. cause.Select(h => h.Name)];
            yield return $"  {cause.Key}  {names.Count} host{(names.Count == 1 ? "" : "s")}: {string.Join(", ", names.Take(NamedHosts))}{(names.Count > NamedHosts ? $", .. {names.Count - NamedHosts} more" : "")}";
            if (ErrorTable.Find(cause.Key)?.Hint is { Length: > 0 } hint) yield return $"    {hint}";
        }
    }

    private static Table Rows(ScanReport report) => new(["host", "status", "code", "packages>", "updates>", "security>", "reboot", "seconds>", "message"],
        [.. report.Hosts.Select(h => (IReadOnlyList<string>)
        [
            h.Name, ScanStatuses.Word(h.Status), h.Code ?? "", h.Packages?.ToString() ?? "", h.PendingUpdates?.ToString() ?? "", h.PendingSecurity?.ToString() ?? "",
            h.RebootStatus.ToString().ToLowerInvariant(), $"{h.DurationSeconds:0.0}", h.Message ?? Fetched(h.RefreshProblems),
        ])]);

    private static string Fetched(IReadOnlyList<string>? problems) => problems switch
    {
        null => "",
        [] => "package lists fetched",
        [var only] => $"not all package lists fetched: {only}",
        _ => $"not all package lists fetched: {problems[0]} (and {problems.Count - 1} more)",
    };
}
