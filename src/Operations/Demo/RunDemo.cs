using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Audit;
using Cockpit.Operations.Risk;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Workers;
using Humanizer;

namespace Cockpit.Operations.Demo;

/// <summary>The line once from end to end, in figures.</summary>
public sealed record DemoSummary(
    string File, int Hosts, int ScannedOk, int ScannedFailed, string OwnHost, long Findings, long PointsBefore, string RolloutId, RolloutPhase State,
    int PlannedHosts, int PlannedUpdates, CountsView Counts, bool ChainOk, long Events, string Head, double DurationSeconds);

/// <summary>The demo without screens: everything once, to its end.</summary>
public static class RunDemo
{
    public static DemoSummary Run(Session session, int hosts, Action<string> say, CancellationToken cancellation)
    {
        var begun = session.Now;
        DemoMade made = MakeDemo.Run(session, hosts, say, cancellation);
        RiskMatrixResult risk = ReadMatrix.Run(session, null);
        say($"risk: {"open finding".ToQuantity(risk.Total, "N0")}, {"point".ToQuantity(risk.Points, "N0")}");

        RolloutId id = made.Plan.Id;
        // The worker runs in this very process and ends when nothing is left to do.
        StartRollout.Run(session, id, now: true, null, ensureWorker: _ => null);
        RunWorker.Run(session, new WorkerWish(UntilIdle: true, UntilNothingLives: true, TakeoverReason: null) { Quick = true }, () => { }, _ => { }, cancellation);
        cancellation.ThrowIfCancellationRequested();
        RolloutView view = ShowRollout.Run(session, id);
        say($"{id} is {Words.Of(view.State)}: {view.Counts.Succeeded} of {"host".ToQuantity(view.Counts.Total, "N0")} succeeded");

        ChainReport chain = VerifyAudit.Run(session);
        say(chain.Ok ? $"the journal's chain holds: {"event".ToQuantity(chain.Events, "N0")}" : $"the journal's chain is broken at {chain.FirstBadSeq}");
        return new DemoSummary(
            session.FilePath, made.Hosts + 1, made.Scan.Ok, made.Scan.Failed, made.OwnHost, made.Imports.Sum(i => i.Findings), risk.Points, made.Plan.RolloutId, view.State,
            made.Plan.Hosts, made.Plan.Updates, view.Counts, chain.Ok, chain.Events, chain.Head.Hash, Math.Round((session.Now - begun).TotalSeconds, 1));
    }
}
