using Cockpit.Core.Findings;

namespace Cockpit.Core.Advisories.Judging;

/// <summary>A vulnerability that a host's own packages show.</summary>
/// <param name="Source">The source package, which with the CVE is the finding's identity.</param>
/// <param name="RawSeverity">The vendor's word, or "not assigned".</param>
/// <param name="Evidence">A line for each package and version that shows it.</param>
public sealed record InventoryFinding(CveId Cve, string Source, Severity Severity, string RawSeverity, string Evidence);

/// <summary>What comparing one host with the feeds gave.</summary>
/// <param name="Findings">By source and CVE, each once.</param>
/// <param name="Covered">Something was there to compare with, and every package was read: what is not among the findings is not there.</param>
/// <param name="Summary">For people: what was compared, and what could not be.</param>
public sealed record InventoryFindings(IReadOnlyList<InventoryFinding> Findings, bool Covered, string Summary);
