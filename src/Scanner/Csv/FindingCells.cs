using Cockpit.Core.Findings;

namespace Cockpit.Scanner.Csv;

/// <summary>What every export says of a finding, taken from its cell, or why the cell is none.</summary>
internal static class FindingCells
{
    /// <summary>DNS names end at 253 characters.</summary>
    private const int MaxHostBytes = 255;

    /// <summary>A UUID has 36 characters; some hundred hardware addresses of 17.</summary>
    private const int MaxIdBytes = 100, MaxIdsBytes = 2_000;

    public static string? HostFault(ReadOnlySpan<byte> host)
    {
        if (host.IsEmpty) return "the host is missing";
        if (host.Length > MaxHostBytes) return $"the host's name is longer than {MaxHostBytes} bytes";
        if (Cells.HasControls(host)) return "the host's name holds control characters";
        return null;
    }

    /// <summary>The same for a name that may be missing.</summary>
    public static string? NameFault(ReadOnlySpan<byte> name) => name.IsEmpty ? null : HostFault(name);

    /// <summary>Ids and hardware addresses as they stand there; nothing for a cell that holds no such thing, since a finding is not refused for it.</summary>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> cell) => cell.Length > MaxIdBytes || CellScores.IsBlank(cell) || Cells.HasControls(cell) ? default : cell;

    /// <summary>The same for several in one cell, which line breaks may divide.</summary>
    public static ReadOnlySpan<byte> IdsOf(ReadOnlySpan<byte> cell) => cell.Length > MaxIdsBytes || CellScores.IsBlank(cell) || cell.Contains((byte)0) ? default : cell;

    /// <summary>Empty is 0: the finding is about the host as a whole.</summary>
    public static int? PortOf(ReadOnlySpan<byte> cell)
    {
        if (CellScores.IsBlank(cell)) return 0;
        return CellNumbers.Whole(cell) is { } port and <= 65535 ? (int)port : null;
    }

    public static FindingProtocol ProtocolOf(ReadOnlySpan<byte> cell)
    {
        if (CellScores.IsBlank(cell)) return FindingProtocol.None;
        if (Cells.Is(cell, "tcp"u8)) return FindingProtocol.Tcp;
        if (Cells.Is(cell, "udp"u8)) return FindingProtocol.Udp;
        return Cells.Is(cell, "icmp"u8) ? FindingProtocol.Icmp : FindingProtocol.Other;
    }
}
