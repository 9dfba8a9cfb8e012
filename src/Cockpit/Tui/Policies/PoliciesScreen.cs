using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Policies;
using Cockpit.Core.Policies.Explaining;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Reviews;
using Cockpit.Tui.Hosts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Policies;

public enum PoliciesTab { Overlap, List, Reviews }

/// <summary>Who has what: hosts by policies, conflicts first; every policy; reviews.</summary>
/// <param name="Overlap">Null until it was read.</param>
/// <param name="Why">The explanation of the first host of the pattern under the cursor.</param>
/// <param name="Shift">Policies of the matrix that are left of what is shown.</param>
/// <param name="Missing">Why it could not be read.</param>
public sealed record PoliciesScreen(PoliciesTab Tab, PolicyOverlap? Overlap, PolicyList? List, HostExplanation? Why, GridCursor Cursor, int Shift, Fault? Missing) : Screen
{
    private static readonly string[] TabNames = Enum.GetNames<PoliciesTab>();

    public PoliciesScreen() : this(PoliciesTab.Overlap, null, null, null, new GridCursor(), 0, null) { }

    public override string Crumb => "Policies";

    /// <summary>Reviews that are owed or done.</summary>
    public IReadOnlyList<ReviewLine> Reviews { get; private init; } = [];

    public override IReadOnlyList<string> Tabs => TabNames;

    public override int CurrentTab => (int)Tab;

    public override string Status(Look look) => Overlap is null ? "" : Tab switch
    {
        PoliciesTab.Overlap => $"{Overlap.Hosts:N0} hosts, {Overlap.Patterns.Count} {(Overlap.Patterns.Count == 1 ? "pattern" : "patterns")}, conflicts first",
        PoliciesTab.List => $"{List!.Policies.Count} {(List.Policies.Count == 1 ? "policy" : "policies")} on {List.TotalHosts:N0} hosts",
        _ => $"{Reviews.Count(r => r.SignedAt is null)} owed of {Reviews.Count}",
    };

    public OverlapPattern? PatternHere => Tab is PoliciesTab.Overlap && Overlap is { } o && Cursor.Index < o.Patterns.Count ? o.Patterns[Cursor.Index] : null;

    private PolicyLine? LineHere => Tab is PoliciesTab.List && List is { } l && Cursor.Index < l.Policies.Count ? l.Policies[Cursor.Index] : null;

    /// <summary>The policy that an act is for: of a pattern the winner, or the first of those that tie.</summary>
    private string? PolicyHere => LineHere?.Name ?? PatternHere?.Policy ?? (PatternHere is { } p ? Overlap!.Policies.Zip(p.Cells).Where(c => c.Second is OverlapCell.Tie).Select(c => c.First.Name).FirstOrDefault() : null);

    private string? HostHere => PatternHere?.Hosts[0];

    public override IReadOnlyList<Offer> Offers(Look look)
    {
        string? none = PolicyHere is null ? "no policy counts on this row" : null;
        return
        [
            .. PatternHere is not null ? [new Offer("Enter", "hosts", "Lists the hosts of the row.")] : LineHere is not null ? [new Offer("Enter", "open", "Opens the policy.")] : Array.Empty<Offer>(),
            .. PolicyHere is not null ? [new Offer("e", $"edit {PolicyHere}", "Edits the policy and shows the impact of every key.")] : Array.Empty<Offer>(),
            .. HostHere is not null ? [Offer.For(PolicyOperations.Explain)] : Array.Empty<Offer>(),
            .. PolicyHere is not null ? [Offer.For(PolicyOperations.History)] : Array.Empty<Offer>(),
            new Offer("a", "new", "A new policy from a template: dev, test or prod."),
            Offer.For(PolicyOperations.Export),
            .. Overlap?.Policies.Count > 0 && Tab is not PoliciesTab.Reviews ? [Offer.For(PolicyOperations.Remove, off: none)] : Array.Empty<Offer>(),
            new("Tab", "next tab", "Overlap, list, reviews."),
        ];
    }

    public override Turn? Update(Message message, Look look) => message switch
    {
        Shown or FileChanged or Told => new Turn(this, PolicyWork.ReadAll()),
        PoliciesRead read => Followed(this with { Overlap = read.Overlap, List = read.List, Reviews = read.Reviews.Reviews, Missing = null }, look),
        PatternExplained explained => new Turn(explained.Why.Host == HostHere ? this with { Why = explained.Why } : this),
        WorkFailed { Name: PolicyWork.All, Fault.Code.Name: "FILE_MISSING" } => new Turn(this with { Overlap = new PolicyOverlap(0, [], []), List = new PolicyList([], [], 0, 0, 0, 0, 0), Missing = null }),
        WorkFailed { Name: PolicyWork.All } failed => new Turn(this with { Missing = failed.Fault }),
        RemovalJudged judged => judged.Judged.Impact.NewConflicts.Count > 0
            ? new Turn(this, new Say($"X is off: without {judged.Policy} {string.Join(" and ", judged.Judged.Impact.NewConflicts[0].Policies)} would tie on {judged.Judged.Impact.NewConflicts[0].Host}. Nothing was changed."))
            : new Turn(this, new Ask(PolicyWork.AskRemoval(judged))),
        Answered { Question: { Subject: string policy } question } when question.Operation == PolicyOperations.Remove => new Turn(this, PolicyWork.Remove(policy)),
        Answered { Question: var question, Typed: var typed } when question.Operation == PolicyOperations.Template => New(typed),
        Chosen { Operation: var operation } => Choose(operation),
        Pressed { Key: var key } => Press(key, look),
        _ => null,
    };

