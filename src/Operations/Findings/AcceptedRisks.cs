using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Store;
using Cockpit.Store.Findings.Acceptance;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <summary>Says of each accepted finding of a list who took it on. One whose time has run out is open, also in a file that could not be written since.</summary>
internal static class AcceptedRisks
{
    public static IReadOnlyList<FindingLine> With(ReadTransaction t, IReadOnlyList<FindingLine> lines, Instant now)
    {
        if (!lines.Any(l => l.Status == FindingStatus.Accepted)) return lines;
        Dictionary<FindingId, StoredAcceptance> all = t.AcceptancesOf(lines.Where(l => l.Status == FindingStatus.Accepted).Select(IdOf));
        return [.. lines.Select(l => l.Status != FindingStatus.Accepted ? l : With(l, all.GetValueOrDefault(IdOf(l)), now))];
    }

    public static FindingPage With(ReadTransaction t, FindingPage page, Instant now) =>
        page.Status == FindingStatus.Accepted ? (FindingPage)With(page, t.AcceptancesOf([IdOf(page)]).GetValueOrDefault(IdOf(page)), now) : page;

    private static FindingLine With(FindingLine line, StoredAcceptance? acceptance, Instant now) => acceptance is null || acceptance.Until <= now
        ? line with { Status = FindingStatus.Open }
        : line with { Acceptance = new AcceptedRisk(acceptance.At, acceptance.Until, acceptance.By, acceptance.Reason, acceptance.Control) };

    private static FindingId IdOf(FindingLine line) => FindingId.TryParse(line.Id, out FindingId id) ? id : default;
}
