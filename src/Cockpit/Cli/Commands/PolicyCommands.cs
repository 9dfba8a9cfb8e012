using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Definitions;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Operations.Policies;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit policy list, show, history, overlap, export, template, schema, lint.</summary>
internal static class PolicyCommands
{
    public static void AddTo(CommandSet set)
    {
        set.Add(PolicyOperations.List, [], call =>
        {
            PolicyList list = ShowPolicies.List(call.Session);
            call.Show(list, CliJson.Default.PolicyList, () => new Table(["policy", "v>", "priority>", "extends", "hosts>", "loses>", "ties>", "unknown>", "windows", "scope"], [.. list.Policies.Select(Row)]), after: () => Summary(list));
            return (int)ExitCode.Done;
        });

        var name = new Argument<string>("NAME") { Description = "a policy" };
        var version = Options.Number("--version", "that version; the newest without it", 1, 1_000_000);
        set.Add(PolicyOperations.Show, [name, version], call =>
        {
            PolicyDetail detail = ShowPolicies.Run(call.Session, call.Get(name), call.Get(version));
            call.Show(detail, CliJson.Default.PolicyDetail, () => new Table(["setting", "value", "from"], [.. detail.Settings.Select(s => (IReadOnlyList<string>)[s.Name, s.Value, s.From])]), () => Head(detail), () => Rings(detail));
            return (int)ExitCode.Done;
        });

        var which = new Argument<string>("NAME") { Description = "a policy, also one that was removed" };
        set.Add(PolicyOperations.History, [which], call =>
        {
            PolicyHistory history = ShowPolicies.History(call.Session, call.Get(which));
            call.Show(history, CliJson.Default.PolicyHistory, () => new Table(["version>", "at", "by", "what changed"],
                [.. history.Versions.Select(v => (IReadOnlyList<string>)[$"{v.Version}", Times.Second(v.At), v.By, v.Removed ? "removed" : string.Join("; ", v.Changes.Select(PolicyText.Change))])]));
            return (int)ExitCode.Done;
        });

        set.Add(PolicyOperations.Overlap, [], call =>
        {
            PolicyOverlap overlap = ShowOverlap.Run(call.Session);
            call.Show(overlap, CliJson.Default.PolicyOverlap, () => new Table(["hosts>", .. overlap.Policies.Select(p => $"{p.Name} {p.Priority}"), "counts", "which"], [.. overlap.Patterns.Select(PatternRow)]));
            return (int)ExitCode.Done;
        });

        set.Add(PolicyOperations.Export, [], call => Print(call, ExportPolicies.Run(call.Session)));
        var template = Options.OneOfArgument("NAME", "dev, test or prod", "dev", "test", "prod");
        set.Add(PolicyOperations.Template, [template], call => Print(call, ExportPolicies.Template(call.Get(template))));
        set.Add(PolicyOperations.Schema, [], call => Print(call, ExportPolicies.Schema()));

        var file = new Argument<string?>("FILE") { Description = "YAML; what counts now without it", Arity = ArgumentArity.ZeroOrOne };
        set.Add(PolicyOperations.Lint, [file], call =>
        {
            PolicyLintResult lint = LintPolicies.Run(call.Session, call.Get(file) is { } path ? PolicyFile.Read(path) : null);
            call.Show(lint, CliJson.Default.PolicyLintResult, text: () => PolicyText.Of(lint));
            return (int)(lint.Sound ? ExitCode.Done : ExitCode.PartlyFailed);
        });

        PolicyChangeCommands.AddTo(set);
        HostExplainCommand.AddTo(set);
    }

    /// <summary>YAML and schemas are text of their own; in JSON they would only be in the way.</summary>
    private static int Print(Call call, string text)
    {
        call.Streams.Out.Write(text.EndsWith('\n') ? text : text + "\n");
        return (int)ExitCode.Done;
    }

    private static IReadOnlyList<string> Row(PolicyLine p) =>
        [p.Name, $"{p.Version}", $"{p.Priority}", p.Extends ?? "", $"{p.Hosts}", $"{p.Loses}", $"{p.Conflicts}", $"{p.Unknown}", string.Join(", ", p.Windows), p.Scope ?? $"{"host".ToQuantity(p.Assigned.Count)} by name"];

    private static IReadOnlyList<string> PatternRow(OverlapPattern p) =>
        [$"{p.Count}", .. p.Cells.Select(c => c switch { OverlapCell.Win => "WIN", OverlapCell.Tie => "TIE", OverlapCell.Lose => "lose", OverlapCell.Unknown => "?", _ => "." }), p.Policy ?? (p.Status == Core.Policies.PolicyStatus.Conflict ? "conflict" : "unmanaged"), PolicyText.Names(p.Hosts)];

    private static IEnumerable<string> Summary(PolicyList list)
    {
        yield return $"{"host".ToQuantity(list.TotalHosts, "N0")}: {list.Unmanaged} in no policy, {list.InSeveral} in several, {list.InConflict} in conflict, {list.NeverScanned} never scanned";
        foreach (LayerLine l in list.Layers.Where(l => l.UsedBy.Count > 0 || !l.BuiltIn)) yield return $"{l.Kind} {l.Name}{(l.BuiltIn ? ", built in" : $" v{l.Version}")}{(l.Extends is { } e ? $", extends {e}" : "")}: used by {(l.UsedBy.Count == 0 ? "nothing" : string.Join(", ", l.UsedBy))}";
    }

    private static IEnumerable<string> Head(PolicyDetail d)
    {
        yield return $"{d.Name} v{d.Version}, {Times.Second(d.At)} by {d.By}{(d.Current == d.Version ? "" : d.Current is { } c ? $"; v{c} counts now" : "; removed")}";
        foreach (string line in d.Yaml.TrimEnd('\n').Split('\n')) yield return line;
    }

    private static IEnumerable<string> Rings(PolicyDetail d)
    {
        if (d.Current == d.Version) yield return $"{"host".ToQuantity(d.Hosts.Count)}: {PolicyText.Names(d.Hosts)}";
        foreach (var ring in d.Rings) yield return $"ring {ring.Key}: {PolicyText.Names(ring.Value)}";
    }
}