    public override void Draw(Canvas body, Look look) => PoliciesView.Draw(this, body, look);

    /// <summary>Rows of the list of the tab.</summary>
    private int Page(Look look) => Tab is PoliciesTab.Overlap ? OverlapView.Page(look) : PoliciesView.ListPage(look);

    private Turn? Choose(Operation operation)
    {
        if (operation == PolicyOperations.Explain) return HostHere is { } host ? new Turn(this, new Open(new HostScreen(host).At(HostTab.Why))) : null;
        if (operation == PolicyOperations.Export) return new Turn(this, new Say("On the command line: cockpit policy export > policies.yaml; cockpit policy apply reads it back."));
        if (PolicyHere is not { } policy) return null;
        if (operation == PolicyOperations.History) return new Turn(this, new Open(new PolicyScreen(policy).At(PolicyTab.Versions)));
        return operation == PolicyOperations.Remove ? new Turn(this, PolicyWork.JudgeRemoval(policy)) : null;
    }

    private Turn? Press(KeyPress key, Look look)
    {
        switch (key)
        {
            case { Named: NamedKey.Enter } when PatternHere is { } pattern:
                return new Turn(this, new Open(new HostNamesScreen(pattern.Policy ?? (pattern.Status is PolicyStatus.Conflict ? "tied" : "unmanaged"), pattern.Hosts)));
            case { Named: NamedKey.Enter } when LineHere is { } line:
                return new Turn(this, new Open(new PolicyScreen(line.Name)));
            case { Letter: 'e' } when PolicyHere is { } policy:
                return new Turn(this, new Open(new PolicyEditScreen(policy)));
            case { Letter: 'a' }:
                return new Turn(this, new Ask(PolicyWork.AskNew()));
            case { Named: NamedKey.Tab }:
                return Turned(1, look);
            case { Named: NamedKey.BackTab }:
                return Turned(-1, look);
            case { Named: NamedKey.Right } or { Letter: 'l' } when Tab is PoliciesTab.Overlap && Overlap is { } o:
                return new Turn(this with { Shift = Math.Clamp(Shift + 1, 0, Math.Max(0, o.Policies.Count - 1)) });
            case { Named: NamedKey.Left } or { Letter: 'h' } when Tab is PoliciesTab.Overlap:
                return new Turn(this with { Shift = Math.Max(0, Shift - 1) });
        }
        GridCursor? moved = Tab switch
        {
            PoliciesTab.Overlap => Cursor.Moved(key, Overlap?.Patterns ?? [], KeyOf, Page(look)),
            PoliciesTab.List => Cursor.Moved(key, List?.Policies ?? [], l => l.Name, Page(look)),
            _ => Cursor.Moved(key, Reviews, r => r.Name, Page(look)),
        };
        return moved is null ? null : Explained(this with { Cursor = moved });
    }

    private Turn Turned(int by, Look look) => Followed(this with { Tab = (PoliciesTab)(((int)Tab + by + TabNames.Length) % TabNames.Length), Cursor = new GridCursor() }, look);

    /// <summary>"prod-web prod"; without a template it is prod, the most careful one.</summary>
    private Turn New(string typed)
    {
        string[] words = typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is 1 or 2
            ? new Turn(this, new Open(new PolicyEditScreen(words[0], words.Length == 2 ? words[1] : "prod")))
            : new Turn(this, new Say("A name and a template, such as: prod-web prod. Nothing was changed."));
    }

    internal static string KeyOf(OverlapPattern p) => p.Hosts[0];

    private static Turn Followed(PoliciesScreen s, Look look) => Explained(s with
    {
        Cursor = s.Tab switch
        {
            PoliciesTab.Overlap => s.Cursor.Among(s.Overlap?.Patterns ?? [], KeyOf, s.Page(look)),
            PoliciesTab.List => s.Cursor.Among(s.List?.Policies ?? [], l => l.Name, s.Page(look)),
            _ => s.Cursor.Among(s.Reviews, r => r.Name, s.Page(look)),
        },
    });

    private static Turn Explained(PoliciesScreen s) => s.HostHere is { } host ? new Turn(s.Why?.Host == host ? s : s with { Why = null }, PolicyWork.ExplainFirst(host)) : new Turn(s);
}
