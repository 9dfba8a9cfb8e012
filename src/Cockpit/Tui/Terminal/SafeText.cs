using System.Globalization;
using System.Text;
using Terminal.Gui.Text;

namespace Cockpit.Tui.Terminal;

/// <summary>
/// Text from hosts and files as a screen may show it. Control characters (C0, C1, DEL), format characters such as the
/// bidirectional overrides, and half surrogates would change what a person sees without being seen: they are left out.
/// </summary>
public static class SafeText
{
    /// <summary>The runes that may be shown; a tab or line break counts as a blank.</summary>
    public static IEnumerable<Rune> Runes(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                if (rune.Value is >= 0x20 and < 0x7f) yield return rune;
                else if (rune.Value is '\t' or '\n' or '\r') yield return new Rune(' ');
                continue;
            }
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                    or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    break;
                default:
                    yield return rune;
                    break;
            }
        }
    }

    /// <summary>Cells that a rune takes: 0 (combining), 1 or 2.</summary>
    public static int WidthOf(Rune rune) => rune.IsAscii ? 1 : Math.Clamp(rune.GetColumns(), 0, 2);

    /// <summary>Cells that a text takes when it is drawn.</summary>
    public static int WidthOf(string text)
    {
        int width = 0;
        foreach (Rune rune in Runes(text)) width += WidthOf(rune);
        return width;
    }

    /// <summary>The text in at most <paramref name="room"/> cells; what is cut shows as "..".</summary>
    public static string Fit(string text, int room)
    {
        if (room <= 0) return "";
        if (WidthOf(text) <= room) return text;
        string mark = room > 3 ? ".." : "";
        var fitted = new StringBuilder();
        int width = mark.Length;
        foreach (Rune rune in Runes(text))
        {
            width += WidthOf(rune);
            if (width > room) break;
            fitted.Append(rune);
        }
        return fitted.Append(mark).ToString();
    }
}
