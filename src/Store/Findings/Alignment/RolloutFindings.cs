using System.Text;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Core.Rollouts;
using Cockpit.Store.Risk;

namespace Cockpit.Store.Findings.Alignment;

/// <summary>A finding that a plan closes.</summary>
/// <param name="Points">What it is worth by the rules in force. The plan keeps that, whatever it is worth later.</param>
public readonly record struct PlannedFinding(FindingId Id, int Points, bool IsKnownExploited);

/// <summary>What became of the findings that a rollout was to close.</summary>
/// <param name="Host">Null where the finding's machine is no host any more.</param>
public sealed record RolloutFindingRow(HostId? Host, bool Closed, int Points);

/// <summary>Which findings a plan closes, and which of those are closed by now. No part of the plan and of its hash.</summary>
public static class RolloutFindings
{
    /// <summary>Findings of which every package that they need is in the plan, at the version that fixes them. Its time grows with the hosts' findings.</summary>
    public static List<PlannedFinding> ClosedBy(this ReadTransaction t, Plan plan) => t.ClosedBy(plan.Hosts);

    /// <summary>The same of some hosts of a plan.</summary>
    public static List<PlannedFinding> ClosedBy(this ReadTransaction t, IEnumerable<PlanHost> hosts)
    {
        var closed = new List<PlannedFinding>();
        LevelPoints points = t.RulesInForce().Rules.Points;
        RawStatement fixes = t.File.Prepared(
            "SELECT f.id, f.rank, x.package, x.architecture, x.to_version FROM asset a JOIN finding f INDEXED BY finding_by_asset ON f.asset_id = a.id AND f.status IN (0, 1, 2) " +
            "JOIN finding_alignment s ON s.finding_id = f.id AND s.state = 2 JOIN finding_fix x ON x.finding_id = f.id WHERE a.host_id = ?1 ORDER BY f.id");
        foreach (PlanHost host in hosts)
        {
            HashSet<(string, string, string)> brings = [.. host.Transaction.Where(c => c.To is not null).Select(c => (c.Name, c.Architecture, c.To!)), .. host.Updates.Select(u => (u.Name, u.Architecture, u.To))];
            (long Id, long Rank, bool Whole) at = (0, 0, false);
            fixes.Bind(1, host.Id.Value);
            while (fixes.Next())
            {
                if (fixes.Number(0) != at.Id)
                {
                    Take(at);
                    at = (fixes.Number(0), fixes.Number(1), true);
                }
                at.Whole &= brings.Contains((Text(fixes, 2), Text(fixes, 3), Text(fixes, 4)));
            }
            Take(at);
        }
        return closed;

        void Take((long Id, long Rank, bool Whole) finding)
        {
            if (finding.Whole) closed.Add(new PlannedFinding(new FindingId(finding.Id), points.Of(RiskRank.ScoreOf(finding.Rank).Level), RiskRank.IsKnownExploited(finding.Rank)));
        }
    }

    public static void ForgetPlanned(this WriteTransaction t, RolloutId rollout) =>
        t.Connection.Execute("DELETE FROM rollout_finding WHERE rollout_id = $id", ("$id", rollout.Value));

    /// <summary>Remembers some of what a rollout is to close; a few thousand in one transaction.</summary>
    public static void KeepPlanned(this WriteTransaction t, RolloutId rollout, IEnumerable<PlannedFinding> findings)
    {
        RawStatement keep = t.File.Prepared("INSERT OR REPLACE INTO rollout_finding (rollout_id, finding_id, points) SELECT ?1, id, ?3 FROM finding WHERE id = ?2");
        foreach (PlannedFinding f in findings) keep.Bind(1, rollout.Value).Bind(2, f.Id.Value).Bind(3, f.Points).Run();
    }

    /// <summary>The findings that a rollout was to close, as they stand now..</summary>
    public static List<RolloutFindingRow> PlannedFindings(this ReadTransaction t, RolloutId rollout) => t.Connection.ReadAll(
        "SELECT a.host_id, f.status, r.points FROM rollout_finding r JOIN finding f ON f.id = r.finding_id JOIN asset a ON a.id = f.asset_id WHERE r.rollout_id = $id",
        r => new RolloutFindingRow(r.NumberOrNull(0) is { } host ? new HostId(host) : null, r.GetInt32(1) == (int)Core.Findings.FindingStatus.Closed, r.GetInt32(2)), ("$id", rollout.Value));

    private static string Text(RawStatement row, int column) => Encoding.UTF8.GetString(row.Text(column));
}
