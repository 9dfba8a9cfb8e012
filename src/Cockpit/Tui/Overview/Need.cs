using Cockpit.Core.Hosts;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Workers;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using NodaTime;

namespace Cockpit.Tui.Overview;

/// <summary>A thing that waits for a person.</summary>
/// <param name="Subject">What it is about: a host, a rollout, the worker.</param>
/// <param name="Until">When it is too late, or what it wants.</param>
/// <param name="GoTo">The screen that it is settled on; null where it is settled elsewhere.</param>
public sealed record Need(Mark Mark, string Subject, string Text, Instant? Since, Instant? Until, Func<Screen>? GoTo);

/// <summary>Finds what needs a person: first what only a person can settle, then losses, decisions, and hosts that nobody can read.</summary>
public static class Needs
{
    public static IReadOnlyList<Need> Of(HostList hosts, IReadOnlyList<RolloutView> live, bool haltAll, WorkerStatus worker)
    {
        var needs = new List<Need>();
        foreach (RolloutView view in live)
        {
            needs.AddRange(view.Rings.SelectMany(r => r.Hosts).Where(h => h.State is HostPhase.InDoubt or HostPhase.Failed)
                .Select(h => new Need(RolloutMarks.Of(h.State), h.Name, $"{view.RolloutId}: {(h.State == HostPhase.InDoubt ? $"in doubt at {h.Step}; nothing is repeated" : $"failed at {h.Step}, {h.Code}")}", h.ChangedAt, null, To(view))));
            if (view.State is RolloutPhase.Halted or RolloutPhase.Paused or RolloutPhase.AwaitingApproval or RolloutPhase.Approved)
                needs.Add(new Need(RolloutMarks.Of(view.State), view.RolloutId, $"{view.Name}: {(view.WaitingFor.Count > 0 ? view.WaitingFor[0].What : RolloutMarks.Word(view.State))}", Since(view), view.WaitingFor.Count > 0 ? view.WaitingFor[0].Until : null, To(view)));
        }
        if (worker.State is WorkerCondition.Missing) needs.Add(new Need(Mark.Failed, "worker", "none runs, and a rollout waits: cockpit worker", null, null, null));
        if (worker.State is WorkerCondition.Late) needs.Add(new Need(Mark.Look('W'), "worker", $"its heartbeat is {worker.Holder?.HeartbeatAgeSeconds:0} s late", worker.Holder?.HeartbeatAt, null, null));
        if (haltAll) needs.Add(new Need(Mark.Look('H'), "halt-all", "is on: nothing new starts. cockpit halt-all --clear lifts it", null, null, null));
        foreach (var cause in hosts.Hosts.Where(h => h.LastScan is not (null or ScanStatus.Ok)).GroupBy(h => h.LastScan!.Value))
        {
            HostSummary first = cause.First();
            string others = cause.Count() > 1 ? $" and {cause.Count() - 1} more" : "";
            string filter = ScanStatuses.Word(cause.Key);
            needs.Add(new Need(HostMarks.Of(cause.Key), first.Name + others, $"not scanned: {HostMarks.Words(cause.Key)}{(first.ScanCode is { } code ? $", {code}" : "")}", first.LastScanAt, null,
                () => cause.Count() == 1 ? new HostScreen(first.Name) : new HostsScreen() with { FilterText = filter }));
        }
        return [.. needs.OrderBy(n => n.Mark.Class switch
        {
            MarkClass.Unknown => 0,
            MarkClass.Failed => 1,
            MarkClass.Look when n.Mark.Letter is 'P' or 'H' or 'W' => 2,
            MarkClass.Look when n.Mark.Letter is 'A' or 'S' => 3,
            _ => 4,
        })];
    }

    private static Func<Screen> To(RolloutView view) => () => new RolloutScreen(view.RolloutId);

    private static Instant? Since(RolloutView view) => view.Reasons.Select(r => r.SinceAt).Where(at => at is not null).DefaultIfEmpty(view.ApprovedAt ?? view.PlannedAt).Max();
}
