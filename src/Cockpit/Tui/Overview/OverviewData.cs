using Cockpit.Core.Rollouts;
using Cockpit.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Workers;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Overview;

/// <summary>What the Overview and the header stand on.</summary>
/// <param name="Live">The rollouts that have not ended, whole.</param>
public sealed record OverviewData(HostList Hosts, RolloutList Rollouts, IReadOnlyList<RolloutView> Live, WorkerStatus Worker, IReadOnlyList<Need> Needs)
{
    public static OverviewData Empty { get; } = new(new HostList([], 0), new RolloutList([], false), [], new WorkerStatus(WorkerCondition.None, null, 0), []);

    public static OverviewData Read(Session session)
    {
        HostList hosts = ListHosts.Run(session, Core.Scopes.Scope.Everything);
        RolloutList rollouts = ListRollouts.Run(session);
        RolloutView[] live = [.. rollouts.Rollouts.Where(r => r.EndedAt is null).Select(r => ShowRollout.Run(session, RolloutWork.Id(r.RolloutId)))];
        WorkerStatus worker = ShowWorker.Run(session);
        return new OverviewData(hosts, rollouts, live, worker, Overview.Needs.Of(hosts, live, rollouts.HaltAll, worker));
    }
}

/// <summary>The Overview's facts as they are now.</summary>
public sealed record OverviewRead(OverviewData Data) : Message;
