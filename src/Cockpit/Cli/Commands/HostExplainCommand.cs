using System.CommandLine;
using Cockpit.Cli.Json;
using Cockpit.Cli.Output;
using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Operations.Policies;

namespace Cockpit.Cli.Commands;

/// <summary>cockpit host explain NAME</summary>
internal static class HostExplainCommand
{
    public static void AddTo(CommandSet set)
    {
        var name = new Argument<string>("NAME") { Description = "the host" };
        var at = Options.Text("--at", "at a moment other than now: 2026-10-20, or 2026-10-20T22:00+02:00", "T");
        var with = new Option<string[]>("--with") { Description = "as if it had this tag: tag=K=V or tag=K; can be given more than once", HelpName = "TAG" };
        var without = new Option<string[]>("--without") { Description = "as if it had not this tag: tag=K; can be given more than once", HelpName = "TAG" };
        set.Add(PolicyOperations.Explain, [name, at, with, without], call =>
        {
            IReadOnlyList<TagEdit> edits = [.. (call.Get(without) ?? []).Select(t => Edit(false, t)), .. (call.Get(with) ?? []).Select(t => Edit(true, t))];
            HostExplanation why = ExplainHost.Run(call.Session, call.Get(name), call.Get(at), edits);
            call.Show(why, CliJson.Default.HostExplanation, () => new Table(["setting", "value", "from"], [.. why.Settings.Select(s => (IReadOnlyList<string>)[s.Name, s.Value, s.From])]), () => Lines(why), () => After(why));
            return (int)ExitCode.Done;
        });
    }

    private static TagEdit Edit(bool adds, string text) =>
        TagEdit.Parse(adds, text) ?? throw new CockpitException(CallErrors.Usage.Because($"\"{text}\" is no tag.", "A tag is tag=KEY or tag=KEY=VALUE."));

    private static IEnumerable<string> Lines(HostExplanation w)
    {
        string supposed = w.Supposed.Count == 0 ? "" : $", supposing {string.Join(" ", w.Supposed)}";
        yield return w.Status switch
        {
            PolicyStatus.Managed => $"MANAGED by {w.Policy} v{w.PolicyVersion}, ring {w.Ring}{supposed}",
            PolicyStatus.Conflict => $"CONFLICT: nothing counts on {w.Host}{supposed}",
            _ => $"UNMANAGED: nothing counts on {w.Host}{supposed}",
        };
        yield return w.Rule;
        foreach (ExplainedPolicy p in w.Candidates)
            yield return $"  {(p.LostBecause is null ? "+" : p.Matched >= MatchedBy.Scope ? "-" : p.Matched == MatchedBy.Unknown ? "?" : ".")} {p.Policy} {p.Priority}: {(p.LostBecause is null ? "WINS" : p.LostBecause)}{(p.Matched == MatchedBy.Scope ? $" ({p.Scope})" : "")}";
    }

    private static IEnumerable<string> After(HostExplanation w)
    {
        if (w.WindowNote is { } note) yield return note;
        foreach (NextWindow n in w.NextWindows)
            yield return $"window {n.Window} {WindowText.Range(n)}{(n.Clocks is { } c ? $", {c}" : "")}{(n.Frozen is { } f ? $", {f}" : "")}";
        foreach (ExplainedHold h in w.Holds) yield return $"held: {h.Update ?? "the whole host"} by {h.By} until {Times.Second(h.Until)}: {h.Reason}";
        foreach (TagChange c in w.Nearly) yield return $"what if {c.Change}: {(c.Policy is { } p ? $"{p} would count" : c.Rule)}";
    }
}
