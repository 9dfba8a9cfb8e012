using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class FrameEncoderTests
{
    private static readonly Style[] Styles =
    [
        Style.Plain, Style.Bold, Style.Faint, Style.Reverse, Style.Good, Style.UnderWay, Style.Look, Style.Failed, Style.Unknown,
        new(Ink.White, Ink.VeryHigh), new(Ink.Black, Ink.High), new(Ink.Black, Ink.Moderate), new(Ink.White, Ink.Low),
    ];

    private static readonly string[] Texts = ["web-07", "       ", "x", "日本語", "é", "openssl 3.0.15-1~deb12u1", "·✓✗", ""];

    public static TheoryData<ColorDepth, bool> Terminals => new MatrixTheoryData<ColorDepth, bool>(Enum.GetValues<ColorDepth>(), [true, false]);

    [Theory]
    [MemberData(nameof(Terminals))]
    public void Any_sequence_of_frames_leaves_the_terminal_as_the_canvas_says(ColorDepth depth, bool relative)
    {
        var profile = new TerminalProfile(depth, Utf8: true, Glyphs: true, relative);
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            int width = random.Next(1, 60), height = random.Next(1, 12);
            var encoder = new FrameEncoder(profile);
            var terminal = new ScreenEmulator(width, height);
            var canvas = new Canvas(width, height);
            for (int frame = 0; frame < 20; frame++)
            {
                var next = new Canvas(width, height);
                Copy(canvas, next);
                for (int i = random.Next(6); i >= 0; i--)
                {
                    int row = random.Next(height);
                    if (random.Next(5) == 0) next.Clear(row);
                    next.Put(row, random.Next(width), Texts[random.Next(Texts.Length)], Styles[random.Next(Styles.Length)]);
                }
                if (random.Next(4) == 0) next.Caret = (random.Next(height), random.Next(width));
                canvas = next;
                terminal.Feed(encoder.Encode(canvas));

                Assert.True(canvas.ToString().TrimEnd('\n') == terminal.ToString().TrimEnd('\n'), $"seed {seed}, frame {frame}:\n{canvas}\n---\n{terminal}");
                Same(canvas, terminal, profile, seed);
                Assert.Equal(canvas.Caret is not null, terminal.CursorShown && frame >= 0 && canvas.Caret is not null);
                if (canvas.Caret is { } caret) Assert.Equal(caret, terminal.Cursor);
                Assert.Equal(0, encoder.Encode(canvas).Length);
            }
        }
    }

    [Fact]
    public void Moving_a_list_cursor_at_120x40_takes_less_than_100_bytes()
    {
        var encoder = new FrameEncoder(new TerminalProfile(ColorDepth.Indexed, true, true, true));
        encoder.Encode(List(cursor: 7));
        Assert.InRange(encoder.Encode(List(cursor: 8)).Length, 10, 100);
    }

    [Fact]
    public void Without_colours_no_colour_is_sent_and_failures_are_reversed()
    {
        var encoder = new FrameEncoder(new TerminalProfile(ColorDepth.None, true, true, true));
        var terminal = new ScreenEmulator(20, 2);
        var canvas = new Canvas(20, 2);
        int at = canvas.Put(0, 0, "X", Style.Failed);
        canvas.Put(0, at + 1, "+", Style.Good);
        terminal.Feed(encoder.Encode(canvas));
        Assert.Equal("bold reverse", terminal.SgrAt(0, 0));
        Assert.Equal("", terminal.SgrAt(0, 2));
    }

    [Fact]
    public void A_forgotten_screen_is_drawn_anew()
    {
        var encoder = new FrameEncoder(new TerminalProfile(ColorDepth.None, true, true, true));
        var canvas = new Canvas(20, 2);
        canvas.Put(1, 3, "here");
        encoder.Encode(canvas);
        encoder.Forget();
        var terminal = new ScreenEmulator(20, 2);
        terminal.Feed(encoder.Encode(canvas));
        Assert.Equal("   here", terminal.Row(1));
    }

    private static Canvas List(int cursor)
    {
        var canvas = new Canvas(120, 40);
        for (int row = 0; row < 38; row++)
        {
            canvas.Put(row, 0, row == cursor ? ">" : " ", Style.Bold);
            canvas.Put(row, 1, "+", Style.Good);
            canvas.Put(row, 3, $"web-{row:00}", row == cursor ? Style.Bold : Style.Plain);
            canvas.Put(row, 12, "debian 12    0   0  -      1    4 + 9m  prod-web  1    R17 +");
        }
        return canvas;
    }

    private static void Copy(Canvas from, Canvas to)
    {
        for (int r = 0; r < from.Height; r++)
            for (int c = 0; c < from.Width; c++)
                if (from[r, c].Rune != 0) to.Put(r, c, char.ConvertFromUtf32(from[r, c].Rune), from[r, c].Style);
    }

    private static void Same(Canvas canvas, ScreenEmulator terminal, TerminalProfile profile, int seed)
    {
        for (int r = 0; r < canvas.Height; r++)
        {
            for (int c = 0; c < canvas.Width; c++)
            {
                var sgr = new List<byte>();
                new Palette(profile.Colors).Append(Style.Plain, canvas[r, c].Style, sgr);
                var one = new ScreenEmulator(4, 1);
                one.Feed([.. sgr, (byte)'x']);
                // A blank has no colour of its own: only what shows on it counts.
                if (canvas[r, c] == Cell.Blank && !terminal.SgrAt(r, c).Contains("b:") && !terminal.SgrAt(r, c).Contains("reverse") && !terminal.SgrAt(r, c).Contains("underline")) continue;
                Assert.True(one.SgrAt(0, 0) == terminal.SgrAt(r, c), $"seed {seed}: style at {r},{c} is {terminal.SgrAt(r, c)}, wanted {one.SgrAt(0, 0)}");
            }
        }
    }
}
