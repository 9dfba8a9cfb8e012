using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Core.Scopes;
using Cockpit.Store;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <summary>Which findings to list. What is null does not restrict.</summary>
/// <param name="Scope">Only of hosts in it; null also lists machines that no host matches.</param>
/// <param name="Status">As lists show it. Null is everything that counts as risk: open, stale, not seen and disputed.</param>
/// <param name="Cell">Only one cell of the matrix.</param>
/// <param name="After">The last finding of the page before.</param>
public sealed record FindingWish(
    Scope? Scope = null, Severity? Severity = null, CveId? Cve = null, string? Host = null, FindingStatus? Status = null, RiskScore? Cell = null, FindingLine? After = null, int Limit = 50)
{
    /// <summary>Due within this time is due soon.</summary>
    private static readonly Duration Soon = Duration.FromDays(7);

    /// <summary>Only of hosts of this environment.</summary>
    public string? Environment { get; init; }

    /// <summary>Only what this tool reported.</summary>
    public FindingSource? Source { get; init; }

    /// <summary>Words, each of which the finding's name or a reference to a patch holds, or which are its CVE, KB or plugin number.</summary>
    public string? Text { get; init; }

    /// <summary>Breached, or due soon; others are not asked for.</summary>
    public SlaStatus? Sla { get; init; }

    /// <summary>Only what is known to be exploited.</summary>
    public bool KnownExploited { get; init; }

    /// <summary>Whether a pending update is known that fixes it.</summary>
    public bool? Fixable { get; init; }

    internal FindingFilter Filter(ReadTransaction t, Session session)
    {
        Instant now = session.Now;
        return new FindingFilter(Severity, Cve, Status, ChosenHosts.Of(t, session, Scope, Environment, Host), Cell, After?.Page, Limit)
        {
            Source = Source, Text = string.IsNullOrWhiteSpace(Text) ? null : Text, KnownExploited = KnownExploited, Fixable = Fixable,
            DueBefore = Sla switch { SlaStatus.Breached => now, SlaStatus.DueSoon => now + Soon, _ => null },
            DueFrom = Sla is SlaStatus.DueSoon ? now : null,
        };
    }
}

/// <param name="Total">How many the filters select, over all pages; null where that was not asked for.</param>
/// <param name="TotalIsExact">False where there are at least so many: counting ended there.</param>
public sealed record FindingList(IReadOnlyList<FindingLine> Findings, long? Total = null, bool TotalIsExact = true);

/// <summary>Lists findings, the worst first.</summary>
public static class ListFindings
{
    /// <param name="count">Whether to tell the total as well.</param>
    /// <exception cref="CockpitException">HOST_UNKNOWN, or USAGE where no host has the environment.</exception>
    public static FindingList Run(Session session, FindingWish wish, bool count = false) => session.Read(t =>
    {
        FindingFilter filter = wish.Filter(t, session);
        IReadOnlyList<FindingLine> lines = AcceptedRisks.With(t, FixLines.Fill(t, Lines(t, session, t.Findings(filter)), session.Now), session.Now);
        if (!count) return new FindingList(lines);
        FindingCount total = t.CountFindings(filter);
        return new FindingList(lines, total.Value, total.Exact);
    });

    /// <summary>Only how many there are.</summary>
    /// <exception cref="CockpitException">As <see cref="Run"/>.</exception>
    public static FindingList Count(Session session, FindingWish wish) => session.Read(t =>
    {
        FindingCount total = t.CountFindings(wish.Filter(t, session));
        return new FindingList([], total.Value, total.Exact);
    });

    /// <summary>With the reasons of each.</summary>
    internal static List<FindingLine> Lines(ReadTransaction t, Session session, List<FindingSummary> findings)
    {
        var explaining = new Explaining(t, session.Now);
        return findings.ConvertAll(f => FindingLine.Of(f, explaining));
    }
}
