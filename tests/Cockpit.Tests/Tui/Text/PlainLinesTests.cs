using Cockpit.Tui.Terminal;
using Cockpit.Tui.Text;

namespace Cockpit.Cockpit.Tests.Tui.Text;

public sealed class PlainLinesTests
{
    [Theory]
    [InlineData("\e[1;31mred\e[0m plain", "red plain")]
    [InlineData("\u009b2Jgone", "gone")]
    [InlineData("\e]0;a title\aafter", "after")]
    [InlineData("\e]8;;http://x.test\e\\link\e]8;;\e\\", "link")]
    [InlineData("\eP1$r0m\e\\after", "after")]
    [InlineData("\e]0;never ends", "0;never ends")]
    [InlineData("\ecreset", "reset")]
    [InlineData("bell\a back\b del\u007f", "bell back del")]
    [InlineData("safe\u202eevil\u202c \u2066x\u2069", "safeevil x")]
    public void Sequences_and_controls_are_left_out(string raw, string shown) => Assert.Equal(shown, Assert.Single(PlainLines.Of(raw, 80)));

    [Fact]
    public void Lines_stay_lines_and_tabs_reach_the_next_stop()
    {
        Assert.Equal(["Package Installed", "openssl 3.0.15", "", "end"], PlainLines.Of("Package\tInstalled\r\nopenssl\t3.0.15\n\nend\n\n", 80));
        Assert.Equal("a       b", PlainLines.Of("a\tb", 80)[0]);
    }

    [Fact]
    public void A_long_line_goes_on_under_its_indentation()
    {
        Assert.Equal(["  Installed package :", "  openssl_3.0.15-1~deb12u1", "  and more"], PlainLines.Of("  Installed package : openssl_3.0.15-1~deb12u1 and more", 26));
        Assert.All(PlainLines.Of(new string('x', 1_000), 33), l => Assert.True(l.Length <= 33));
        Assert.Equal(1_000, PlainLines.Of(new string('x', 1_000), 33).Sum(l => l.Length));
    }

    [Fact]
    public void Wide_signs_count_twice() => Assert.All(PlainLines.Of(new string('漏', 50), 21), l => Assert.True(SafeText.WidthOf(l) <= 21));

    [Fact]
    public void Only_so_many_lines_are_laid_out() => Assert.Equal(7, PlainLines.Of(string.Concat(Enumerable.Repeat("x\n", 1_000)), 80, 7).Count);
}
