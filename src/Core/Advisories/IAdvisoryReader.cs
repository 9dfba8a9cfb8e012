using NodaTime;

namespace Cockpit.Core.Advisories;

/// <summary>
/// Reads a distribution's feed statement by statement. It is taken whole or not at all: what is cut, damaged or of another kind ends with a
/// CockpitException, so nothing may be written before the end was reached. Not thread-safe.
/// </summary>
public interface IAdvisoryReader : IDisposable
{
    /// <summary>The kind as intel_feed has it: "debian-tracker", "oval".</summary>
    string Kind { get; }

    /// <summary>What the next file of the same feed is called too. Known at the end.</summary>
    string Feed { get; }

    /// <summary>The day that the feed gives itself, else the file's own time. Known at the end.</summary>
    Instant AsOf { get; }

    /// <summary>SHA-256 of the file's bytes.</summary>
    ReadOnlyMemory<byte> FileHash { get; }

    /// <summary>What was passed over and why, for people. Known at the end.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>Moves to the next statement; false at the end.</summary>
    bool TryRead(out AdvisoryFix fix);
}
