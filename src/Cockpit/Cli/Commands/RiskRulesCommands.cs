using System.CommandLine;
using System.Globalization;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Risk;
using Cockpit.Core.Risk.Rules;
using Cockpit.Operations.Risk;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit risk rules show, set, history, reset; risk rescore.</summary>
internal static class RiskRulesCommands
{
    public static void AddTo(CommandSet set)
    {
        var version = Options.Number("--version", "that version; those in force without it", 1, 1_000_000);
        set.Add(FindingOperations.RulesShow, [version], call =>
        {
            RiskRulesView view = ShowRules.Run(call.Session, call.Get(version));
            call.Show(view, CliJson.Default.RiskRulesView, () => new Table(["rule", "likelihood>", "fact", "from", "text", "source"], [.. view.Rules.Likelihood.Select(Row)]), after: () => Rest(view));
            return (int)ExitCode.Done;
        });

        set.Add(FindingOperations.RulesHistory, [], call =>
        {
            RulesHistory history = ShowRules.History(call.Session);
            call.Show(history, CliJson.Default.RulesHistory, () => new Table(["version>", "", "since", "by", "note"],
                [.. history.Versions.Select(v => (IReadOnlyList<string>)[$"{v.Version}", v.InForce ? "in force" : "", v.At is { } at ? Times.Second(at) : "", v.By ?? "", v.Note])]));
            return (int)ExitCode.Done;
        });

        var file = new Argument<string>("FILE") { Description = "rules as JSON, as risk rules show -o json prints them" };
        var note = Options.Text("--note", "why, for the history", "N");
        var dryRun = Options.Flag("--dry-run", "says how many findings would move between which levels, and changes nothing");
        set.Add(FindingOperations.RulesSet, [file, note, dryRun], call => Changed(call, SetRules.Run(call.Session, call.Get(file), call.Get(note), call.Get(dryRun), call.TakeInterruptions())));

        var dryReset = Options.Flag("--dry-run", "says how many findings would move between which levels, and changes nothing");
        set.Add(FindingOperations.RulesReset, [dryReset], call => Changed(call, SetRules.Reset(call.Session, call.Get(dryReset), call.TakeInterruptions())));

        set.Add(FindingOperations.Rescore, [], call =>
        {
            RescoreResult result = Rescore.Run(call.Session, call.TakeInterruptions());
            call.Show(result, CliJson.Default.RescoreResult, text: () => [result.Done ? $"All scores follow rules v{result.RulesVersion} and the feeds." : $"Stopped at {result.Percent}%; it goes on from there."]);
            return (int)ExitCode.Done;
        });
    }

    private static int Changed(Call call, RulesChange change)
    {
        call.Show(change, CliJson.Default.RulesChange,
            () => new Table(["from", "to", "findings>"], [.. change.Moves.Select(m => (IReadOnlyList<string>)[RiskMatrix.Word(m.From), RiskMatrix.Word(m.To), $"{m.Findings:N0}"])]),
            () => Text(change));
        return (int)ExitCode.Done;
    }

    private static IEnumerable<string> Text(RulesChange change)
    {
        if (!change.DryRun)
        {
            yield return $"Version {change.Version} is in force: {change.Note}. {(change.Scored == true ? "All scores follow it." : "Not all scores follow it yet; cockpit risk rescore goes on.")}";
            yield break;
        }
        yield return change.Moves.Count == 0 ? "No finding would change its level." : $"{"finding".ToQuantity(change.Moves.Sum(m => m.Findings), "N0")} would change the level:";
        if (change.PointsBefore != change.PointsAfter) yield return $"The points would be {change.PointsAfter:N0} instead of {change.PointsBefore:N0}.";
        foreach (RulesMove m in change.Moves) yield return $"  {m.Findings:N0} from {RiskMatrix.Word(m.From)} to {RiskMatrix.Word(m.To)}";
    }

    private static IReadOnlyList<string> Row(LikelihoodRuleDocument r) =>
        [r.Name, $"{r.Level}", r.Fact, r.AtLeast is { } at ? at.ToString("0.######", CultureInfo.InvariantCulture) : r.Severity is { } s ? RiskWords.Of(s) : "yes", r.Text, r.Source];

    private static IEnumerable<string> Rest(RiskRulesView view)
    {
        RiskRulesDocument r = view.Rules;
        yield return $"version {view.Version}{(view.InForce ? ", in force" : "")}{(view.At is { } at ? $" since {Times.Second(at)}, by {view.By}" : "")}: {view.Note}";
        yield return $"exposure: internet {r.Exposure.Internet:+0;-0;0}, dmz {r.Exposure.Dmz:+0;-0;0}, internal {r.Exposure.Internal:+0;-0;0}, isolated {r.Exposure.Isolated:+0;-0;0}; potential {r.Potential:+0;-0;0}; known exploited never below {r.KnownExploitedFloor}";
        yield return $"impact: half the technical band (CVSS from {string.Join(", ", r.Bands.Cvss.Select(b => b.ToString("0.0", CultureInfo.InvariantCulture)))}), half the criticality (not set counts as {r.DefaultCriticality}), rounded up";
        if (r.Points is { } p) yield return $"points: very high {p.VeryHigh}, high {p.High}, moderate {p.Moderate}, low {p.Low}, very low {p.VeryLow}";
        yield return $"SLA days: very high {Days(r.SlaDays.VeryHigh)}, high {Days(r.SlaDays.High)}, moderate {Days(r.SlaDays.Moderate)}, low {Days(r.SlaDays.Low)}, very low {Days(r.SlaDays.VeryLow)}; due soon within {r.DueSoonDays}";
        yield return $"KEV's due dates {(r.KnownExploitedDueDate ? "count" : "do not count")}; BOD 26-04 is {(r.Bod2604.On ? "on" : "off")}";
        yield return $"stale after days: KEV {r.StaleAfterDays.Kev}, EPSS {r.StaleAfterDays.Epss}, SSVC {r.StaleAfterDays.Ssvc}, Debian tracker {r.StaleAfterDays.DebianTracker}, OVAL {r.StaleAfterDays.Oval}";
    }

    private static string Days(int? days) => days is { } d ? $"{d}" : "none";
}
