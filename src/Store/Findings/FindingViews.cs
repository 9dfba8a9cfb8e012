using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>A finding as lists show it.</summary>
/// <param name="Host">The host's name, or what the scanner calls a machine that no host matches.</param>
/// <param name="HostId">Null as long as no host matches.</param>
/// <param name="Rank">Sorts the worst first; with the id it is the key of the next page.</param>
public sealed record FindingSummary(
    FindingId Id, string Host, HostId? HostId, FindingSource Source, long PluginId, string Name, Severity Severity, string? RawSeverity, FindingScores Scores, FindingFlags Flags,
    IReadOnlyList<CveId> Cves, int Port, FindingProtocol Protocol, string Instance, FindingStatus Status, Instant FirstSeenAt, Instant LastSeenAt, Instant? ClosedAt, RiskScore Risk, long Rank)
{
    /// <summary>The stored plugin's number, which is not the scanner's.</summary>
    internal long StoredPlugin { get; init; }

    /// <summary>From when the clock of its due date runs: its first sight, or when it came back.</summary>
    public Instant OpenSince { get; init; }

    /// <summary>By when it has to be gone, and what says so.</summary>
    public DueDate Due { get; init; }

    /// <summary>The distribution calls it fixed at the version that is installed.</summary>
    public bool Disputed { get; init; }
}

/// <summary>A finding with its texts and why it stands where it stands.</summary>
/// <param name="MatchWhy">Why it is this host, or why it is none.</param>
public sealed record FindingDetail(
    FindingSummary Finding, RiskExplanation Explanation, string? Synopsis, string? Description, string? Solution, string? SeeAlso, string? PatchReferences, string? References,
    string? Output, string MatchWhy, IReadOnlyList<FindingEvent> Events);

/// <param name="Kind">"closed", "reopened", "not-seen", "seen", "changed", "accepted", "acceptance-ended", "moved", "matched", "unmatched".</param>
/// <param name="Detail">What changed from what to what, or why.</param>
/// <param name="File">The import's file.</param>
/// <param name="By">Who imported, accepted or ended it.</param>
public sealed record FindingEvent(Instant At, string Kind, ImportId? Import, string? Detail, string? File, string? By);

/// <param name="Change7d">By how many it grew (or shrank) in seven days.</param>
public sealed record MatrixCell(int Likelihood, int Impact, RiskLevel Level, long Count, long Change7d)
{
    /// <summary>How many of them are known to be exploited.</summary>
    public long KnownExploited { get; init; }

    /// <summary>How many there were at the end of each of the last days, the oldest first; the last is now.</summary>
    public IReadOnlyList<long> Trend { get; init; } = [];
}

/// <summary>What counted as risk at the end of a day in UTC; of today, until now.</summary>
/// <param name="Levels">Findings of each level, very low first.</param>
/// <param name="KnownExploited">Null where it is not kept: of some hosts or one tool.</param>
public sealed record BurndownDay(LocalDate Day, long Points, long Open, IReadOnlyList<long> Levels, long? KnownExploited);

/// <summary>The 25 cells, likelihood and impact rising; a cell without findings is there with 0.</summary>
/// <param name="AsOf">When findings were last imported; null when they never were.</param>
public sealed record Matrix(IReadOnlyList<MatrixCell> Cells, long Total, long Points, Instant? AsOf)
{
    public MatrixCell this[int likelihood, int impact] => Cells[(likelihood - 1) * RiskMatrix.Steps + impact - 1];
}

/// <summary>A machine's share of the risk.</summary>
/// <param name="Worst">Findings of level very high.</param>
public sealed record HostRisk(string Host, HostId? HostId, long Points, long Open, long Worst)
{
    /// <summary>Findings that are known to be exploited.</summary>
    public long KnownExploited { get; init; }

    /// <summary>The earliest due date of its findings that count as risk; null where nothing sets one.</summary>
    public Instant? DueAt { get; init; }
}

/// <summary>The machines with the most risk among some findings.</summary>
/// <param name="Complete">False where there are more findings than are looked at while a person waits.</param>
public sealed record TopMachines(IReadOnlyList<HostRisk> Machines, bool Complete);

/// <summary>An import as the file remembers it.</summary>
public sealed record ImportSummary(ImportId Id, FindingSource Source, string Shape, string FileName, Instant At, long Rows, long Findings, long New, long Updated, long Closed, long Rejected);
