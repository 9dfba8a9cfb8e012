using Cockpit.Core.Risk;

namespace Cockpit.Tui.Risk;

/// <summary>What a list of findings is of, beside its filter.</summary>
/// <param name="Crumb">Its name in the crumb.</param>
/// <param name="Cell">Only one cell of the matrix.</param>
/// <param name="Host">Only one host's.</param>
/// <param name="Plugin">Only those of the same test of the same tool as this finding.</param>
/// <param name="Cve">Only those that name this CVE.</param>
/// <param name="Total">How many there are where that is known; null where nobody counted.</param>
public sealed record FindingQuery(string Crumb, RiskScore? Cell = null, string? Host = null, string? Cve = null, long? Total = null)
{
    /// <summary>What is said when there is none.</summary>
    public string None { get; init; } = "No open finding.";
}
