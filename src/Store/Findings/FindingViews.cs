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

/// <param name="Kind">"closed", "reopened", "not-seen", "seen", "changed".</param>
public sealed record FindingEvent(Instant At, string Kind, ImportId? Import);

/// <summary>Which findings to list. What is null does not restrict.</summary>
/// <param name="Status">Null is everything that counts as risk.</param>
/// <param name="Hosts">Only findings of these hosts.</param>
/// <param name="Cell">Only one cell of the matrix.</param>
/// <param name="After">The last finding of the page before.</param>
public sealed record FindingFilter(
    Severity? Severity = null, CveId? Cve = null, FindingStatus? Status = null, IReadOnlyCollection<HostId>? Hosts = null, RiskScore? Cell = null, FindingSummary? After = null, int Limit = 50)
{
    /// <summary>The longest page.</summary>
    public const int MaxLimit = 10_000;
}

/// <param name="Change7d">By how many it grew (or shrank) in seven days.</param>
public sealed record MatrixCell(int Likelihood, int Impact, RiskLevel Level, long Count, long Change7d);

/// <summary>The 25 cells, likelihood and impact rising; a cell without findings is there with 0.</summary>
/// <param name="AsOf">When findings were last imported; null when they never were.</param>
public sealed record Matrix(IReadOnlyList<MatrixCell> Cells, long Total, long Points, Instant? AsOf)
{
    public MatrixCell this[int likelihood, int impact] => Cells[(likelihood - 1) * RiskMatrix.Steps + impact - 1];
}

/// <summary>A machine's share of the risk.</summary>
/// <param name="Worst">Findings of level very high.</param>
public sealed record HostRisk(string Host, HostId? HostId, long Points, long Open, long Worst);

/// <summary>An import as the file remembers it.</summary>
public sealed record ImportSummary(ImportId Id, FindingSource Source, string Shape, string FileName, Instant At, long Rows, long Findings, long New, long Updated, long Closed, long Rejected);
