using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Core.Windows;

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

    /// <summary>The policies that its hosts are under, as they were frozen; empty where the file had none.</summary>
    public IReadOnlyList<PlannedPolicy> Policies { get; init; } = [];

    /// <summary>What an approval of it wants; null where no policy says anything.</summary>
    public PlanApproval? Approval { get; init; }

    internal RolloutId Id { get; private init; }

    public static PlannedRollout Of(RolloutState s) => new(
        s.Id.ToString(), s.Name, s.Hash.Hex, s.Phase, s.StreamSeq, s.Plan.Scope, s.Plan.SecurityOnly, s.Plan.Window, s.Plan.Reboot, s.Plan.MaxFailures,
        [.. s.Plan.Rings.Select(r => PlannedRing.Of(r, s.Plan))], [.. s.Excluded.Select(e => new LeftOutHost(e.Host, e.Code, e.Reason))],
        s.Plan.Hosts.Count(), s.Plan.Hosts.Sum(h => h.Updates.Count))
    {
        Id = s.Id,
        Policies = [.. (s.Plan.Policies ?? []).Select(p => new PlannedPolicy(p.Name, p.Version, p.Windows, p.FinishReboot))],
        Approval = s.Plan.Approval,
    };
}

/// <param name="Windows">Empty where its hosts may begin at any time.</param>
public sealed record PlannedPolicy(string Name, int Version, IReadOnlyList<WindowDocument> Windows, bool FinishReboot)
{
    /// <summary>"prod-web v12: web-night Tue 22:00 Europe/Berlin, 4 h" as short as a line of a plan allows.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Text => $"{Name} v{Version}: {(Windows.Count == 0 ? "always" : string.Join(", ", Windows.Select(w => $"{w.Name} ({w.Rule}{(w.OffsetDays == 0 ? "" : $" {w.OffsetDays:+0;-0} days")} {w.Start} {w.Zone}, {w.LengthSeconds / 60} min)")))}";
}

public sealed record PlannedRing(string Name, IReadOnlyList<PlannedHost> Hosts, int MaxParallel, int MaxFailures, int BakeSeconds, string Gate)
{
    public static PlannedRing Of(PlanRing r, Plan plan) => new(
        r.Name, [.. r.Hosts.Select(h => PlannedHost.Of(h, plan.RebootOf(h)))], r.MaxParallel, r.MaxFailures, r.BakeSeconds,
        $"all ended, at most {r.MaxFailures} lost{(r.BakeSeconds > 0 ? $", {r.BakeSeconds} s of health" : "")}{(r.SignOff ? ", signed off" : "")}");
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
