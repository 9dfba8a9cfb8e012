using System.Buffers;

namespace Cockpit.Scanner.Csv;

/// <summary>What is done to every cell before its meaning is looked at.</summary>
internal static class Cells
{
    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        (byte[])[.. Enumerable.Range(0, 0x20).Select(i => (byte)i), 0x7F]);

    /// <summary>
    /// Takes off the apostrophe that exporters put before a cell so that a spreadsheet does not run it: only where a formula character
    /// follows, since an apostrophe may belong to the text.
    /// </summary>
    public static ReadOnlySpan<byte> WithoutGuard(ReadOnlySpan<byte> cell) =>
        cell.Length > 1 && cell[0] == '\'' && cell[1] is (byte)'-' or (byte)'=' or (byte)'+' or (byte)'@' or (byte)'\t' or (byte)'\r' or (byte)'\n' ? cell[1..] : cell;

    public static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> cell)
    {
        cell = WithoutGuard(cell);

        // Most cells have nothing around them, and there are thirty in each of a million rows.
        return cell.IsEmpty || cell[0] > ' ' && cell[^1] > ' ' ? cell : cell.Trim(" \t\r\n"u8);
    }

    /// <summary>Whether a control character is in it: nothing that identifies a finding has one.</summary>
    public static bool HasControls(ReadOnlySpan<byte> cell) => cell.ContainsAny(Controls);

    /// <summary>Whether a CVSS v3 vector in the cell says: over the network, without rights, without a user's help.</summary>
    public static bool IsOpenToNetwork(ReadOnlySpan<byte> cell) => cell.IndexOf("AV:N"u8) >= 0 && cell.IndexOf("PR:N"u8) >= 0 && cell.IndexOf("UI:N"u8) >= 0;

    /// <summary>Compares ASCII text without case.</summary>
    public static bool Is(ReadOnlySpan<byte> cell, ReadOnlySpan<byte> word) => System.Text.Ascii.EqualsIgnoreCase(cell, word);
}
