using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class TerminalProfileTests
{
    [Theory]
    [InlineData("TERM=xterm-256color LANG=C.UTF-8", ColorDepth.Indexed, true, true)]
    [InlineData("TERM=xterm-256color COLORTERM=truecolor LANG=en_US.utf8", ColorDepth.TrueColor, true, true)]
    [InlineData("TERM=xterm LANG=C", ColorDepth.Sixteen, false, false)]
    [InlineData("TERM=xterm", ColorDepth.Sixteen, false, false)]
    [InlineData("TERM=xterm NO_COLOR=1 LANG=de_DE.UTF-8", ColorDepth.None, true, true)]
    [InlineData("TERM=xterm NO_COLOR= LANG=de_DE.UTF-8", ColorDepth.Sixteen, true, true)]
    [InlineData("TERM=xterm LC_ALL=C LANG=de_DE.UTF-8", ColorDepth.Sixteen, false, false)]
    [InlineData("TERM=xterm LC_ALL= LC_CTYPE=en_GB.UTF-8 LANG=C", ColorDepth.Sixteen, true, true)]
    [InlineData("TERM=xterm-256color LANG=ja_JP.UTF-8", ColorDepth.Indexed, true, false)]
    [InlineData("TERM=linux LANG=C.UTF-8", ColorDepth.Sixteen, true, false)]
    [InlineData("TERM=vt100 LANG=C", ColorDepth.None, false, false)]
    [InlineData("TERM=screen-256color LANG=C.UTF-8", ColorDepth.Indexed, true, true)]
    public void The_environment_says_what_can_be_shown(string environment, ColorDepth colors, bool utf8, bool glyphs)
    {
        TerminalProfile? profile = TerminalProfile.Of(Variables(environment));
        Assert.NotNull(profile);
        Assert.Equal((colors, utf8, glyphs), (profile.Colors, profile.Utf8, profile.Glyphs));
    }

    [Theory]
    [InlineData("TERM=dumb")]
    [InlineData("TERM=")]
    [InlineData("LANG=C.UTF-8")]
    public void A_terminal_that_cannot_place_a_cursor_is_refused(string environment) => Assert.Null(TerminalProfile.Of(Variables(environment)));

    [Fact]
    public void Old_terminals_get_no_newer_moves() => Assert.False(TerminalProfile.Of(Variables("TERM=vt220"))!.Relative);

    private static Func<string, string?> Variables(string environment)
    {
        var variables = environment.Split(' ').Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1]);
        return variables.GetValueOrDefault;
    }
}
