using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The columns of findings, the same on every list.</summary>
internal static class FindingColumns
{
    public static IReadOnlyList<Column<FindingLine>> Of(Look look, bool withHost = true) =>
    [
        new("", 2, r => new Styled(RiskColors.Short(r.Risk.Level), RiskColors.Of(r.Risk.Level))),
        new("finding", 7, r => r.Id),
        .. withHost ? [new Column<FindingLine>("host", 12, r => r.Host)] : Array.Empty<Column<FindingLine>>(),
        new("name", 18, r => r.Name, Grow: true),
        new("CVE", 15, r => r.Cves.Count > 0 ? r.Cves[0] : "", Priority: 2),
        new("KEV", 3, r => r.KnownExploited ? new Styled("KEV", Style.Look) : "", Priority: 1),
        new("EPSS", 4, r => r.Epss is { } epss ? $"{epss:.00}" : "-", Priority: 3, Right: true),
        new("CVSS", 4, r => r.Cvss is { } cvss ? $"{cvss:0.0}" : "-", Priority: 4, Right: true),
        new("seen", 4, r => Ages.Short(r.LastSeenAt, look.Now), Priority: 5, Right: true),
        new("since", 5, r => Ages.Short(r.FirstSeenAt, look.Now), Priority: 6, Right: true),
        new("status", 8, r => $"{r.Status}".ToLowerInvariant(), Priority: 7),
    ];
}
