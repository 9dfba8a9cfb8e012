using System.Net;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Tenable;

/// <summary>How Tenable's products write what their exports have in common.</summary>
internal static class TenableWords
{
    /// <summary>Info to Critical as a word or as 0 to 4; null for anything else.</summary>
    public static Severity? SeverityOf(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || Cells.Is(cell, "Info"u8) || Cells.Is(cell, "None"u8) || cell is [(byte)'0']) return Severity.Info;
        if (Cells.Is(cell, "Low"u8) || cell is [(byte)'1']) return Severity.Low;
        if (Cells.Is(cell, "Medium"u8) || cell is [(byte)'2']) return Severity.Medium;
        if (Cells.Is(cell, "High"u8) || cell is [(byte)'3']) return Severity.High;
        return Cells.Is(cell, "Critical"u8) || cell is [(byte)'4'] ? Severity.Critical : null;
    }

    public static bool IsTrue(ReadOnlySpan<byte> cell) => Cells.Is(cell, "true"u8) || Cells.Is(cell, "yes"u8);

    public static bool IsAddress(ReadOnlySpan<byte> host) =>
        !host.IsEmpty && (host[0] is >= (byte)'0' and <= (byte)'9' || host.Contains((byte)':')) && IPAddress.TryParse(host, out _);

    /// <summary>A cell, or nothing where it holds one of the words for nothing.</summary>
    public static ReadOnlySpan<byte> Given(ReadOnlySpan<byte> cell) => CellScores.IsBlank(cell) ? default : cell;

    /// <summary>The first of a list that commas or semicolons divide.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> cell)
    {
        int end = cell.IndexOfAny(",;"u8);
        return (end < 0 ? cell : cell[..end]).Trim(" \""u8);
    }
}
