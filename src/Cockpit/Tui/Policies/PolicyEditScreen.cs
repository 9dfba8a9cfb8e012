using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Core.Policies.Settings;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Policies;
using Cockpit.Operations.Policies.Editing;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Cockpit.Tui.Text;

namespace Cockpit.Tui.Policies;

/// <summary>Edits a policy field by field. Every key is judged on another thread against the fleet as it was read, and what it would do stands below.</summary>
/// <param name="Template">What a new policy extends; null where an existing one is edited.</param>
/// <param name="Desk">Null until it was read.</param>
/// <param name="Draft">As it is now, with what is being typed.</param>
/// <param name="Judged">What saving <paramref name="JudgedDraft"/> would do.</param>
/// <param name="JudgedDraft">The draft that was judged last: the one on the screen, but for the blink in which the next is judged.</param>
/// <param name="Typing">The field that is being typed; null for none.</param>
/// <param name="Before">The draft from before the typing began.</param>
/// <param name="Offered">What Tab found, until the next key.</param>
/// <param name="Leaving">Esc was pressed once with changes that are not saved.</param>
public sealed record PolicyEditScreen(
    string Name, string? Template, PolicyDesk? Desk, PolicyDraft? Draft, JudgedDraft? Judged, PolicyDraft? JudgedDraft, LineEditor? Typing, PolicyDraft? Before,
    IReadOnlyList<string> Offered, GridCursor Cursor, bool Leaving, Fault? Missing) : Screen
{
    /// <summary>A scope is the longest field.</summary>
    private const int LongestLine = 8_192;

    public PolicyEditScreen(string name, string? template = null) : this(name, template, null, null, null, null, null, null, [], new GridCursor(), false, null) { }

    public override string Crumb => Template is null ? $"edit {Name}" : $"new {Name}";

    public override string Status(Look look) => Draft is null ? "" : $"v{(Draft.Version ?? 0) + 1}, {(ChangedFields == 0 ? "as it counts" : $"not saved, {ChangedFields} {(ChangedFields == 1 ? "change" : "changes")}")}";

    /// <summary>Fields whose line is another one than that which counts.</summary>
    public int ChangedFields => Draft is null || Desk is null ? 0 : PolicyDraft.Fields.Count(f => IsChanged(f.Name));

    public bool IsChanged(string field) => Draft!.Lines.GetValueOrDefault(field) != Desk!.Draft.Lines.GetValueOrDefault(field);

    /// <summary>The judgement is of the draft on the screen.</summary>
    public bool IsJudged => Judged is not null && ReferenceEquals(JudgedDraft, Draft);

    public string FieldHere => PolicyDraft.Fields[Cursor.Index].Name;

    private string? Refusal => Draft is null ? "it is being read" : !IsJudged ? "the impact is not known yet" : Judged!.Refusal is null && Template is null && ChangedFields == 0 ? "nothing is changed" : Judged.Refusal;

    public override IReadOnlyList<Offer> Offers(Look look)
    {
        if (Typing is not null) return [new("Enter", "keep", "Keeps the line."), new("Escape", "undo", "Takes the line back."), new("Tab", "complete", "Completes the word.")];
        return
        [
            new("Enter", "edit field", "Types the field's value as in YAML; an empty one takes the field out."),
            Offer.For(PolicyOperations.Apply, $"save v{(Draft?.Version ?? 0) + 1}", Refusal),
            .. ChangedFields > 0 ? [Offer.For(PolicyOperations.Diff)] : Array.Empty<Offer>(),
            .. Draft is not null && IsChanged(FieldHere) ? [new Offer("u", "undo field", "Takes the field back to what counts.")] : Array.Empty<Offer>(),
            new("n", "next set", "The next field that the policy sets itself or that has a fault; N the one before."),
        ];
    }

    public override Turn? Update(Message message, Look look)
    {
        switch (message)
        {
            case Shown when Desk is null:
            case FileChanged:
                return new Turn(this, PolicyWork.ReadDesk(Name, Template));
            case DeskRead read:
                return Sat(read.Desk);
            case WorkFailed { Name: PolicyWork.Desk } failed:
                return new Turn(Desk is null ? this with { Missing = failed.Fault } : this);
            case DraftJudged judged:
                return new Turn(this with { Judged = judged.Judged, JudgedDraft = judged.Draft, Sound = judged.Judged.Faults.Count == 0 ? judged.Judged : Sound });
            case DraftSaved saved:
                return new Turn(this, new Say($"{saved.Policy} v{saved.Version} counts: {saved.Applied.Impact.Sentence()}. The version before stays; t shows it."), new Close());
            case Chosen { Operation: var operation } when operation == PolicyOperations.Apply && Refusal is null:
                return new Turn(this, new Ask(PolicyWork.AskSave(Draft!, Judged!)));
            case Chosen { Operation: var operation } when operation == PolicyOperations.Diff:
                return new Turn(this, new Open(new TextScreen("differences", _ => Differences())));
            case Answered { Question: { Subject: PolicyDraft draft } question } when question.Operation == PolicyOperations.Apply:
                return new Turn(this, PolicyWork.Save(draft));
            case Pasted pasted when Typing is { } line:
                return Typed(line.Insert(pasted.Text));
            case Pressed { Key: var key } when Draft is not null:
                return Typing is { } typing ? PressTyping(key, typing) : Press(key, look);
            default:
                return null;
        }
    }

    public override Question? Revised(Question question)
    {
        if (question is not { Subject: PolicyDraft } || Draft is null || !IsJudged || Refusal is not null) return null;
        Question now = PolicyWork.AskSave(Draft, Judged!);
        return now.Lines.SequenceEqual(question.Lines) ? null : now;
    }

    public override void Draw(Canvas body, Look look) => PolicyEditView.Draw(this, body, look);

    /// <summary>What the field's line says, or would say if it were set.</summary>
    internal SettingLine? CountsFor(string field) => Sound?.Settings.FirstOrDefault(s => s.Name == field);

    /// <summary>The last judgement without a fault: what the fields that are not set count as does not go away with a slip in another.</summary>
    private JudgedDraft? Sound { get; init; }

    internal FieldFault? FaultOf(string field) => Judged?.Faults.FirstOrDefault(f => f.Field == field);

    /// <summary>The desk anew: what was changed here stays, on what counts now.</summary>
    private Turn Sat(PolicyDesk desk)
    {
        PolicyDraft draft = Draft is null || Desk is null ? desk.Draft
            : PolicyDraft.Fields.Where(f => IsChanged(f.Name)).Aggregate(desk.Draft, (d, f) => d.With(f.Name, Draft.Lines.GetValueOrDefault(f.Name, "")));
        PolicyEditScreen sat = this with { Desk = desk, Draft = draft, Missing = null };
        return Desk is not null && Desk.Draft.Version != desk.Draft.Version && ChangedFields > 0
            ? new Turn(sat, PolicyWork.Judge(desk, draft), new Say($"{Name} is v{desk.Draft.Version} by now, saved elsewhere. Your changes stand on it."))
            : new Turn(sat, PolicyWork.Judge(desk, draft));
    }

    private Turn? Press(KeyPress key, Look look)
    {
        switch (key)
        {
            case { Named: NamedKey.Enter }:
                string line = Draft!.Lines.GetValueOrDefault(FieldHere, "");
                return new Turn(this with { Typing = LineEditor.With(line) with { Most = LongestLine }, Before = Draft, Offered = [], Leaving = false });
            case { Letter: 'u' } when IsChanged(FieldHere):
                return Judge(this with { Draft = Draft!.With(FieldHere, Desk!.Draft.Lines.GetValueOrDefault(FieldHere, "")), Leaving = false });
            case { Letter: 'n' or 'N' } when NextSet(key.Letter == 'n' ? 1 : -1) is { } next:
                return new Turn(this with { Cursor = Cursor.To(next, PolicyDraft.Fields, f => f.Name, PolicyEditView.Page(look)), Leaving = false });
            case { Named: NamedKey.Escape } when ChangedFields > 0 && !Leaving:
                return new Turn(this with { Leaving = true }, new Say($"{ChangedFields} {(ChangedFields == 1 ? "change is" : "changes are")} not saved. Esc again leaves {(ChangedFields == 1 ? "it" : "them")}, S saves."));
            default:
                return Cursor.Moved(key, PolicyDraft.Fields, f => f.Name, PolicyEditView.Page(look)) is { } moved ? new Turn(this with { Cursor = moved, Leaving = false }) : null;
        }
    }

    private Turn? PressTyping(KeyPress key, LineEditor typing)
    {
        if (key.Named == NamedKey.Enter) return new Turn(this with { Typing = null, Offered = [] });
        if (key.Named == NamedKey.Escape || key.IsCtrl('c')) return Judge(this with { Typing = null, Draft = Before, Offered = [] });
        if (key.Named == NamedKey.Tab) return Completed(typing);
        // Every other key belongs to the line, so that none of them leaves it by accident.
        return typing.Press(key) is { } line ? Typed(line) : new Turn(this);
    }

    private Turn Typed(LineEditor line) => Judge(this with { Typing = line, Draft = Draft!.With(FieldHere, line.Text), Offered = [] });

    private static Turn Judge(PolicyEditScreen screen) => new(screen, PolicyWork.Judge(screen.Desk!, screen.Draft!));

    /// <summary>One word that fits is put in; of several, as much as they share, and all of them are shown.</summary>
    private Turn Completed(LineEditor typing)
    {
        (int from, IReadOnlyList<string> words) = Fitting(typing);
        if (words.Count == 0) return new Turn(this);
        string typed = typing.Text[from..typing.Caret], shared = words[0];
        foreach (string word in words)
        {
            int same = 0;
            while (same < Math.Min(shared.Length, word.Length) && char.ToLowerInvariant(shared[same]) == char.ToLowerInvariant(word[same])) same++;
            shared = shared[..same];
        }
        LineEditor line = shared.Length > typed.Length ? (typing with { Text = typing.Text[..from] + typing.Text[typing.Caret..], Caret = from }).Insert(shared) : typing;
        return Judge(this with { Typing = line, Draft = Draft!.With(FieldHere, line.Text), Offered = words.Count == 1 ? [] : words });
    }

    private (int From, IReadOnlyList<string> Words) Fitting(LineEditor typing)
    {
        if (FieldHere == PolicyDraft.Scope)
        {
            PolicyDesk desk = Desk!;
            ScopeCompletion found = ScopeCompletion.At(typing.Text, typing.Caret, desk.ValuesOf, desk.TagKeys, desk.Scopes);
            // A single word may be a named scope.
            string word = typing.Text[found.From..typing.Caret];
            return (found.From, found.From == 0 ? [.. desk.Scopes.Names.Where(n => n.StartsWith(word, StringComparison.OrdinalIgnoreCase)), .. found.Words] : found.Words);
        }
        int from = typing.Caret;
        while (from > 0 && typing.Text[from - 1] is not (' ' or ',' or '[' or ']' or '{' or '}' or ':')) from--;
        string begun = typing.Text[from..typing.Caret];
        return (from, [.. Desk!.NamesFor(FieldHere).Where(n => n.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.OrdinalIgnoreCase)]);
    }

    private int? NextSet(int direction)
    {
        for (int i = Cursor.Index + direction; i >= 0 && i < PolicyDraft.Fields.Count; i += direction)
            if (Draft!.Lines.ContainsKey(PolicyDraft.Fields[i].Name) || FaultOf(PolicyDraft.Fields[i].Name) is not null) return i;
        return null;
    }

    private List<Styled> Differences()
    {
        List<Styled> lines = [new Styled(Draft!.Version is { } v ? $"{Name} v{v}, and what would be v{v + 1}" : $"{Name} would be new", Style.Bold), ""];
        if (Judged is { Faults.Count: 0 } judged) lines.AddRange(judged.Changes.Select(c => new Styled(Printable.Line(ImpactText.Change(c), 1_000))));
        else lines.AddRange(PolicyDraft.Fields.Where(f => IsChanged(f.Name)).Select(f => new Styled(Printable.Line($"{f.Name}: {Desk!.Draft.Lines.GetValueOrDefault(f.Name, "not set")} -> {Draft.Lines.GetValueOrDefault(f.Name, "not set")}", 1_000))));
        return lines;
    }
}
