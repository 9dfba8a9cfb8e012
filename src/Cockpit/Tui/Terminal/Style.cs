namespace Cockpit.Tui.Terminal;

/// <summary>A colour by its use on the screen. <see cref="Palette"/> says what each becomes at each colour depth.</summary>
public enum Ink : byte
{
    /// <summary>The terminal's own.</summary>
    Default,
    Black, Red, Green, Yellow, Blue, Magenta, Cyan, White,

    /// <summary>Second in rank: rules, units, column titles.</summary>
    Faint,

    /// <summary>The five bands of the risk matrix, as backgrounds.</summary>
    VeryHigh, High, Moderate, Low,
}

[Flags]
public enum Emphasis : byte
{
    None = 0,
    Bold = 1,
    Reverse = 2,
    Underline = 4,
}

/// <summary>How a cell looks. Without colour only the emphasis is left, so meaning never rests on a colour alone.</summary>
public readonly record struct Style(Ink Text = Ink.Default, Ink Back = Ink.Default, Emphasis Emphasis = Emphasis.None)
{
    /// <summary>A blank in this style looks like any other blank: it has neither a background nor a line.</summary>
    public bool LeavesBlanksBlank => Back == Ink.Default && (Emphasis & (Emphasis.Reverse | Emphasis.Underline)) == 0;

    public static readonly Style Plain;
    public static readonly Style Bold = new(Emphasis: Emphasis.Bold);
    public static readonly Style Faint = new(Ink.Faint);
    public static readonly Style Reverse = new(Emphasis: Emphasis.Reverse);
    public static readonly Style Good = new(Ink.Green);
    public static readonly Style UnderWay = new(Ink.Cyan);
    public static readonly Style Look = new(Ink.Yellow, Emphasis: Emphasis.Bold);
    public static readonly Style Failed = new(Ink.White, Ink.Red, Emphasis.Bold);
    public static readonly Style Unknown = new(Ink.Black, Ink.Magenta);
}
