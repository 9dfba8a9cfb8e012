using Cockpit.Core.Findings;
using Cockpit.Core.Risk;

namespace Cockpit.Tui.Risk;

/// <summary>What a list of findings is of, beside its filter.</summary>
/// <param name="Crumb">Its name in the crumb.</param>
/// <param name="Cell">Only one cell of the matrix.</param>
/// <param name="Host">Only one host's.</param>
/// <param name="Cve">Only those that name this CVE.</param>
/// <param name="Status">Only of this status; null is all that count as risk.</param>
public sealed record FindingQuery(string Crumb, RiskScore? Cell = null, string? Host = null, string? Cve = null, FindingStatus? Status = null)
{
    /// <summary>Risks that were taken on, which count nowhere while that holds.</summary>
    public static FindingQuery Accepted { get; } = new("Accepted", Status: FindingStatus.Accepted) { None = "No accepted finding. D on a finding accepts its risk until a day." };

    /// <summary>What the command line can list wherever findings are.</summary>
    public static IReadOnlyList<(string Name, string Says)> Commands { get; } = [("accepted", "lists the findings whose risk was accepted")];

    /// <summary>What is said when there is none.</summary>
    public string None { get; init; } = "No open finding.";
}
