using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Intel;
using NodaTime;
using static Cockpit.Core.Intel.IntelKind;

namespace Cockpit.Core.Risk;

/// <summary>What the due date of one finding is made from.</summary>
/// <param name="Level">The risk's.</param>
/// <param name="OpenSince">When it was first seen, or came back: from then its clock runs.</param>
/// <param name="KnownExploited">Null where no catalogue was imported and nobody else says so.</param>
/// <param name="Exposure">The host's; null is "not set".</param>
public readonly record struct DueFacts(RiskLevel Level, Instant OpenSince, bool? KnownExploited, IntelFacts Intel, Exposure? Exposure)
{
    /// <summary>A catalogue that is in and does not list it says "no"; without one nobody says anything.</summary>
    public static bool? ExploitedOf(FindingFlags flags, bool hasKev) => (flags & FindingFlags.KnownExploited) != 0 ? true : hasKev ? false : null;
}

/// <summary>One thing that may set a due date, and what it says.</summary>
/// <param name="At">Null where it sets none.</param>
/// <param name="Text">Why this date, or why none: "very high: 7 days".</param>
public sealed record DueCandidate(DueBy By, Instant? At, string Text);

/// <summary>By when a finding has to be gone. Pure: it does not depend on today.</summary>
public static class DueDates
{
    /// <summary>The earliest of all that apply; of two on the same moment the more binding one: the directive, the catalogue, the SLA.</summary>
    public static DueDate Of(in DueFacts facts, DueRules rules)
    {
        DueDate due = DueDate.None;
        if (rules.Sla.Of(facts.Level) is { } days) due = new DueDate(facts.OpenSince + Duration.FromDays(days), DueBy.Sla);
        if (Catalogue(facts, rules) is { } kev && (due.At is not { } at || kev <= at)) due = new DueDate(kev, DueBy.KnownExploited);
        if (rules.Bod2604.On && Directive(facts, rules).At is { } bod && (due.At is not { } then || bod <= then)) due = new DueDate(bod, DueBy.Bod2604);
        return due;
    }

    /// <summary>Everything that may set a date, the earliest first, what sets none last; each with its reason.</summary>
    public static IReadOnlyList<DueCandidate> Candidates(in DueFacts facts, DueRules rules)
    {
        List<DueCandidate> all = [];
        if (rules.Bod2604.On)
        {
            BodVerdict bod = Directive(facts, rules);
            all.Add(new DueCandidate(DueBy.Bod2604, bod.At, bod.Text));
        }
        if (facts.Intel.KevDueOn is { } on) all.Add(new DueCandidate(DueBy.KnownExploited, Catalogue(facts, rules), rules.KnownExploitedDate ? $"{IntelKinds.Title(Kev)} asks for {on:yyyy-MM-dd}" : $"{IntelKinds.Title(Kev)} asks for {on:yyyy-MM-dd}, which the rules do not count"));
        int? days = rules.Sla.Of(facts.Level);
        all.Add(new DueCandidate(DueBy.Sla, days is { } d ? facts.OpenSince + Duration.FromDays(d) : null, $"{RiskMatrix.Word(facts.Level)}: {(days is { } n ? Days(n) : "no SLA")}"));
        return [.. all.OrderBy(c => c.At ?? Instant.MaxValue)];
    }

    /// <summary>A day that somebody names lasts until its end.</summary>
    private static Instant? Catalogue(in DueFacts facts, DueRules rules) =>
        rules.KnownExploitedDate && facts.Intel.KevDueOn is { } on ? on.PlusDays(1).AtMidnight().InUtc().ToInstant() - Duration.FromSeconds(1) : null;

    private readonly record struct BodVerdict(Instant? At, string Text);

    /// <summary>
    /// Where an answer is not known, every answer is tried: only if all lead to the same days does the row stand; otherwise it is unknown, and says
    /// what is missing.
    /// </summary>
    private static BodVerdict Directive(in DueFacts facts, DueRules rules)
    {
        Bod2604 bod = rules.Bod2604;
        bool? exposed = facts.Exposure is { } e ? bod.Exposed.Contains(e) : null;
        bool?[] answers = [facts.KnownExploited, exposed, facts.Intel.Automatable, facts.Intel.TotalImpact];
        BodRow? row = null;
        bool forensics = false, sure = true;
        for (int i = 0; i < Bod2604.RowCount; i++)
        {
            if (!Fits(answers[0], (i & 8) != 0) || !Fits(answers[1], (i & 4) != 0) || !Fits(answers[2], (i & 2) != 0) || !Fits(answers[3], (i & 1) != 0)) continue;
            BodRow here = bod.Rows[i];
            if (row is { } other && other.Days != here.Days) return new BodVerdict(null, $"unknown: {Missing(answers)}");
            if (row is { } same && same.Forensics != here.Forensics) sure = false;
            forensics |= here.Forensics;
            row = here;
        }
        string why = Row(answers) + (forensics ? sure ? "; look for a compromise first" : "; perhaps look for a compromise first" : "");
        if (row!.Value.Days is not { } days) return new BodVerdict(null, $"{why}: with the next upgrade");

        // What CISA adds today was not due yesterday.
        Instant from = facts.KnownExploited == true && facts.Intel.KevAddedOn is { } added && added.AtMidnight().InUtc().ToInstant() is var day && day > facts.OpenSince ? day : facts.OpenSince;
        return new BodVerdict(from + Duration.FromDays(days), $"{why}: {Days(days)}");
    }

    private static bool Fits(bool? answer, bool value) => answer is null || answer == value;

    private static string Row(bool?[] answers) => string.Join(", ",
        Told(answers[0], "known exploited", "not known exploited"), Told(answers[1], "exposed", "not exposed"), Told(answers[2], "automatable", "not automatable"), Told(answers[3], "total impact", "partial impact"));

    private static string Told(bool? answer, string yes, string no) => answer is { } given ? given ? yes : no : $"{yes}?";

    private static string Missing(bool?[] answers) => string.Join(", ", new[]
    {
        answers[0] is null ? "no catalogue of known exploitation is in" : null, answers[1] is null ? "the host's exposure is not set" : null,
        answers[2] is null ? "nobody says whether it can be automated" : null, answers[3] is null ? "nobody says how much it gives" : null,
    }.Where(m => m is not null));

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}
