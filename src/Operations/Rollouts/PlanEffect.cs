using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Findings;
using Cockpit.Store;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Rollouts;

namespace Cockpit.Operations.Rollouts;

/// <summary>What a plan closes, and what a rollout did close. No part of the plan and of its hash.</summary>
internal static class PlanEffect
{
    /// <summary>So many in one transaction; they take some 10 ms.</summary>
    private const int Slice = 2_000;

    /// <summary>Remembers what the plan closes as of now.</summary>
    public static void Keep(CockpitFile file, RolloutState state)
    {
        List<PlannedFinding> closes = file.Read(t => t.ClosedBy(state.Plan));
        file.Write(t => t.ForgetPlanned(state.Id));
        foreach (PlannedFinding[] some in closes.Chunk(Slice)) file.Write(t => t.KeepPlanned(state.Id, some));
    }

    /// <summary>The same before a start; a rollout that has begun keeps what it began with.</summary>
    public static void Keep(Session session, RolloutId id)
    {
        using CockpitFile file = session.Open(FileAccessMode.Write);
        AlignHosts.Due(session, file, default);
        RolloutState state = file.Read(t => RolloutAct.Find(t, id));
        if (IsAhead(state)) Keep(file, state);
    }

    /// <summary>Writes the figures beside a plan: as of now before it starts, afterwards as of its start.</summary>
    public static PlannedRollout Fill(ReadTransaction t, RolloutState state, PlannedRollout plan)
    {
        if (IsAhead(state))
        {
            List<PlannedFinding> closes = t.ClosedBy(state.Plan);
            return plan with { ClosesFindings = closes.Count, ClosesKev = closes.Count(f => f.IsKnownExploited), RiskRemoved = closes.Sum(f => f.Points) };
        }
        List<RolloutFindingRow> kept = t.PlannedFindings(state.Id);
        return plan with { ClosesFindings = kept.Count, RiskRemoved = kept.Sum(f => f.Points) };
    }

    /// <summary>Null before it starts.</summary>
    public static RolloutEffect? Of(ReadTransaction t, RolloutState state)
    {
        if (IsAhead(state)) return null;
        List<RolloutFindingRow> all = t.PlannedFindings(state.Id);
        HashSet<HostId> patched = [.. state.Hosts.Where(h => h.Value.Phase is HostPhase.Succeeded).Select(h => h.Key)];
        List<RolloutFindingRow> closed = [.. all.Where(f => f.Closed)];
        int awaiting = all.Count(f => !f.Closed && f.Host is { } host && patched.Contains(host));
        return new RolloutEffect(all.Count, all.Sum(f => f.Points), closed.Count, closed.Sum(f => f.Points), awaiting, all.Count - closed.Count - awaiting);
    }

    private static bool IsAhead(RolloutState state) => state.Phase is RolloutPhase.Draft or RolloutPhase.AwaitingApproval or RolloutPhase.Approved or RolloutPhase.Rejected;
}
