namespace Cockpit.Core.Findings;

/// <summary>
/// Reads an export row by row. A bad row is set down in <see cref="Rejected"/> and reading goes on; a file that cannot be trusted as
/// a whole (cut inside a quoted cell, no rows) ends with a CockpitException, so whoever writes must be able to undo. Not thread-safe.
/// </summary>
public interface IFindingReader : IDisposable
{
    FindingSource Source { get; }

    /// <summary>The shape of the export, for people: "Nessus, 30 columns".</summary>
    string Shape { get; }

    /// <summary>SHA-256 of the file's bytes.</summary>
    ReadOnlyMemory<byte> FileHash { get; }

    /// <summary>Length of the file in bytes.</summary>
    long FileBytes { get; }

    /// <summary>About how many bytes are behind us, for a progress display.</summary>
    long BytesRead { get; }

    /// <summary>Data rows so far, rejected ones among them; headers, preambles and empty rows are none.</summary>
    long Rows { get; }

    /// <summary>How many rows were rejected so far.</summary>
    long RejectedRows { get; }

    /// <summary>The rejected rows, at most <see cref="RejectedRow.MaxListed"/> of them.</summary>
    IReadOnlyList<RejectedRow> Rejected { get; }

    /// <summary>Whether the file looks whole. One that ends in the middle of a line may have lost rows, so nothing is closed by it.</summary>
    bool LooksComplete { get; }

    /// <summary>What a person should know about the file: repaired numbers, empty rows, a second header.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Moves to the next good row; false at the end.</summary>
    bool TryRead(out FindingRow row);
}

/// <summary>A row that was not taken, by the line where it starts, and why.</summary>
public sealed record RejectedRow(long Line, string Reason)
{
    /// <summary>So many are kept; those after are counted only, so that a hostile file cannot fill the memory.</summary>
    public const int MaxListed = 100_000;
}
