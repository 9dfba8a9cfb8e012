using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>What a mark tells. Lower case letters mean under way, capitals mean look here; only failures are reversed.</summary>
public enum MarkClass
{
    NotBegun, UnderWay, Good, EndedWithout, Parked, Held, Look, Old, Failed, Unknown,
}

/// <summary>A sign of one cell that stands for a state.</summary>
/// <param name="Letter">The ASCII form, which is also how it is written in text.</param>
public readonly record struct Mark(MarkClass Class, char Letter)
{
    public static readonly Mark NotBegun = new(MarkClass.NotBegun, '.');
    public static readonly Mark Good = new(MarkClass.Good, '+');
    public static readonly Mark EndedWithout = new(MarkClass.EndedWithout, '-');
    public static readonly Mark Parked = new(MarkClass.Parked, 'z');
    public static readonly Mark Held = new(MarkClass.Held, '#');
    public static readonly Mark Old = new(MarkClass.Old, '~');
    public static readonly Mark Failed = new(MarkClass.Failed, 'X');
    public static readonly Mark Unknown = new(MarkClass.Unknown, '?');

    public static Mark UnderWay(char letter) => new(MarkClass.UnderWay, letter);

    public static Mark Look(char letter) => new(MarkClass.Look, letter);
}

/// <summary>The one table of marks: per class, the UTF-8 sign that replaces the letter (if any) and the style.</summary>
public static class Marks
{
    private static readonly (string? Sign, Style Style)[] Table =
    [
        ("·", Style.Plain),     // NotBegun
        (null, Style.UnderWay), // UnderWay: its letter
        ("✓", Style.Good),      // Good
        ("–", Style.Plain),     // EndedWithout
        (null, Style.Plain),    // Parked: z
        ("▒", Style.Plain),     // Held, frozen
        (null, Style.Look),     // Look: its letter
        (null, Style.Look),     // Old: ~
        ("✗", Style.Failed),    // Failed
        (null, Style.Unknown),  // Unknown: ?
    ];

    /// <summary>The mark as it is drawn.</summary>
    public static Styled Of(Mark mark, bool glyphs)
    {
        (string? sign, Style style) = Table[(int)mark.Class];
        return new Styled(glyphs && sign is not null ? sign : mark.Letter.ToString(), style);
    }
}
