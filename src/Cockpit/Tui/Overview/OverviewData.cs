using Cockpit.Operations;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Rollouts;
using Cockpit.Operations.Status;
using Cockpit.Operations.Workers;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Overview;

/// <summary>What the Overview stands on.</summary>
/// <param name="Needs">What needs a person, first what is to be looked at first.</param>
public sealed record OverviewData(StatusReport Status, HostList Hosts, RolloutList Rollouts, IReadOnlyList<NeedRow> Needs)
{
    public static OverviewData Empty { get; } = Of(
        new StatusReport([], new FleetFigures(0, 0, 0, new Dictionary<string, int>()), new RiskFigures(0, 0, 0), [], [], new Operations.Status.Ages(null, null, null, null), new WorkerStatus(WorkerCondition.None, null, 0), false),
        new HostList([], 0), new RolloutList([], false));

    public static OverviewData Of(StatusReport status, HostList hosts, RolloutList rollouts) => new(status, hosts, rollouts, NeedRow.All(status, hosts));

    /// <param name="before">What was read last, so that only what changed is read of the fleet; null at first.</param>
    public static OverviewData Read(Session session, OverviewData? before) =>
        Of(ReadStatus.Run(session), ListHosts.Refresh(session, before?.Hosts), ListRollouts.Run(session));
}

/// <summary>The Overview's facts as they are now.</summary>
public sealed record OverviewRead(OverviewData Data) : Message;
