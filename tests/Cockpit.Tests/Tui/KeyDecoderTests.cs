using System.Text;
using Cockpit.Tui.Terminal;
using NodaTime;
using NodaTime.Testing;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class KeyDecoderTests
{
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 10, 20, 20, 41));

    [Theory]
    [InlineData("\e[A", NamedKey.Up)]
    [InlineData("\e[B", NamedKey.Down)]
    [InlineData("\eOA", NamedKey.Up)]
    [InlineData("\eOH", NamedKey.Home)]
    [InlineData("\e[D", NamedKey.Left)]
    [InlineData("\e[C", NamedKey.Right)]
    [InlineData("\e[5~", NamedKey.PageUp)]
    [InlineData("\e[6~", NamedKey.PageDown)]
    [InlineData("\e[H", NamedKey.Home)]
    [InlineData("\e[1~", NamedKey.Home)]
    [InlineData("\e[F", NamedKey.End)]
    [InlineData("\e[3~", NamedKey.Delete)]
    [InlineData("\e[Z", NamedKey.BackTab)]
    [InlineData("\r", NamedKey.Enter)]
    [InlineData("\t", NamedKey.Tab)]
    [InlineData("\u007f", NamedKey.Backspace)]
    [InlineData("\b", NamedKey.Backspace)]
    public void Named_keys_are_known(string bytes, NamedKey named) => Assert.Equal([KeyPress.Of(named)], Decode(bytes));

    [Theory]
    [InlineData("a")]
    [InlineData("A")]
    [InlineData("7")]
    [InlineData("?")]
    [InlineData("/")]
    [InlineData(" ")]
    [InlineData("é")]
    [InlineData("語")]
    [InlineData("😀")]
    public void A_sign_is_itself(string sign) => Assert.Equal([new KeyPress(NamedKey.None, sign.EnumerateRunes().First(), false)], Decode(sign));

    [Theory]
    [InlineData("\u0003", 'c')]
    [InlineData("\u0004", 'd')]
    [InlineData("\u0015", 'u')]
    [InlineData("\u001a", 'z')]
    public void Ctrl_and_a_letter(string bytes, char letter) => Assert.Equal([KeyPress.OfCtrl(letter)], Decode(bytes));

    [Fact]
    public void A_sequence_in_two_halves_is_one_key()
    {
        using var decoder = new KeyDecoder(_clock);
        Assert.Empty(decoder.Decode("\e"u8));
        Assert.True(decoder.Holds);
        Assert.Equal([KeyPress.Of(NamedKey.Up)], decoder.Decode("[A"u8));
        Assert.False(decoder.Holds);
    }

    [Fact]
    public void A_sign_in_two_halves_is_one_sign()
    {
        using var decoder = new KeyDecoder(_clock);
        byte[] bytes = Encoding.UTF8.GetBytes("語");
        Assert.Empty(decoder.Decode(bytes.AsSpan(0, 2)));
        Assert.Equal([new KeyPress(NamedKey.None, new Rune('語'), false)], decoder.Decode(bytes.AsSpan(2)));
    }

    [Fact]
    public void Escape_alone_is_known_after_a_moment()
    {
        using var decoder = new KeyDecoder(_clock);
        Assert.Empty(decoder.Decode("\e"u8));
        _clock.Advance(KeyDecoder.EscapeWait);
        Assert.Equal([KeyPress.Of(NamedKey.Escape)], decoder.Decode([]));
    }

    [Fact]
    public void Escape_and_a_letter_in_one_breath_are_two_keys()
    {
        Assert.Equal([KeyPress.Of(NamedKey.Escape), KeyPress.Of('q'), KeyPress.Of('q')], Decode("\eqq"));
        Assert.Equal([KeyPress.Of(NamedKey.Escape), KeyPress.Of(NamedKey.Up)], Decode("\e\e[A"));
    }

    [Fact]
    public void A_paste_is_one_text_and_no_keys() => Assert.Equal(["rm -rf\nq"], Decode("\e[200~rm -rf\nq\e[201~"));

    [Fact]
    public void Answers_that_nobody_asked_for_and_mouse_reports_are_no_keys()
    {
        Assert.Empty(Decode("\e[?1;2c"));
        Assert.Empty(Decode("\e]11;rgb:0000/0000/0000\e\\"));
        Assert.Empty(Decode("\e[<0;10;10M"));
    }

    [Fact]
    public void A_key_that_is_not_known_is_passed_over() => Assert.Equal([KeyPress.Of('j')], Decode("\e[29~j"));

    [Fact]
    public void Noise_neither_throws_nor_grows_without_end()
    {
        using var decoder = new KeyDecoder(_clock);
        for (int seed = 0; seed < 200; seed++)
        {
            var bytes = new byte[500];
            new Random(seed).NextBytes(bytes);
            decoder.Decode(bytes);
            _clock.Advance(Duration.FromSeconds(10));
            decoder.Decode([]);
        }
        decoder.Decode("\e[201~"u8);
        _clock.Advance(Duration.FromSeconds(10));
        decoder.Decode([]);
        Assert.Equal([KeyPress.Of('j')], decoder.Decode("j"u8));
    }

    private List<object> Decode(string text)
    {
        using var decoder = new KeyDecoder(_clock);
        return [.. decoder.Decode(Encoding.UTF8.GetBytes(text))];
    }
}
