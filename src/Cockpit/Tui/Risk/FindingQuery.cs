using Cockpit.Core.Risk;

namespace Cockpit.Tui.Risk;

/// <summary>What a list of findings is of, beside its filter.</summary>
/// <param name="Crumb">Its name in the crumb.</param>
/// <param name="Cell">Only one cell of the matrix.</param>
/// <param name="Host">Only one host's.</param>
/// <param name="Cve">Only those that name this CVE.</param>
public sealed record FindingQuery(string Crumb, RiskScore? Cell = null, string? Host = null, string? Cve = null)
{
    /// <summary>What is said when there is none.</summary>
    public string None { get; init; } = "No open finding.";
}
