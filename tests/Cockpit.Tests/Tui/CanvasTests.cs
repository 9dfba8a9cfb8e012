using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class CanvasTests
{
    [Theory]
    [InlineData("a\e[2Jb", "a[2Jb")]
    [InlineData("one\ttwo\nthree", "one two three")]
    [InlineData("safe\u202egpj.exe", "safegpj.exe")]
    [InlineData("\u009b31mred", "31mred")]
    [InlineData("bell\a\0", "bell")]
    public void Text_that_could_steer_the_terminal_is_made_harmless(string hostile, string shown)
    {
        var canvas = new Canvas(30, 1);
        canvas.Put(0, 0, hostile);
        Assert.Equal(shown, canvas.Row(0));
    }

    [Fact]
    public void Half_a_surrogate_pair_shows_as_a_replacement()
    {
        var canvas = new Canvas(30, 1);
        canvas.Put(0, 0, "\ud800half");
        Assert.Equal("\ufffdhalf", canvas.Row(0));
    }

    [Fact]
    public void Wide_signs_count_two_cells_and_never_stick_out()
    {
        var canvas = new Canvas(5, 1);
        Assert.Equal(4, canvas.Put(0, 0, "日本語"));
        Assert.Equal("日本", canvas.Row(0));
        Assert.Equal(6, SafeText.WidthOf("日本語"));
        Assert.Equal(1, SafeText.WidthOf("e\u0301"));
    }

    [Fact]
    public void Half_of_a_wide_sign_never_stays_behind()
    {
        var canvas = new Canvas(6, 1);
        canvas.Put(0, 0, "日本");
        canvas.Put(0, 1, "x");
        Assert.Equal(" x本", canvas.Row(0));
        canvas.Put(0, 2, "y");
        Assert.Equal(" xy", canvas.Row(0));
    }

    [Fact]
    public void A_part_draws_in_its_own_place_and_is_cut_to_it()
    {
        var canvas = new Canvas(10, 3);
        Canvas part = canvas.Part(1, 2, 5, 4);
        part.Put(0, 0, "abcdefgh");
        part.Put(4, 0, "gone");
        Assert.Equal("\n  abcd\n\n", canvas.ToString());
        Assert.Equal((4, 2), (part.Width, part.Height));
    }

    [Fact]
    public void Ascii_terminals_get_question_marks_for_what_they_cannot_show()
    {
        var canvas = new Canvas(10, 1, ascii: true);
        canvas.Put(0, 0, "Müller 日");
        Assert.Equal("M?ller ?", canvas.Row(0));
    }

    [Theory]
    [InlineData("openssl-libs", 8, "openss..")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc")]
    [InlineData("日本語", 5, "日..")]
    [InlineData("abc", 0, "")]
    public void Text_is_fitted_by_cells(string text, int room, string fitted) => Assert.Equal(fitted, SafeText.Fit(text, room));
}
