using Cockpit.Core.Findings;

namespace Cockpit.Core.Risk;

/// <summary>
/// One number that sorts findings, the worst first, and keeps those of one cell together: level, likelihood, impact, then inside the cell
/// known exploitation, ransomware, the scanner's severity, EPSS in whole percent, CVSS. So one index serves the list of everything, each
/// cell's page and those of one severity.
/// EPSS is no finer, because forecasts change a little every day, and each rank that changes is written into every index.
/// </summary>
public static class RiskRank
{
    private const int InsideBits = 19;

    /// <summary>Above ransomware (1 bit), severity (3), EPSS (7) and CVSS (7). In SQL: rank >> 18 &amp; 1; the level is rank >> 25.</summary>
    private const int KnownExploitedBit = 18;

    /// <summary>In SQL: rank >> 14 &amp; 7.</summary>
    public const int SeverityBit = 14;

    /// <summary>With and without known exploitation and ransomware.</summary>
    private const int Exploitations = 4;

    private const int MillionthsPerPercent = 10_000;

    public static long Of(RiskScore score, Severity severity, in FindingScores scores, FindingFlags flags)
    {
        long inside = (flags & FindingFlags.KnownExploited) != 0 ? 1 : 0;
        inside = inside << 1 | ((flags & FindingFlags.Ransomware) != 0 ? 1L : 0L);
        inside = inside << 3 | (uint)severity;
        inside = inside << 7 | (uint)(Math.Clamp(scores.Epss, 0, 1_000_000) / MillionthsPerPercent);
        inside = inside << 7 | (uint)Math.Clamp((int)scores.Cvss, 0, 100);
        return Cell(score) << InsideBits | inside;
    }

    /// <summary>The ranks that a cell's findings have: from the first up to, and without, the second.</summary>
    public static (long From, long Until) RangeOf(int likelihood, int impact)
    {
        long cell = Cell(new RiskScore(likelihood, impact));
        return (cell << InsideBits, cell + 1 << InsideBits);
    }

    /// <summary>The ranks, in the same way, of a cell's findings that are known to be exploited: they stand before its others.</summary>
    public static (long From, long Until) KnownExploitedRangeOf(int likelihood, int impact)
    {
        (long from, long until) = RangeOf(likelihood, impact);
        return (from | 1L << KnownExploitedBit, until);
    }

    /// <summary>Of the ranks of one cell those of one severity, the worst first.</summary>
    public static IEnumerable<(long From, long Until)> RangesOf(RiskScore cell, Severity severity)
    {
        (long first, _) = RangeOf(cell.Likelihood, cell.Impact);
        for (long exploited = Exploitations - 1; exploited >= 0; exploited--)
        {
            long from = first | exploited << KnownExploitedBit - 1 | (long)severity << SeverityBit;
            yield return (from, from + (1L << SeverityBit));
        }
    }

    /// <summary>The cell that a rank stands for.</summary>
    public static RiskScore ScoreOf(long rank) => new((int)(rank >> InsideBits + 3 & 7), (int)(rank >> InsideBits & 7));

    /// <summary>Whether it was known to be exploited when it was ranked.</summary>
    public static bool IsKnownExploited(long rank) => (rank >> KnownExploitedBit & 1) == 1;

    private static long Cell(RiskScore score) => ((long)score.Level << 3 | (uint)score.Likelihood) << 3 | (uint)score.Impact;
}
