using Cockpit.Cli.Output;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Humanizer;

namespace Cockpit.Cli.Commands;

/// <summary>A rollout as lines and rows.</summary>
internal static class RolloutText
{
    public static IEnumerable<string> Head(RolloutView v)
    {
        yield return $"{v.RolloutId} {v.Name}  {Words.Of(v.State)}  plan {v.Hash[..4]} {v.Hash[4..8]}  event {v.Seq}";
        yield return Counts(v.Counts) + $"; lost {v.Budget.Lost} of {v.Budget.Allowed}";
        foreach (ReasonView r in v.Reasons) yield return $"because {r.Cause}{(r.Text is null ? "" : $": {r.Text}")}{(r.By is null ? "" : $" ({r.By})")}";
        if (v.Effect is { } e) yield return $"closed {e.Closed} of {"finding".ToQuantity(e.Planned, "N0")}, {e.RiskRemoved} of {"point".ToQuantity(e.RiskPlanned, "N0")}{(e.AwaitingScanner > 0 ? $"; {e.AwaitingScanner} on patched hosts are awaiting the scanner" : "")}{(e.StillOpen > 0 ? $"; {e.StillOpen} still open" : "")}";
        foreach (ApprovalView a in v.Approvals) yield return $"{(a.BreakGlass ? "break-glass allowed" : "approved")} by {a.By} {Times.Second(a.At)}, until {Times.Second(a.Until)}, {(a.Signed ? "signed" : "not signed")}{(a.Reason is null ? "" : $": {a.Reason}")}";
        if (v.BrokenGlass is { } g) yield return $"BREAK-GLASS by {g.By} {Times.Second(g.At)}: {g.Reason}{(g.SecondOwedUntil is { } owed ? $"; a second signature is owed until {Times.Second(owed)}" : "")}";
        if (v.OpensAt is { } opens) yield return $"opens {Times.Second(opens)}{Ends(v)}";
        else if (v.WindowEndsAt is { } ends) yield return $"window ends {Times.Second(ends)}{(v.LastSafeStartAt is { } last ? $", last safe start {Times.Second(last)}" : "")}{Ends(v)}";
        foreach (WaitView w in v.WaitingFor) yield return $"waiting for {w.What}{(w.Until is { } until ? $" until {Times.Second(until)}" : "")}";
    }

    private static string Ends(RolloutView v) => v.Forecast is { } f ? $", then ends about {Times.Second(f.EndsAt)}{(f.Samples == 0 ? " (assumed durations)" : "")}" : "";

    public static IEnumerable<string> Rings(RolloutView v, int? width) => new Table(["ring", "state", "hosts>", "succeeded>", "running>", "failed>", "unreachable>", "in doubt>", "skipped>", "lost", "gate"],
        [.. v.Rings.Select(r => (IReadOnlyList<string>)
        [
            r.Name, r.State.ToString().ToLowerInvariant(), $"{r.Hosts.Count}", $"{r.Succeeded}", $"{r.Running}", $"{r.Failed}", $"{r.Unreachable}", $"{r.InDoubt}", $"{r.Skipped}",
            $"{r.Budget.Lost} of {r.Budget.Allowed}", r.Gate.State.ToString().ToLowerInvariant(),
        ])]).Lines(width);

    public static Table Hosts(RolloutView v) => new(["ring", "host", "state", "step", "is", "try>", "code", "message"],
        [.. v.Rings.SelectMany(r => r.Hosts.Select(h => (IReadOnlyList<string>)
        [
            r.Name, h.Name, h.State.ToString().ToLowerInvariant(), h.Step?.ToString().ToLowerInvariant() ?? "", h.StepStatus is StepStatus.None ? "" : h.StepStatus.ToString().ToLowerInvariant(),
            h.Attempt == 0 ? "" : $"{h.Attempt}", h.Code ?? "", h.Message ?? "",
        ]))]);

    public static string Counts(CountsView c) => string.Join(", ", ((string Word, int Count)[])
        [("succeeded", c.Succeeded), ("running", c.Running), ("pending", c.Pending), ("waiting", c.Waiting), ("failed", c.Failed), ("unreachable", c.Unreachable), ("in doubt", c.InDoubt), ("skipped", c.Skipped)]
        is var all && all.Any(a => a.Count > 0) ? all.Where(a => a.Count > 0).Select(a => $"{a.Count} {a.Word}") : ["no hosts"]);

    public static IEnumerable<string> Plan(PlannedRollout p)
    {
        yield return $"{p.RolloutId} {p.Name}: {"update".ToQuantity(p.Updates, "N0")} on {"host".ToQuantity(p.Hosts, "N0")} in {"ring".ToQuantity(p.Rings.Count, "N0")}";
        if (Closes(p) is { } closes) yield return closes;
        yield return $"hash {p.Hash}";
        yield return $"scope {(p.Scope.Length == 0 ? "every host" : p.Scope)}{(p.SecurityOnly ? ", security only" : "")}; window {p.Window}; reboot {Reboot(p.Reboot)}; at most {p.MaxFailures} lost in all";
        foreach (PlannedPolicy policy in p.Policies) yield return $"policy {policy.Text}";
        if (p.Approval is { } a) yield return $"approval by {"person".ToQuantity(a.Persons)}{(a.NotAuthor ? ", not the author" : "")}{(a.Signed ? ", signed" : "")}, holds {a.LastsSeconds / 3_600} h{(a.AutoStart ? "; then it starts by itself" : "")}";
        foreach (PlannedRing r in p.Rings) yield return $"ring {r.Name}: {"host".ToQuantity(r.Hosts.Count, "N0")}, {r.MaxParallel} at once, then gate: {r.Gate}";
        foreach (LeftOutHost e in p.Excluded) yield return $"left out {e.Host}: {e.Code}: {e.Reason}";
        foreach (PlanNote n in p.Notes) yield return $"note {n.Host}: {n.Text}";
    }

    /// <summary>"closes 41 findings, 3 of them known exploited, and removes 112 points"; null where it is not known.</summary>
    public static string? Closes(PlannedRollout p) =>
        p.ClosesFindings is { } closes ? $"closes {"finding".ToQuantity(closes, "N0")}{(p.ClosesKev is > 0 and var kev ? $", {kev:N0} of them known exploited," : "")} and removes {"point".ToQuantity(p.RiskRemoved ?? 0, "N0")}" : null;

    public static Table PlanRows(PlannedRollout p) => new(["ring", "host", "update", "from", "to", "class"],
        [.. p.Rings.SelectMany(r => r.Hosts.SelectMany(h => h.Updates
            .Select(u => (IReadOnlyList<string>)[r.Name, h.Name, u.Name, u.From, u.To, u.Class.ToString().ToLowerInvariant()])
            .Concat(h.AlsoChanged.Select(c => (IReadOnlyList<string>)[r.Name, h.Name, c.Name, c.From ?? "new", c.To ?? "removed", "comes along"]))))]);

    public static string Reboot(RebootSetting reboot) => reboot switch { RebootSetting.Never => "never", RebootSetting.Always => "always", _ => "if required" };
}
