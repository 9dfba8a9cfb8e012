using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Risk;

/// <summary>Letters and words of a finding: where it stands against its due date, how severe it is.</summary>
internal static class FindingMarks
{
    private static readonly Duration Soon = Duration.FromDays(7);

    /// <summary>"B" breached, "d" due within seven days, "a" accepted, "+" met; "." where there is time or no date.</summary>
    public static Mark Of(FindingLine f, Instant now)
    {
        if (f.Status == FindingStatus.Closed) return Mark.Good;
        if (f.Status == FindingStatus.Accepted || f.Acceptance is not null) return Mark.UnderWay('a');
        if (f.DueAt is not { } due) return Mark.NotBegun;
        if (due <= now) return Mark.Look('B');
        return due - now <= Soon ? Mark.Look('d') : Mark.NotBegun;
    }

    /// <summary>It waits for somebody: it is past its date or will soon be, or is known to be exploited.</summary>
    public static bool NeedsLook(FindingLine f, Instant now) => Of(f, now).Class is MarkClass.Look || f.KnownExploited && f.Status is not FindingStatus.Accepted;

    public static Styled Severity(Severity severity) => severity switch
    {
        Core.Findings.Severity.Critical => new("C", new Style(Ink.White, Ink.VeryHigh)),
        Core.Findings.Severity.High => new("H", new Style(Ink.Black, Ink.High)),
        Core.Findings.Severity.Medium => new("M", new Style(Ink.Black, Ink.Moderate)),
        Core.Findings.Severity.Low => new("L", new Style(Ink.White, Ink.Low)),
        _ => new("i"),
    };

    /// <summary>"-1d" over, "3d" left, "-" without a date.</summary>
    public static Styled Due(FindingLine f, Instant now)
    {
        if (f.Acceptance is { } accepted) return new($"a{Ages.Short(accepted.Until - now)}", Style.UnderWay);
        if (f.DueAt is not { } due) return new("-", Style.Faint);
        return due <= now ? new($"-{Ages.Short(now - due)}", Style.Look) : new(Ages.Short(due - now), due - now <= Soon ? Style.Look : Style.Plain);
    }

    /// <summary>Who took the risk on, and why.</summary>
    public static Styled AcceptedBy(FindingLine f) => f.Acceptance is { } a ? new($"{a.By}: {a.Reason}") : new("", Style.Faint);

    /// <summary>".91", as there is no EPSS above 1.</summary>
    public static string Epss(double? epss) => epss is { } e ? e >= .995 ? "1.0" : e < .01 ? "<.01" : $"{e:.00}" : "-";

    public static string Cvss(double? cvss) => cvss is { } c ? $"{c:0.0}" : "-";

    /// <summary>What is to be done about it: the update that fixes it, or what stands in the way.</summary>
    public static Styled Fix(FindingLine f)
    {
        if (f.Dispute is { } dispute) return new($"disputed: {dispute.Reason}", Style.Look);
        if (f.Fixes.Count > 0) return new($"{f.Fixes[0].Package} {f.Fixes[0].To}{(f.Fixes.Count > 1 ? $" +{f.Fixes.Count - 1}" : "")}");
        return f.FixedBy is { } by ? new(by) : f.Status switch
        {
            FindingStatus.Stale => new("stale", Style.Faint),
            FindingStatus.NotSeen => new("not seen", Style.Faint),
            _ => new("-", Style.Faint),
        };
    }

    public static string Word(FindingStatus status) => status switch
    {
        FindingStatus.Stale => "stale: newer runs of the scan did not reach its host",
        FindingStatus.NotSeen => "not seen by the last scan, which could not have seen it",
        FindingStatus.Accepted => "accepted",
        FindingStatus.Disputed => "disputed",
        FindingStatus.Closed => "closed",
        _ => "open",
    };
}
