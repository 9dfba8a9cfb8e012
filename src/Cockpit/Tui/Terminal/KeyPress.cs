using System.Text;

namespace Cockpit.Tui.Terminal;

/// <summary>Keys that are not a sign.</summary>
public enum NamedKey : byte { None, Enter, Escape, Tab, BackTab, Backspace, Delete, Up, Down, Left, Right, PageUp, PageDown, Home, End }

/// <summary>One key as a person pressed it: a sign, a sign with Ctrl, or a named key.</summary>
public readonly record struct KeyPress(NamedKey Named, Rune Sign, bool Ctrl)
{
    public static KeyPress Of(NamedKey named) => new(named, default, false);

    public static KeyPress Of(char sign) => new(NamedKey.None, new Rune(sign), false);

    public static KeyPress OfCtrl(char sign) => new(NamedKey.None, new Rune(char.ToLowerInvariant(sign)), true);

    /// <summary>The sign, where it is one of ASCII that was pressed without Ctrl; else NUL.</summary>
    public char Letter => Named == NamedKey.None && !Ctrl && Sign.IsAscii ? (char)Sign.Value : '\0';

    /// <summary>Whether it is this sign with Ctrl.</summary>
    public bool IsCtrl(char sign) => Ctrl && Named == NamedKey.None && Sign.Value == sign;

    /// <summary>As the key row writes it: "Enter", "Ctrl-U", "p".</summary>
    public override string ToString() =>
        Named != NamedKey.None ? Named.ToString() : Ctrl ? $"Ctrl-{char.ToUpperInvariant((char)Sign.Value)}" : Sign.Value == ' ' ? "Space" : Sign.ToString();
}
