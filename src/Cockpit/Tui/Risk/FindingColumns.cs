using System.Collections.Immutable;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>The columns of findings, the same on every list.</summary>
internal static class FindingColumns
{
    /// <param name="withHost">Off on a host's own page.</param>
    /// <param name="withLevel">Off where all of them are of one cell.</param>
    /// <param name="accepted">All of them are accepted: who took them on is worth more than what would fix them.</param>
    /// <param name="marked">Ids that a person has marked.</param>
    public static IReadOnlyList<Column<FindingLine>> Of(Look look, bool withHost = true, bool withLevel = true, bool accepted = false, ImmutableHashSet<string>? marked = null) =>
    [
        new("", 1, f => look.Show(FindingMarks.Of(f, look.Now))),
        new("finding", 8, f => marked?.Contains(f.Id) == true ? new Styled($"{f.Id}*", Style.Bold) : f.Id),
        new("s", 1, f => FindingMarks.Severity(f.Severity), Priority: 5),
        .. withLevel ? [new Column<FindingLine>("risk", 4, f => new Styled($" {RiskColors.Short(f.Risk.Level),-2} ", RiskColors.Of(f.Risk.Level)), Priority: 3)] : Array.Empty<Column<FindingLine>>(),
        .. withHost ? [new Column<FindingLine>("host", look.Wide ? 14 : 11, f => f.Matched ? f.Host : new Styled(f.Host, Style.Faint))] : Array.Empty<Column<FindingLine>>(),
        new("name", look.Wide ? 26 : 16, f => f.Name, Grow: true),
        new("CVE", 15, f => f.Cves.Count > 0 ? f.Cves[0] : "", Priority: 4),
        new("KEV", 3, f => f.KnownExploited ? new Styled("KEV", Style.Look) : ""),
        .. accepted ? [new Column<FindingLine>("accepted by", 18, FindingMarks.AcceptedBy, Grow: true)] : Array.Empty<Column<FindingLine>>(),
        new("EPSS", 4, f => FindingMarks.Epss(f.Epss), Priority: accepted ? 8 : 2, Right: true),
        new("CVSS", 4, f => FindingMarks.Cvss(f.Cvss), Priority: 6, Right: true),
        new(accepted ? "for" : "due", accepted ? 5 : 4, f => FindingMarks.Due(f, look.Now), Right: true),
        new("fixed by", 16, FindingMarks.Fix, Priority: 7, Grow: true),
        new("seen", 4, f => Ages.Short(f.LastSeenAt, look.Now), Priority: 8, Right: true),
        new("tool", 9, f => $"{f.Source}".ToLowerInvariant(), Priority: 9),
    ];
}
