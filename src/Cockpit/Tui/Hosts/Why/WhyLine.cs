using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Hosts.Why;

/// <summary>A text at its column.</summary>
internal readonly record struct Placed(int Column, string Text, Style Style = default);

/// <summary>One line of the page. The cursor stands on those that have a key.</summary>
/// <param name="Policy">What Enter opens.</param>
/// <param name="Toggles">Enter shows all settings, or the short list again.</param>
internal sealed record WhyLine(string? Key, IReadOnlyList<Placed> Texts, string? Policy = null, bool Toggles = false)
{
    public static WhyLine Blank { get; } = new(null, []);

    public static WhyLine Title(string title, string says = "") => new(null, [new Placed(0, title, Style.Bold), .. says.Length > 0 ? [new Placed(title.Length + 2, says, Style.Faint)] : Array.Empty<Placed>()]);

    /// <summary>A text that may be longer than a line, each line of it under its beginning.</summary>
    public static IEnumerable<WhyLine> Wrapped(string? key, int column, string text, int width, Style style = default)
    {
        int i = 0;
        foreach (string line in ShellView.Wrap(text, Math.Max(10, width - column))) yield return new WhyLine(i++ == 0 ? key : null, [new Placed(column, line, style)]);
    }
}
