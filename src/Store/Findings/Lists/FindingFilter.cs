using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using NodaTime;

namespace Cockpit.Store.Findings;

/// <summary>Which findings to list. What is null does not restrict.</summary>
/// <param name="Status">As lists show it; null is everything that counts as risk.</param>
/// <param name="Hosts">Only findings of these hosts.</param>
/// <param name="Cell">Only one cell of the matrix.</param>
/// <param name="After">The last finding of the page before.</param>
public sealed record FindingFilter(
    Severity? Severity = null, CveId? Cve = null, FindingStatus? Status = null, IReadOnlyCollection<HostId>? Hosts = null, RiskScore? Cell = null, FindingSummary? After = null, int Limit = 50)
{
    /// <summary>The longest page.</summary>
    public const int MaxLimit = 10_000;

    /// <summary>Words, each of which the test's name or a reference to a patch holds, or which are its CVE, KB or number.</summary>
    public string? Text { get; init; }

    /// <summary>Only what this scanner, or our own scans, reported.</summary>
    public FindingSource? Source { get; init; }

    /// <summary>Only what is known to be exploited.</summary>
    public bool KnownExploited { get; init; }

    /// <summary>Whether a pending update is known that fixes it.</summary>
    public bool? Fixable { get; init; }

    /// <summary>Only what is due before this time.</summary>
    public Instant? DueBefore { get; init; }

    /// <summary>Only what is due at this time or later.</summary>
    public Instant? DueFrom { get; init; }
}

/// <summary>How many findings a filter selects.</summary>
/// <param name="Exact">False where counting was ended at a limit: there are at least so many.</param>
public readonly record struct FindingCount(long Value, bool Exact);
