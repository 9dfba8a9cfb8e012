using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;
using Cockpit.Tui.Text;

namespace Cockpit.Tui.Risk;

/// <summary>One finding: the verdict fact by fact, by when it has to be gone, and what removes it.</summary>
/// <param name="Place">"3/412": which row of the list it was opened from.</param>
/// <param name="Finding">Null until it was read.</param>
/// <param name="Scroll">Rows that the page is scrolled by.</param>
public sealed record FindingScreen(string Id, string Place, FindingPage? Finding, int Scroll, Fault? Missing) : Screen
{
    public FindingScreen(string id, string place = "") : this(id, place, null, 0, null) { }

    public override string Crumb => Id;

    public override string Status(Look look) => Below(look) is > 0 and var below ? $"{Place}  {below} more row{(below == 1 ? "" : "s")} below" : Place;

    public override IReadOnlyList<(string Name, string Says)> Commands => FindingQuery.Commands;

    public override IReadOnlyList<Offer> Offers(Look look) => Finding is not { } f ? [] :
    [
        new("v", "evidence", "All the texts: what the scanner's check printed, what it means, how it is fixed."),
        new("Enter", "hosts", "Lists the hosts that have it too.", Off: f.Cves.Count == 0 ? "it names no CVE" : null),
        Offer.For(RolloutOperations.Plan, off: f.Fixes.Count > 0 ? null : f.FixReason ?? "no update known here"),
        Acceptances.OfferFor(f.Status == FindingStatus.Accepted, 1, f.Status == FindingStatus.Closed ? "it is closed" : null),
        new("t", "history", "When it was seen, closed, reopened, accepted."),
    ];

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, RiskWork.Finding(Id)),
        FindingRead read => new Turn(this with { Finding = read.Finding, Missing = null }),
        Commanded => new Turn(this, new Open(new FindingsScreen(FindingQuery.Accepted, RiskFilter.None))),
        WorkFailed { Name: "finding" } failed => new Turn(this with { Missing = failed.Fault }),
        PlanMade made => new Turn(this, new Say(RolloutSentence.Of(made.Plan)), new Open(new RolloutScreen(made.Plan.RolloutId))),
        Chosen { Operation: var operation } when operation == RolloutOperations.Plan && Finding is { } f => new Turn(this, RiskWork.Plan(f)),
        Chosen { Operation: var operation } when operation == FindingOperations.Accept && Finding is { } f => new Turn(this, new Ask(Acceptances.First(new AcceptanceDraft([f], Ending: false)))),
        Chosen { Operation: var operation } when operation == FindingOperations.Reopen && Finding is { } f => new Turn(this, new Ask(Acceptances.First(new AcceptanceDraft([f], Ending: true)))),
        Answered { Question: { Subject: AcceptanceDraft draft }, Typed: var typed } => new Turn(this, Acceptances.Next(draft, typed, look.Now)),
        Pressed { Key: var key } when Finding is { } f => Press(key, f, look),
        _ => null,
    };

    /// <summary>An import that comes in between may have closed it, or made it worse.</summary>
    public override Question? Revised(Question question) =>
        question.Subject is AcceptanceDraft { Findings: [var asked] } draft && Finding is { } now && (now.Status != asked.Status || now.Risk.Score != asked.Risk.Score) && now.Status == FindingStatus.Accepted == draft.Ending
            ? Acceptances.First(new AcceptanceDraft([now], draft.Ending)) : null;

    public override void Draw(Canvas body, Look look)
    {
        if (Finding is null)
        {
            body.Put(0, 0, Missing is { } fault ? SafeText.Fit(fault.ToString(), body.Width) : "reading ..", Missing is null ? Style.Faint : Style.Look);
            return;
        }
        int row = 0;
        foreach (IReadOnlyList<Styled> line in FindingPageLines.Of(Finding, body.Width, look, body.Height).Skip(Scroll).Take(body.Height))
        {
            int at = 0;
            foreach (Styled part in line) at = body.Put(row, at, part.Text, part.Style);
            row++;
        }
    }

    /// <summary>Rows of the page that are not in sight yet.</summary>
    private int Below(Look look) => Finding is { } f ? FindingPageLines.Of(f, look.Columns, look, look.Rows).Count - look.Rows - Scroll : 0;

    private Turn? Press(KeyPress key, FindingPage f, Look look)
    {
        switch (key)
        {
            case { Letter: 'v' }:
                return new Turn(this, new Open(new TextScreen("Evidence", width => FindingTexts.All(f, width))));
            case { Letter: 't' }:
                return new Turn(this, new Open(new TextScreen("History", width => FindingTexts.History(f, width, look))));
            case { Named: NamedKey.Enter } when f.Cves.Count > 0:
                return new Turn(this, new Open(new FindingsScreen(new FindingQuery(f.Cves[0], Cve: f.Cves[0]), RiskFilter.None)));
        }
        int most = Math.Max(0, FindingPageLines.Of(f, look.Columns, look, look.Rows).Count - look.Rows);
        int? to = key switch
        {
            { Named: NamedKey.Down } or { Letter: 'j' } => Scroll + 1,
            { Named: NamedKey.Up } or { Letter: 'k' } => Scroll - 1,
            { Named: NamedKey.PageDown } => Scroll + look.Rows - 2,
            { Named: NamedKey.PageUp } => Scroll - look.Rows + 2,
            { Named: NamedKey.Home } or { Letter: 'g' } => 0,
            { Named: NamedKey.End } or { Letter: 'G' } => most,
            _ => null,
        };
        return to is { } scroll ? new Turn(this with { Scroll = Math.Clamp(scroll, 0, most) }) : null;
    }
}
