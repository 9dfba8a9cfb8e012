using Cockpit.Tui.Terminal;

namespace Cockpit.Tui.Kit;

/// <summary>Text in one style.</summary>
public readonly record struct Styled(string Text, Style Style = default)
{
    public static implicit operator Styled(string text) => new(text);
}
