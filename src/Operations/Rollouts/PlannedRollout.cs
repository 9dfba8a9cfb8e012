using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>A frozen plan as people and scripts see it.</summary>
/// <param name="MaxFailures">Lost hosts that the whole rollout tolerates.</param>
public sealed record PlannedRollout(
    string RolloutId, string Name, string Hash, RolloutPhase State, long Seq, string Scope, bool SecurityOnly, string Window, RebootSetting Reboot, int MaxFailures,
    IReadOnlyList<PlannedRing> Rings, IReadOnlyList<LeftOutHost> Excluded, int Hosts, int Updates)
{
    /// <summary>
    /// Findings that count as risk and of which every package that they need is in the plan: as of now, and once it started as of the start.
    /// No part of the plan and of its hash.
    /// </summary>
    public int? ClosesFindings { get; init; }

    /// <summary>Those of them that are known to be exploited; null once it started.</summary>
    public int? ClosesKev { get; init; }

    /// <summary>The points of those findings.</summary>
    public int? RiskRemoved { get; init; }

    /// <summary>What to know of its hosts before approving; outside the hash, as of now.</summary>
    public IReadOnlyList<PlanNote> Notes { get; init; } = [];

    internal RolloutId Id { get; private init; }

    public static PlannedRollout Of(RolloutState s) => new(
        s.Id.ToString(), s.Name, s.Hash.Hex, s.Phase, s.StreamSeq, s.Plan.Scope, s.Plan.SecurityOnly, s.Plan.Window, s.Plan.Reboot, s.Plan.MaxFailures,
        [.. s.Plan.Rings.Select(r => PlannedRing.Of(r, s.Plan))], [.. s.Excluded.Select(e => new LeftOutHost(e.Host, e.Code, e.Reason))],
        s.Plan.Hosts.Count(), s.Plan.Hosts.Sum(h => h.Updates.Count))
    {
        Id = s.Id,
    };
}

public sealed record PlannedRing(string Name, IReadOnlyList<PlannedHost> Hosts, int MaxParallel, int MaxFailures, int BakeSeconds, string Gate)
{
    public static PlannedRing Of(PlanRing r, Plan plan) => new(
        r.Name, [.. r.Hosts.Select(h => PlannedHost.Of(h, plan.RebootOf(h)))], r.MaxParallel, r.MaxFailures, r.BakeSeconds,
        r.BakeSeconds > 0 ? $"all ended, at most {r.MaxFailures} lost, {r.BakeSeconds} s of health" : $"all ended, at most {r.MaxFailures} lost");
}

/// <param name="AlsoChanged">What the install changes beside the updates: dependencies that come along.</param>
/// <param name="EstimateSeconds">Assumed, because no durations of this host are known yet.</param>
public sealed record PlannedHost(
    string Name, IReadOnlyList<PlannedUpdate> Updates, IReadOnlyList<PackageChange> AlsoChanged, RebootSetting Reboot, int EstimateSeconds, bool EstimateAssumed)
{
    /// <summary>The credential that logs in there; "default" is the person's own ssh.</summary>
    public string Credential { get; init; } = Core.Credentials.Credential.DefaultName;

    /// <summary>The hosts through which it is reached; null where none is named.</summary>
    public string? Via { get; init; }

    public static PlannedHost Of(PlanHost h, RebootSetting reboot) => new(
        h.Name, [.. h.Updates.Select(u => new PlannedUpdate(u.Name, u.From, u.To, u.Class))],
        [.. h.Transaction.Where(c => !h.Updates.Any(u => u.Name == c.Name && u.Architecture == c.Architecture))],
        reboot, (int)AssumedDurations.OfHost(reboot).TotalSeconds, EstimateAssumed: true)
    {
        Credential = h.Credential ?? Core.Credentials.Credential.DefaultName, Via = h.Via,
    };
}

public sealed record PlannedUpdate(string Name, string From, string To, UpdateClass Class);

/// <summary>A host that the scope chose and the plan left out.</summary>
public sealed record LeftOutHost(string Host, string Code, string Reason);
