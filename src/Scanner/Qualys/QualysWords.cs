using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Qualys;

/// <summary>How Qualys writes what its exports have in common.</summary>
internal static class QualysWords
{
    /// <summary>A cell, or nothing where it holds one of the words for nothing.</summary>
    public static ReadOnlySpan<byte> Given(ReadOnlySpan<byte> cell) => CellScores.IsBlank(cell) ? default : cell;

    /// <summary>1 to 5; null for anything else.</summary>
    public static Severity? SeverityOf(ReadOnlySpan<byte> level, ReadOnlySpan<byte> type) =>
        CellNumbers.Whole(level) is { } severity and >= 1 and <= 5 ? IsInformation(type) ? Severity.Info : (Severity)(severity - 1) : null;

    public static bool IsPotential(ReadOnlySpan<byte> type) =>
        Cells.Is(type, "Practice"u8) || Cells.Is(type, "Potential"u8) || Cells.Is(type, "Potential Vulnerability"u8);

    /// <summary>What the real-time indicators say, a list of words such as "Active Attacks", "Exploit_Public", "Ransomware".</summary>
    public static FindingFlags Indicators(ReadOnlySpan<byte> cell)
    {
        FindingFlags flags = FindingFlags.None;
        foreach (Range part in cell.Split((byte)','))
        {
            ReadOnlySpan<byte> word = cell[part].Trim((byte)' ');
            if (Begins(word, "active"u8)) flags |= FindingFlags.ActiveAttack;
            else if (Begins(word, "cisa"u8)) flags |= FindingFlags.KnownExploited;
            else if (Begins(word, "ransomware"u8)) flags |= FindingFlags.Ransomware;
            else if (Begins(word, "malware"u8)) flags |= FindingFlags.Malware;
            else if (Begins(word, "public exploit"u8) || Begins(word, "exploit"u8) || Begins(word, "easy"u8) || Begins(word, "wormable"u8)) flags |= FindingFlags.PublicExploit;
        }
        return flags;
    }

    private static bool IsInformation(ReadOnlySpan<byte> type) =>
        Cells.Is(type, "Ig"u8) || Cells.Is(type, "Info"u8) || Cells.Is(type, "Information Gathered"u8);

    private static bool Begins(ReadOnlySpan<byte> word, ReadOnlySpan<byte> with) => word.Length >= with.Length && Cells.Is(word[..with.Length], with);
}
