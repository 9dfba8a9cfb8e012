using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Findings.Acceptance;
using Cockpit.Core.Ids;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Tui.Risk;

/// <summary>What a person is about to accept, or to end, as far as it was asked.</summary>
/// <param name="Ending">An acceptance is ended.</param>
/// <param name="Reason">Null until it was given.</param>
/// <param name="Control">What protects the hosts meanwhile; null until it was asked for, empty where nothing does.</param>
public sealed record AcceptanceDraft(IReadOnlyList<FindingLine> Findings, bool Ending, Instant? Until = null, string? Reason = null, string? Control = null)
{
    /// <summary>Why the last answer was not taken; null where it was.</summary>
    public string? Trouble { get; init; }
}

/// <summary>The findings of a list that were looked up so that they can be asked about.</summary>
public sealed record AcceptanceAsked(AcceptanceDraft Draft) : Message;

/// <summary>It is done.</summary>
public sealed record AcceptanceKept(string Sentence) : Told(Sentence);

/// <summary>What lists and pages do about accepted risks.</summary>
internal static class AcceptanceWork
{
    private const int PageSize = 1_000;

    /// <summary>Looks up what an act is about, so that the question can say what it comes to.</summary>
    /// <param name="only">Ids of marked findings; null is all of the list.</param>
    public static Work Look(FindingQuery query, RiskFilter filter, IReadOnlySet<string>? only, bool ending) => new("acceptance", c =>
    {
        if (only is not null) return new AcceptanceAsked(new AcceptanceDraft([.. only.Select(id => ShowFinding.Run(c.Session, RiskWork.Id(id))).OrderByDescending(f => f.Risk.Score)], ending));
        int most = AcceptanceRules.Standard.MostFindings;
        var all = new List<FindingLine>();
        for (FindingLine? after = null; ; after = all[^1])
        {
            IReadOnlyList<FindingLine> page = ListFindings.Run(c.Session, RiskWork.WishOf(query, filter) with { After = after, Limit = PageSize }).Findings;
            all.AddRange(page);
            if (all.Count > most) throw new CockpitException(FindingErrors.AcceptanceInvalid.Because($"The list has more than {most:N0} findings; so many are not accepted in one go."));
            if (page.Count < PageSize) break;
            c.Cancellation.ThrowIfCancellationRequested();
        }
        if (all.Count == 0) throw new CockpitException(FindingErrors.AcceptanceInvalid.Because("No finding of the list is left."));
        return new AcceptanceAsked(new AcceptanceDraft(all, ending));
    }, Long: true) { WhenStopped = "Nothing was accepted." };

    public static Work Keep(AcceptanceDraft draft) => new(draft.Ending ? "reopen" : "accept", c =>
    {
        FindingId[] ids = [.. draft.Findings.Select(f => RiskWork.Id(f.Id))];
        string which = ids.Length == 1 ? $"{ids[0]} is" : $"{ids.Length:N0} findings are";
        if (draft.Ending)
        {
            ReopenFindings.Run(c.Session, ids, draft.Reason!);
            return new AcceptanceKept(ids.Length == 1 ? $"{ids[0]} counts again." : $"{ids.Length:N0} findings count again.");
        }
        AcceptFindings.Run(c.Session, ids, new AcceptTerms(draft.Until!.Value, draft.Reason!, draft.Control));
        return new AcceptanceKept($"{which} accepted until {Acceptances.Day(draft.Until.Value)}. :accepted on Risk lists what is.");
    });
}
