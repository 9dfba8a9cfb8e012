using Cockpit.Core.Findings;

namespace Cockpit.Scanner.Csv;

/// <summary>
/// Reads score cells. A spreadsheet set to a decimal comma takes the point of 7.5 for a thousands mark and writes 75; where the range
/// proves it the number is put right and counted, where it does not the cell counts as not given.
/// </summary>
internal sealed class CellScores
{
    private const int MaxTenths = 100;
    private const int MaxMillionths = 1_000_000;

    public long Repaired { get; private set; }

    public long Unreadable { get; private set; }

    /// <summary>CVSS or VPR, 0.0 to 10.0, in tenths.</summary>
    public short Tenths(CsvExport record, int column) => column < 0 ? FindingScores.NotInFile : Tenths(record.Word(column));

    public short Tenths(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty) return FindingScores.NotGiven;
        if (CellNumbers.Scaled(cell, 1) is not { } tenths) return Lost(cell);
        if (tenths <= MaxTenths) return (short)tenths;
        if (tenths > MaxTenths * 10 || tenths % 10 != 0) return Lost(cell);
        Repaired++;
        return (short)(tenths / 10);
    }

    /// <summary>EPSS, 0 to 1, in millionths.</summary>
    public int Millionths(CsvExport record, int column) => column < 0 ? FindingScores.NotInFile : Millionths(record.Word(column));

    public int Millionths(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty) return FindingScores.NotGiven;
        if (CellNumbers.Scaled(cell, 6) is not { } millionths) return Lost(cell);
        if (millionths <= MaxMillionths) return (int)millionths;
        if (CellNumbers.Whole(cell) is not { } digits) return Lost(cell);

        // "0.3833" has become "3833": the digits are those behind the point.
        while (digits > MaxMillionths) digits /= 10;
        long whole = digits;
        for (long scale = 1; scale <= digits; scale *= 10) whole = digits * MaxMillionths / (scale * 10);
        Repaired++;
        return (int)whole;
    }

    /// <summary>Qualys detection score, 1 to 100.</summary>
    public short Hundred(CsvExport record, int column) => column < 0 ? FindingScores.NotInFile : Hundred(record.Word(column));

    public short Hundred(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty) return FindingScores.NotGiven;
        return CellNumbers.Whole(cell) is { } value and <= 100 ? (short)value : Lost(cell);
    }

    public IEnumerable<string> Notes()
    {
        if (Repaired > 0) yield return $"Scores that had lost their decimal point, as in a spreadsheet, and were put right: {Repaired}.";
        if (Unreadable > 0) yield return $"Scores that could not be read and count as not given: {Unreadable}.";
    }

    private short Lost(ReadOnlySpan<byte> cell)
    {
        if (!IsBlank(cell)) Unreadable++;
        return FindingScores.NotGiven;
    }

    /// <summary>The words that exports write for "nothing".</summary>
    public static bool IsBlank(ReadOnlySpan<byte> cell) =>
        cell.IsEmpty || cell is [(byte)'-'] || Cells.Is(cell, "n/a"u8) || Cells.Is(cell, "null"u8) || Cells.Is(cell, "none"u8) || Cells.Is(cell, "no"u8);
}
