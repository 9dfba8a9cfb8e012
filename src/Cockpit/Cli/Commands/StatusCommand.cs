using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Status;
using Humanizer;

namespace Cockpit.Cli.Commands;

internal static class StatusCommand
{
    public static void AddTo(CommandSet set) => set.Add(FileOperations.Status, [], call =>
    {
        StatusReport s = ReadStatus.Run(call.Session);
        call.Show(s, CliJson.Default.StatusReport, call.Format == OutputFormat.Csv ? () => Needs(s) : null, () => Text(s, call.Streams.Width));
        return (int)ExitCode.Done;
    });

    private static IEnumerable<string> Text(StatusReport s, int? width)
    {
        if (s.Needs.Count == 0) yield return "Nothing needs you.";
        else foreach (string line in Needs(s).Lines(width)) yield return line;
        yield return "";
        yield return $"fleet {s.Fleet.Hosts}: " + string.Join(", ", s.Fleet.ByState.Where(b => b.Value > 0).Select(b => $"{b.Value} {b.Key}"));
        yield return $"risk {"point".ToQuantity(s.Risk.Points, "N0")}, {"finding".ToQuantity(s.Risk.Findings, "N0")}, {s.Risk.Kev:N0} known exploited";
        if (s.ImportRunning is { } import) yield return $"{import.Label}{(import.File is { } file ? $": {file}" : "")}; no plan is made or started before its end";
        foreach (var r in s.Running) yield return $"running {r.RolloutId} {r.Name}: {Words.Of(r.State)}, {RolloutText.Counts(r.Counts)}";
        foreach (var r in s.Next) yield return $"next {r.RolloutId} {r.Name}: {Words.Of(r.State)}, {"host".ToQuantity(r.Hosts, "N0")}";
        yield return $"KEV {Old(s.Ages.Kev)}, EPSS {Old(s.Ages.Epss)}";
        yield return $"scans {(s.Ages.Scan is { } age ? $"{Times.Age(age)} old" : "never")}; worker {s.Worker.State.ToString().ToLowerInvariant()}";
    }

    private static string Old(long? age) => age is { } seconds ? $"{Times.Age(seconds)} old" : "never imported";

    private static Table Needs(StatusReport s) => new(["needs", "what", "since", "until"],
        [.. s.Needs.Select(n => (IReadOnlyList<string>)[n.Subject.Length > 0 ? $"{n.Kind} {n.Subject}" : n.Kind, n.Text, n.SinceAt is { } since ? Times.Second(since) : "", n.Until is { } until ? Times.Second(until) : ""])]);
}
