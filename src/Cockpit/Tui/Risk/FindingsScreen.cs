using System.Collections.Immutable;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Operations;
using Cockpit.Core.Scopes;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Risk;

/// <summary>A list of findings, the worst first and without end: of a cell, of a CVE, of whatever the query says, under a filter of its own.</summary>
/// <param name="Applied">The filter that is on; the one of the screen it was opened from at first.</param>
/// <param name="Typed">The filter as it is typed.</param>
/// <param name="Marked">Ids that a person has marked.</param>
/// <param name="AllMarked">All of the list are marked, those that were not read among them.</param>
public sealed record FindingsScreen(FindingQuery Query, RiskFilter Applied, string Typed, string? Wrong, FindingWindow Window, ImmutableHashSet<string> Marked, bool AllMarked, Fault? Trouble) : Screen
{
    public FindingsScreen(FindingQuery query, RiskFilter filter) : this(query, filter, filter.Text, null, FindingWindow.Unread, [], false, null) => Inherited = filter;

    /// <summary>The filter of the screen it was opened from: Esc goes back to it, and from it back to that screen.</summary>
    private RiskFilter Inherited { get; init; } = RiskFilter.None;

    /// <summary>The named scopes that the filter may name.</summary>
    private ScopeBook Scopes { get; init; } = ScopeBook.Empty;

    public override IReadOnlyList<(string Name, string Says)> Commands => FindingQuery.Commands;

    public override string Crumb => Query.Crumb;

    public override string? Filter => Typed;

    public override string? FilterTrouble => Wrong;

    public override string Status(Look look)
    {
        if (!Window.IsRead) return "";
        string of = Of;
        string number = Window.Here is null ? "0" : $"{Window.Number:N0}";
        string marks = AllMarked ? "all marked" : Marked.Count > 0 ? $"{Marked.Count:N0} marked" : "";
        return string.Join("  ", new[] { $"{number}/{of}", Applied.Text.Length > 0 ? $"/{SafeText.Fit(Applied.Text, 30)}" : "", "worst first", marks }.Where(p => p.Length > 0));
    }

    public override IReadOnlyList<Offer> Offers(Look look) => Window.Here is null ? [] :
    [
        new("Enter", "open", "Opens the finding with its explanation."),
        new("Space", "mark", "Marks the finding."),
        new("M", AllMarked ? "mark none" : "mark all", "Marks all of the list, those further down among them, or none."),
        Offer.For(RolloutOperations.Plan, AllMarked ? "rollout of all" : Marked.Count > 0 ? $"rollout of {Marked.Count:N0}" : "rollout", off: Plannable ? null : "no host of this file has it"),
        Acceptances.OfferFor(Query.Status == FindingStatus.Accepted, AllMarked ? Total ?? Window.Known : Marked.Count > 0 ? Marked.Count : 1),
        Offer.For(FindingOperations.Explain),
        new("n", "next", "The next that is overdue, due soon or known to be exploited; N the one before."),
    ];

    public override Turn? Update(Message message, Look look)
    {
        switch (message)
        {
            case Shown or FileChanged or Told and not AcceptanceKept:
                return new Turn(this, RiskWork.Findings(Query, Applied, Window.Refresh));
            case FindingsRead read:
                return read.List == RiskWork.NameOf(Query, Applied) ? new Turn(this with { Window = Window.With(read, Page(look)), Trouble = null, Total = read.Total ?? Total, TotalIsExact = read.Total is null ? TotalIsExact : read.TotalIsExact, Scopes = read.Scopes ?? Scopes }) : null;
            case WorkFailed failed:
                return new Turn(this with { Window = Window with { Reading = false }, Trouble = failed.Fault });
            case FilterTyped typed:
                return Filtered(typed.Text);
            case FilterKept:
                return new Turn(this with { Typed = Applied.Text, Wrong = null }, Wrong is { } wrong ? [new Say(wrong)] : Array.Empty<ScreenEffect>());
            case PlanMade made:
                return new Turn(this with { Marked = [], AllMarked = false }, new Say(RolloutSentence.Of(made.Plan)), new Open(new RolloutScreen(made.Plan.RolloutId)));
            case Chosen { Operation: var operation } when operation == RolloutOperations.Plan && Window.Here is { } here:
                return new Turn(this, RiskWork.Plan(Query, Applied, AllMarked ? null : Marked.Count > 0 ? Marked : [here.Id]));
            case Chosen { Operation: var operation } when operation == FindingOperations.Accept && Window.Here is { } here:
                return new Turn(this, AcceptanceWork.Look(Query, Applied, AllMarked ? null : Marked.Count > 0 ? Marked : [here.Id], ending: false));
            case Chosen { Operation: var operation } when operation == FindingOperations.Reopen && Window.Here is { } here:
                return new Turn(this, AcceptanceWork.Look(Query, Applied, AllMarked ? null : Marked.Count > 0 ? Marked : [here.Id], ending: true));
            case AcceptanceAsked asked:
                return new Turn(this, new Ask(Acceptances.First(asked.Draft)));
            case AcceptanceKept:
                return new Turn(this with { Marked = [], AllMarked = false }, RiskWork.Findings(Query, Applied, Window.Refresh));
            case Answered { Question: { Subject: AcceptanceDraft draft }, Typed: var answer }:
                return new Turn(this, Acceptances.Next(draft, answer, look.Now));
            case Pressed { Key.Named: NamedKey.Escape } when Applied.Text != Inherited.Text:
                return Filtered(Inherited.Text);
            case Commanded when Query != FindingQuery.Accepted:
                return new Turn(this, new Open(new FindingsScreen(FindingQuery.Accepted, RiskFilter.None)));
            case Chosen { Operation: var operation } when operation == FindingOperations.Explain && Window.Here is { } here:
                return Opened(here);
            case Pressed { Key: var key }:
                return Press(key, look);
            default:
                return null;
        }
    }

