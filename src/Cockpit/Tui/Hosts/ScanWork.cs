using System.Diagnostics;
using Cockpit.Core.Hosts;
using Cockpit.Operations.Scans;
using Cockpit.Tui.Kit;
using NodaTime;

namespace Cockpit.Tui.Hosts;

/// <summary>A scan that people watch: its count, rate, time left and failures by cause stand in the flash row, wherever they go meanwhile.</summary>
internal static class ScanWork
{
    /// <summary>Hosts scanned at once, as on the command line.</summary>
    private const int Parallel = 50;

    private static readonly Duration Timeout = Duration.FromSeconds(60);

    /// <summary>People read no faster; a message for each of a thousand results a second would only take time.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(200);

    /// <param name="names">These hosts; all where none is named.</param>
    public static Work Of(IReadOnlyList<string> names) => new("scan", c =>
    {
        long told = 0;
        IReadOnlyDictionary<ScanStatus, int> causes = new Dictionary<ScanStatus, int>();
        ScanReport report = RunScan.Run(c.Session, new ScanRequest(names, Core.Scopes.Scope.Everything, Parallel, Timeout), progress =>
        {
            causes = progress.Causes;
            if (progress.Done < progress.Total && told != 0 && Stopwatch.GetElapsedTime(told) < TellEvery) return;
            told = Stopwatch.GetTimestamp();
            c.Tell(Text(progress));
        }, c.Cancellation);
        return new Told($"{report.ScanId}: {report.Ok} of {report.Ok + report.Failed} answered in {Ages.Short(Duration.FromSeconds(report.DurationSeconds))}.{Failures(causes)}", report.Failed > 0 && report.Ok == 0);
    }, Long: true);

    /// <summary>"210/412 38/s 5s U6 L2": how many of how many, how fast, how long it will take, and what failed.</summary>
    internal static string Text(ScanProgress p) =>
        $"{p.Done}/{p.Total}{(p.PerSecond > 0 ? $" {Rate(p.PerSecond)}/s" : "")}{(p.Left is { } left && p.Done < p.Total ? $" {Ages.Short(left)}" : "")}{Letters(p.Causes)}";

    private static string Rate(double perSecond) => perSecond < 10 ? $"{perSecond:0.0}" : $"{perSecond:0}";

    private static string Letters(IReadOnlyDictionary<ScanStatus, int> causes) =>
        string.Concat(causes.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => $" {HostMarks.Of(c.Key).Letter}{c.Value}"));

    private static string Failures(IReadOnlyDictionary<ScanStatus, int> causes) => causes.Count == 0 ? "" :
        $" Not scanned: {string.Join(", ", causes.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => $"{c.Value} {HostMarks.Words(c.Key)}"))}.";
}
