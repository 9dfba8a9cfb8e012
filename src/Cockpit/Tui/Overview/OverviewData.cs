using Cockpit.Core.Intel;
using Cockpit.Core.Risk;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Intel;
using Cockpit.Operations.Risk;
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

    /// <summary>Points on the first of the days that are looked back on; null where there was no import by then.</summary>
    public BurndownPoint? Then { get; init; }

    /// <summary>KEV and EPSS, as far as they were imported.</summary>
    public IReadOnlyList<FeedStanding> Feeds { get; init; } = [];

    /// <summary>Days that the risk is looked back on.</summary>
    public const int DaysBack = 30;

    public static OverviewData Of(StatusReport status, HostList hosts, RolloutList rollouts) => new(status, hosts, rollouts, NeedRow.All(status, hosts));

    /// <param name="before">What was read last, so that only what changed is read of the fleet; null at first.</param>
    public static OverviewData Read(Session session, OverviewData? before)
    {
        OverviewData data = Of(ReadStatus.Run(session), ListHosts.Refresh(session, before?.Hosts), ListRollouts.Run(session));
        FindingList overdue = ListFindings.Run(session, new FindingWish(Limit: 1) { Sla = SlaStatus.Breached }, count: true);
        IReadOnlyList<BurndownPoint> days = ReadBurndown.Run(session, new RiskWish(), DaysBack + 1).Days;
        return data with
        {
            Needs = NeedRow.WithOverdue(data.Needs, overdue),
            Then = days.Count > 1 ? days[0] : null,
            Feeds = [.. ReadIntel.Run(session).Feeds.Where(f => f.Kind is IntelKind.Kev or IntelKind.Epss && f.AsOf is not null)],
        };
    }
}

/// <summary>The Overview's facts as they are now.</summary>
public sealed record OverviewRead(OverviewData Data) : Message;
