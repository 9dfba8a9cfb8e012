namespace Cockpit.Tui.Terminal;

/// <summary>How many colours the terminal shows.</summary>
public enum ColorDepth { None, Sixteen, Indexed, TrueColor }

/// <summary>What the terminal can show, by its environment.</summary>
/// <param name="Colors">From NO_COLOR, COLORTERM and TERM.</param>
/// <param name="Utf8">Text beyond ASCII can be written.</param>
/// <param name="Glyphs">Marks and lines may use UTF-8 signs. Off in CJK locales, where many of them are two cells wide, and on the Linux console, whose font lacks them.</param>
/// <param name="Relative">It knows CHA, VPA and ECH. The VT100 to VT220 do not.</param>
public sealed record TerminalProfile(ColorDepth Colors, bool Utf8, bool Glyphs, bool Relative)
{
    /// <summary>Reads the environment. Null when the terminal cannot place a cursor (TERM is dumb or not set).</summary>
    public static TerminalProfile? Of(Func<string, string?> environment)
    {
        string term = environment("TERM") ?? "";
        if (term is "" or "dumb" or "unknown") return null;

        // POSIX: the first of these that is set and not empty decides (XBD 8.2).
        string locale = LocaleNames.Select(environment).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "C";
        bool utf8 = locale.Contains("UTF-8", StringComparison.OrdinalIgnoreCase) || locale.Contains("UTF8", StringComparison.OrdinalIgnoreCase);
        bool cjk = locale.StartsWith("zh", StringComparison.Ordinal) || locale.StartsWith("ja", StringComparison.Ordinal) || locale.StartsWith("ko", StringComparison.Ordinal);
        return new TerminalProfile(
            Depth(term, environment),
            utf8,
            Glyphs: utf8 && !cjk && term != "linux",
            Relative: !(term.StartsWith("vt1", StringComparison.Ordinal) || term.StartsWith("vt2", StringComparison.Ordinal)));
    }

    private static readonly string[] LocaleNames = ["LC_ALL", "LC_CTYPE", "LANG"];

    private static ColorDepth Depth(string term, Func<string, string?> environment)
    {
        // no-color.org: set and not empty switches colour off.
        if (!string.IsNullOrEmpty(environment("NO_COLOR"))) return ColorDepth.None;
        if (term.StartsWith("vt1", StringComparison.Ordinal) || term.StartsWith("vt2", StringComparison.Ordinal) || term.EndsWith("-m", StringComparison.Ordinal) || term.EndsWith("-mono", StringComparison.Ordinal))
            return ColorDepth.None;
        if (environment("COLORTERM") is "truecolor" or "24bit" || term.EndsWith("-direct", StringComparison.Ordinal)) return ColorDepth.TrueColor;
        return term.Contains("256color", StringComparison.Ordinal) ? ColorDepth.Indexed : ColorDepth.Sixteen;
    }
}
