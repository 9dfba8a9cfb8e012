using System.Buffers.Binary;
using Cockpit.Core.Risk;

namespace Cockpit.Store.Findings;

/// <summary>
/// Numbers per cell of the matrix, as <c>asset_cell</c> keeps them: one short row for each machine and tool. A row for each of its
/// cells would make the matrix of half a fleet take ten times as long.
/// </summary>
internal sealed class CellCounts
{
    /// <summary>likelihood * 8 + impact, both up to 5.</summary>
    public const int Size = 48;

    private const int EntryBytes = 9;

    private readonly int[] open = new int[Size];
    private readonly int[] exploited = new int[Size];

    public ReadOnlySpan<int> Open => open;

    public ReadOnlySpan<int> Exploited => exploited;

    public static int Cell(RiskScore score) => score.Likelihood * 8 + score.Impact;

    /// <summary>Whether a stored number is one: the matrix has no 0 and no 6.</summary>
    public static bool IsCell(int cell) => cell / 8 is >= 1 and <= RiskMatrix.Steps && cell % 8 is >= 1 and <= RiskMatrix.Steps;

    public static RiskScore ScoreOf(int cell) => new(cell / 8, cell % 8);

    public void Add(int cell, int findings, int knownExploited)
    {
        open[cell] += findings;
        exploited[cell] += knownExploited;
    }

    public void Clear()
    {
        Array.Clear(open);
        Array.Clear(exploited);
    }

    public bool IsZero => !open.AsSpan().ContainsAnyExcept(0) && !exploited.AsSpan().ContainsAnyExcept(0);

    /// <summary>Adds what is stored. What is no whole entry of a cell is passed over: nobody but a damaged file holds it.</summary>
    public void AddStored(ReadOnlySpan<byte> stored)
    {
        for (; stored.Length >= EntryBytes; stored = stored[EntryBytes..])
        {
            if (IsCell(stored[0])) Add(stored[0], BinaryPrimitives.ReadInt32BigEndian(stored[1..]), BinaryPrimitives.ReadInt32BigEndian(stored[5..]));
        }
    }

    public byte[] Stored()
    {
        var bytes = new byte[Size * EntryBytes];
        int at = 0;
        for (int cell = 0; cell < Size; cell++)
        {
            if (open[cell] == 0 && exploited[cell] == 0) continue;
            bytes[at] = (byte)cell;
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + 1), open[cell]);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + 5), exploited[cell]);
            at += EntryBytes;
        }
        return bytes[..at];
    }

    /// <param name="each">What each level is worth.</param>
    public (long Points, int Findings, int Worst, int KnownExploited) Sum(LevelPoints each)
    {
        long points = 0;
        int findings = 0, worst = 0, known = 0;
        for (int likelihood = 1; likelihood <= RiskMatrix.Steps; likelihood++)
        {
            for (int impact = 1; impact <= RiskMatrix.Steps; impact++)
            {
                int cell = likelihood * 8 + impact;
                RiskLevel level = RiskMatrix.Level(likelihood, impact);
                points += (long)open[cell] * each.Of(level);
                findings += open[cell];
                worst += level == RiskLevel.VeryHigh ? open[cell] : 0;
                known += exploited[cell];
            }
        }
        return (points, findings, worst, known);
    }
}
