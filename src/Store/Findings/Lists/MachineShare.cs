using Cockpit.Core.Risk;

namespace Cockpit.Store.Findings;

/// <summary>What one machine has of the findings that a filter selects.</summary>
internal readonly record struct MachineShare(long Machine, long Points, long Open, long Worst, long KnownExploited)
{
    /// <summary>More findings than this are not added up while a person waits.</summary>
    private const int Most = 3_000;

    /// <summary>From the kept cells, where the filter asks no more than they hold.</summary>
    public static List<MachineShare> FromFigures(ReadTransaction t, FindingSet set, LevelPoints each)
    {
        var shares = new List<MachineShare>();
        bool known = set.Filter.KnownExploited;
        foreach ((long machine, CellCounts counts) in MachineCells.Read(t, set.Machines, set.Filter.Source).Each)
        {
            var only = new CellCounts();
            foreach (RiskScore cell in RiskCells.WorstFirst)
            {
                if (set.Filter.Cell is { } one && one != cell) continue;
                int at = CellCounts.Cell(cell);
                only.Add(at, known ? counts.Exploited[at] : counts.Open[at], counts.Exploited[at]);
            }
            (long points, int open, int worst, int exploited) = only.Sum(each);
            if (open > 0) shares.Add(new MachineShare(machine, points, open, worst, exploited));
        }
        return shares;
    }

    /// <summary>Added up finding by finding; all says that none was left out. The worst are taken first where not all are.</summary>
    public static (List<MachineShare> Shares, bool All) FromFindings(ReadTransaction t, FindingSet set, LevelPoints each)
    {
        List<FindingKey> found = new FindingLists(t, set, machines: true).Worst(null, Most + 1);
        bool all = found.Count <= Most;
        if (!all) found.RemoveAt(Most);
        var shares = new Dictionary<long, MachineShare>();
        foreach (FindingKey finding in found)
        {
            RiskScore score = RiskRank.ScoreOf(finding.Rank);
            MachineShare share = shares.GetValueOrDefault(finding.Machine);
            shares[finding.Machine] = new MachineShare(
                finding.Machine, share.Points + each.Of(score.Level), share.Open + 1, share.Worst + (score.Level == RiskLevel.VeryHigh ? 1 : 0), share.KnownExploited + (RiskRank.IsKnownExploited(finding.Rank) ? 1 : 0));
        }
        return ([.. shares.Values], all);
    }
}
