using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>How what lies over the screen takes keys.</summary>
internal static class Overlays
{
    internal static readonly (string Key, string Help)[] Global =
    [
        ("O", "Operator mode on and off: acts are on in it only."),
        ("/", "Filter; a leading ! inverts. Enter keeps it, Esc clears it."),
        (":", "Command line: a screen or an act by name."),
        ("!", "Past messages."),
        ("Esc", "One layer out. Never quits."),
        ("q", "Quit. What runs goes on."),
    ];

    internal static readonly (string Key, string Help)[] Moves =
    [
        ("arrows", "Move; so do h j k l."),
        ("PgUp PgDn", "A page; Ctrl-U and Ctrl-D half a page."),
        ("Home End", "First and last; so do g and G."),
        ("Enter", "In."),
        ("Tab", "Next pane or tab."),
    ];

    /// <summary>The key list of where you are.</summary>
    public static KeyList Keys(ShellModel model)
    {
        var rows = new List<KeyListRow> { new("", "HERE", null, null) };
        foreach (Offer offer in model.Offers)
        {
            string? off = offer.Off;
            if (off is null && offer.Operation is { Kind: Core.Operations.OperationKind.Act } && !model.Operator) off = "READ-ONLY; O makes you operator";
            rows.Add(new KeyListRow(offer.Key, offer.Help, off, offer));
        }
        rows.Add(new KeyListRow("", "EVERYWHERE", null, null));
        foreach (Place place in model.Places.Where(p => p.Make is not null)) rows.Add(new KeyListRow(place.Key.ToString(), place.Name + ".", null, null));
        foreach ((string key, string help) in Global) rows.Add(new KeyListRow(key, help, null, null));
        rows.Add(new KeyListRow("", "MOVES", null, null));
        foreach ((string key, string help) in Moves) rows.Add(new KeyListRow(key, help, null, null));
        return new KeyList(rows, new GridCursor().To(model.Offers.Count > 0 ? 1 : 0, rows, KeyOf, int.MaxValue));
    }

    public static string KeyOf(KeyListRow row) => row.Key + row.Help;

    public static ShellModel Press(ShellModel model, Overlay overlay, KeyPress key, List<Begin> begin) => overlay switch
    {
        KeyList list => PressKeys(model, list, key, begin),
        MessageList list => PressMessages(model, list, key),
        Asking asking => PressAsking(model, asking, key, begin),
        Filtering filtering => PressFilter(model, filtering, key, begin),
        Commanding commanding => PressCommand(model, commanding, key, begin),
        _ => model with { Overlay = null },
    };

    /// <summary>The filter as it is typed reaches the screen at once.</summary>
    public static ShellModel Filtered(ShellModel model, Filtering filtering, List<Begin> begin) =>
        ShellUpdate.ToFront(model with { Overlay = filtering }, new FilterTyped(filtering.Line.Text), begin);

    private static ShellModel PressKeys(ShellModel model, KeyList list, KeyPress key, List<Begin> begin)
    {
        if (key.Named == NamedKey.Enter && list.Rows[list.Cursor.Index].Offer is { } offer)
        {
            model = model with { Overlay = null };
            return offer.Operation is not null
                ? ShellUpdate.Choose(model, offer, begin)
                : ShellUpdate.ToFront(model, new Pressed(ParseKey(offer.Key)), begin);
        }
        return list.Cursor.Moved(key, list.Rows, KeyOf, model.Look.Rows) is { } moved
            ? model with { Overlay = list with { Cursor = moved } }
            : model with { Overlay = null };
    }

    private static KeyPress ParseKey(string key) => key.Length == 1 ? KeyPress.Of(key[0])
        : Enum.TryParse(key, out NamedKey named) ? KeyPress.Of(named) : KeyPress.Of(' ');

    private static ShellModel PressMessages(ShellModel model, MessageList list, KeyPress key) =>
        list.Cursor.Moved(key, model.History, s => $"{s.At} {s.Text}", model.Look.Rows) is { } moved
            ? model with { Overlay = list with { Cursor = moved } }
            : model with { Overlay = null };

    private static ShellModel PressAsking(ShellModel model, Asking asking, KeyPress key, List<Begin> begin)
    {
        if (key.Named == NamedKey.Escape || key.IsCtrl('c'))
            return ShellUpdate.Tell(model with { Overlay = null }, "All is as it was.", failed: false, keep: false);
        if (key.Named == NamedKey.Enter)
        {
            if (!asking.Question.Accepts(asking.Line.Text)) return model;
            return ShellUpdate.ToFront(model with { Overlay = null }, new Answered(asking.Question, asking.Line.Text.Trim() is { Length: > 0 } typed ? typed : asking.Question.Default ?? ""), begin);
        }
        return asking.Line.Press(key) is { } line ? model with { Overlay = asking with { Line = line } } : model;
    }

    private static ShellModel PressFilter(ShellModel model, Filtering filtering, KeyPress key, List<Begin> begin) => key switch
    {
        { Named: NamedKey.Enter } => ShellUpdate.ToFront(model with { Overlay = null }, new FilterKept(), begin),
        { Named: NamedKey.Tab } => Completed(model, filtering, begin),
        { Named: NamedKey.Escape } => Ended(model, "", begin),
        _ when key.IsCtrl('c') => Ended(model, filtering.Before, begin),
        _ => filtering.Line.Press(key) is { } line ? Filtered(model, filtering with { Line = line, Offered = [] }, begin) : model,
    };

    private static ShellModel Ended(ShellModel model, string filter, List<Begin> begin) =>
        ShellUpdate.ToFront(ShellUpdate.ToFront(model with { Overlay = null }, new FilterTyped(filter), begin), new FilterKept(), begin);

    /// <summary>One word that fits is put in; of several, as much as they share, and all of them are shown.</summary>
    private static ShellModel Completed(ShellModel model, Filtering filtering, List<Begin> begin)
    {
        if (model.Front.Screen.Complete(filtering.Line) is not { Words.Count: > 0 } found) return model;
        LineEditor line = filtering.Line;
        string typed = line.Text[found.From..line.Caret];
        string shared = found.Words.Count == 1 ? found.Words[0] + (found.Words[0].EndsWith('(') ? "" : " ") : Shared(found.Words);
        if (shared.Length > typed.Length)
            line = new LineEditor(line.Text[..found.From] + line.Text[line.Caret..], found.From).Insert(shared);
        return Filtered(model, filtering with { Line = line, Offered = found.Words.Count == 1 ? [] : found.Words }, begin);
    }

    private static string Shared(IReadOnlyList<string> words)
    {
        int length = words[0].Length;
        foreach (string word in words)
        {
            length = Math.Min(length, word.Length);
            while (length > 0 && !string.Equals(words[0][..length], word[..length], StringComparison.OrdinalIgnoreCase)) length--;
        }
        return words[0][..length];
    }

    private static ShellModel PressCommand(ShellModel model, Commanding commanding, KeyPress key, List<Begin> begin)
    {
        if (key.Named == NamedKey.Escape || key.IsCtrl('c')) return model with { Overlay = null };
        if (key.Named == NamedKey.Backspace && commanding.Line.Text.Length == 0) return model with { Overlay = null };
        if (key.Named == NamedKey.Tab && Commands.Best(model, commanding.Line.Text) is { } best)
            return model with { Overlay = new Commanding(LineEditor.With(best.Name), null) };
        if (key.Named == NamedKey.Enter) return Commands.Run(model, commanding, begin);
        return commanding.Line.Press(key) is { } line ? model with { Overlay = new Commanding(line, null) } : model;
    }
}