    public override void Draw(Canvas body, Look look)
    {
        if (!Window.IsRead)
        {
            body.Put(0, 0, Trouble is { } fault ? SafeText.Fit(fault.ToString(), body.Width) : "reading ..", Trouble is null ? Style.Faint : Style.Look);
            return;
        }
        ImmutableHashSet<string> marked = AllMarked ? [.. Window.Rows.Skip(Window.Cursor.Top).Take(body.Height).Select(f => f.Id)] : Marked;
        Grid.Draw(body, FindingColumns.Of(look, withHost: Query.Host is null, withLevel: Query.Cell is null, Query.Status == FindingStatus.Accepted, marked), Window.Rows, Window.Cursor);
        if (Window.IsEmpty) body.Put(1, 1, Applied.Text == Inherited.Text ? Query.None : $"0{(Unfiltered is { } total ? $" of {total:N0}" : "")} match. Esc clears.");
    }

    /// <summary>How many the list has, as far as that is known.</summary>
    private string Of => Window.Ended ? $"{Window.Known:N0}" : Total is { } total && total >= Window.Known ? $"{total:N0}{(TotalIsExact ? "" : "+")}" : $"{Window.Known:N0}+";

    /// <summary>How many the list has under its filter; null where nobody counted.</summary>
    public long? Total { get; private init; }

    public bool TotalIsExact { get; private init; } = true;

    /// <summary>How many the list has without its filter; null where nobody counted.</summary>
    private long? Unfiltered { get; init; }

    private bool Plannable => AllMarked || Marked.Count > 0 || Window.Here is { Matched: true };

    private static int Page(Look look) => look.Rows - 1;

    private Turn? Press(KeyPress key, Look look)
    {
        if (Window.Moved(key, Page(look)) is { } moved) return At(moved);
        switch (key)
        {
            case { Named: NamedKey.Enter } when Window.Here is { } here:
                return Opened(here);
            case { Letter: ' ' } when Window.Here is { } here:
                ImmutableHashSet<string> from = AllMarked ? [] : Marked;
                Turn down = At(Window.Moved(KeyPress.Of(NamedKey.Down), Page(look))!.Value);
                return new Turn(((FindingsScreen)down.Screen) with { Marked = from.Contains(here.Id) ? from.Remove(here.Id) : from.Add(here.Id), AllMarked = false }, down.Effects);
            case { Letter: 'M' } when Window.Here is not null:
                return new Turn(this with { AllMarked = !AllMarked, Marked = [] });
            case { Letter: 'n' or 'N' } when Window.Here is not null:
                int by = key.Letter == 'n' ? 1 : -1, at = Window.Cursor.Index + by;
                while (at >= 0 && at < Window.Rows.Length && !FindingMarks.NeedsLook(Window.Rows[at], look.Now)) at += by;
                return at >= 0 && at < Window.Rows.Length ? At(Window.To(at, Page(look))) : new Turn(this, new Say(by > 0 ? "None further down that has been read." : "None further up that has been read."));
            default:
                return null;
        }
    }

    private Turn Opened(FindingLine finding) => new(this, new Open(new FindingScreen(finding.Id, $"{Window.Number:N0}/{Of}")));

    private Turn At((FindingWindow Window, WindowRead? Read) moved) =>
        moved.Read is { } read ? new Turn(this with { Window = moved.Window }, RiskWork.Findings(Query, Applied, read)) : new Turn(this with { Window = moved.Window });

    private Turn Filtered(string text)
    {
        RiskFilter? read = RiskFilter.Read(text, Scopes, out string? wrong);
        FindingsScreen typed = this with { Typed = text, Wrong = wrong };
        if (read is null || read == Applied) return new Turn(typed);
        typed = typed with { Applied = read, Window = FindingWindow.Unread, Marked = [], AllMarked = false, Total = null, Unfiltered = Applied.Text.Length == 0 ? Total : Unfiltered };
        return new Turn(typed, RiskWork.Findings(typed.Query, read, typed.Window.Refresh));
    }
}
