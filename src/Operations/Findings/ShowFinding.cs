using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk.Chances;
using Cockpit.Operations.Risk;
using Cockpit.Store.Advisories;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Alignment;
using Cockpit.Store.Risk;
using NodaTime;

namespace Cockpit.Operations.Findings;

/// <param name="What">"closed", "reopened", "not-seen", "seen", "changed", "accepted", "acceptance-ended", "moved", "matched", "unmatched".</param>
/// <param name="Detail">What changed from what to what, or why.</param>
/// <param name="File">The file that was imported.</param>
/// <param name="By">The person.</param>
public sealed record FindingChange(Instant At, string What, string? ImportId, string? Detail, string? File, string? By);

/// <summary>One finding with its texts and its evidence.</summary>
public sealed record FindingPage : FindingLine
{
    internal FindingPage(FindingLine line) : base(line) { }

    public string? Synopsis { get; init; }

    public string? Description { get; init; }

    public string? Solution { get; init; }

    public string? SeeAlso { get; init; }

    public string? References { get; init; }

    /// <summary>What the scanner's check printed.</summary>
    public string? Evidence { get; init; }

    /// <summary>Why it is this host, or why it is none.</summary>
    public string MatchWhy { get; init; } = "";

    public IReadOnlyList<FindingChange> Events { get; init; } = [];

    /// <summary>When it could be fixed; null where no update is known, where it is closed, and where no host is known.</summary>
    public FixChance? NextChance { get; init; }
}

/// <summary>Shows one finding.</summary>
public static class ShowFinding
{
    /// <exception cref="CockpitException">FINDING_UNKNOWN.</exception>
    public static FindingPage Run(Session session, FindingId id) => session.Read(t =>
    {
        FindingDetail d = t.Finding(id, session.Now) ?? throw new CockpitException(FindingErrors.FindingUnknown.Because($"There is no finding {id}."));
        FindingLine line = FixLines.Fill(FindingLine.Of(d.Finding, d.Explanation, new Explaining(t, session.Now)), t.FixesOf([id]).GetValueOrDefault(id), session.Now);
        return AcceptedRisks.With(t, new FindingPage(line with { Dispute = t.Dispute(id) is { } dispute ? new DisputedFinding(dispute.Reason, dispute.Evidence) : null })
        {
            Synopsis = Text(d.Synopsis),
            Description = Text(d.Description),
            Solution = Text(d.Solution),
            SeeAlso = d.SeeAlso,
            References = d.References,
            Evidence = d.Output,
            MatchWhy = d.MatchWhy,
            NextChance = line.Fixes.Count > 0 && line.Status is not FindingStatus.Closed && d.Finding.HostId is { } host ? FixChances.Of(t, id, host, session.Now) : null,
            Events = [.. d.Events.Select(e => new FindingChange(e.At, e.Kind, e.Import?.ToString(), e.Detail, e.File, e.By))],
        }, session.Now);

        string? Text(string? text) => d.Finding.Source == FindingSource.Qualys ? MarkupText.Plain(text) : text;
    });
}
