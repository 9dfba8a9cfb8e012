using System.Text;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>A line that is being typed.</summary>
/// <param name="Caret">Position in UTF-16 units, on a rune's edge.</param>
public sealed record LineEditor(string Text = "", int Caret = 0)
{
    /// <summary>Longer input is cut: nothing that is typed by hand needs more.</summary>
    public const int MaxLength = 500;

    /// <summary>Where a line may be longer, such as a scope.</summary>
    public int Most { get; init; } = MaxLength;

    public static LineEditor With(string text) => new(text, text.Length);

    /// <summary>The line after a key; null when the key does not edit.</summary>
    public LineEditor? Press(KeyPress key) => key switch
    {
        { Named: NamedKey.Backspace } => Caret == 0 ? this : this with { Text = Text.Remove(Before(), Caret - Before()), Caret = Before() },
        { Named: NamedKey.Delete } => Caret == Text.Length ? this : this with { Text = Text.Remove(Caret, After() - Caret) },
        { Named: NamedKey.Left } => this with { Caret = Before() },
        { Named: NamedKey.Right } => this with { Caret = After() },
        { Named: NamedKey.Home } => this with { Caret = 0 },
        { Named: NamedKey.End } => this with { Caret = Text.Length },
        _ when key.IsCtrl('u') => this with { Text = Text[Caret..], Caret = 0 },
        _ when key.IsCtrl('w') => CutWord(),
        { Named: NamedKey.None, Ctrl: false } => Insert(key.Sign.ToString()),
        _ => null,
    };

    /// <summary>The line with text put in at the caret; control characters are left out.</summary>
    public LineEditor Insert(string text)
    {
        var safe = new StringBuilder();
        foreach (Rune rune in SafeText.Runes(text)) safe.Append(rune);
        return Text.Length + safe.Length > Most ? this : this with { Text = Text.Insert(Caret, safe.ToString()), Caret = Caret + safe.Length };
    }

    private int Before() => Caret == 0 ? 0 : Caret - (Caret > 1 && char.IsLowSurrogate(Text[Caret - 1]) ? 2 : 1);

    private int After() => Caret == Text.Length ? Caret : Caret + (char.IsHighSurrogate(Text[Caret]) && Caret + 1 < Text.Length ? 2 : 1);

    private LineEditor CutWord()
    {
        int from = Caret;
        while (from > 0 && Text[from - 1] == ' ') from--;
        while (from > 0 && Text[from - 1] != ' ') from--;
        return this with { Text = Text.Remove(from, Caret - from), Caret = from };
    }
}
