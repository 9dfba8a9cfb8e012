using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Tui;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;
using NodaTime.Testing;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>The loop in this process on a real pseudo-terminal, with a clock that stands still.</summary>
public sealed class TerminalLoopTests
{
    private const string Leave = "\e[m\e[?2004l\e[?25h\e[?1049l\e[?1l\e>";
    private static readonly TerminalProfile Profile = new(ColorDepth.Indexed, true, true, true);
    private readonly FakeClock _clock = new(Instant.FromUtc(2026, 10, 20, 20, 41));

    [Fact]
    public void An_exception_gives_the_terminal_back_and_ends_with_70()
    {
        using var run = new Running(this, 80, 24);
        run.Pty.WaitFor("rows 20");
        run.Pty.Type("E");
        Assert.Equal(70, run.End());
        Assert.StartsWith("INTERNAL ", run.Error);
        Assert.DoesNotContain(" at ", run.Error);
        Assert.EndsWith(Leave, run.Pty.Screen.Raw.ToString());
        Assert.True(run.Pty.Screen.CursorShown);
        Assert.False(run.Pty.Screen.AlternateScreen);
    }

    [Fact]
    public void Nothing_is_sent_while_nothing_happens_and_the_clock_sends_a_few_bytes()
    {
        using var run = new Running(this, 120, 40);
        run.Pty.WaitFor("rows 36");
        while (run.Pty.Take(TimeSpan.FromMilliseconds(300))) { }
        long before = run.Pty.Screen.Bytes;
        Assert.False(run.Pty.Take(TimeSpan.FromMilliseconds(700)));
        Assert.Equal(before, run.Pty.Screen.Bytes);

        _clock.Advance(Duration.FromMinutes(1));
        run.Post(new FileChanged());
        run.Pty.WaitFor("20:42Z");
        Assert.InRange(run.Pty.Screen.Bytes - before, 1, 30);
    }

    [Fact]
    public void Messages_of_other_threads_are_drawn_together()
    {
        using var run = new Running(this, 80, 24);
        run.Pty.WaitFor("rows 20");
        long before = run.Pty.Screen.Bytes;
        for (int i = 1; i <= 500; i++) run.Post(new Counted(i));
        run.Pty.WaitFor("count 500");
        Assert.InRange(run.Pty.Screen.Bytes - before, 1, 300);
    }

    [Fact]
    public void A_new_size_is_drawn_whole()
    {
        using var run = new Running(this, 80, 24);
        run.Pty.WaitFor("rows 20");
        run.Pty.Screen.Resize(100, 30);
        run.Pty.Resize(100, 30);
        run.Post(new FileChanged());
        run.Pty.WaitFor("rows 26");
        Assert.Contains("? keys", run.Pty.Screen.Row(29));
    }

    [Fact]
    public void Keys_typed_before_a_question_is_on_the_screen_are_no_answer()
    {
        using var run = new Running(this, 80, 24);
        run.Pty.WaitFor("rows 20");
        run.Pty.Type("Hyes\r");
        run.Pty.WaitFor("Type yes");
        run.Pty.Type("yes\r");
        run.Pty.WaitFor("answered yes");
    }

    [Fact]
    public void The_end_of_the_line_ends_the_program()
    {
        using var run = new Running(this, 80, 24);
        run.Pty.WaitFor("rows 20");
        run.Pty.HangUp();
        Assert.Equal(129, run.End());
    }

    [Fact]
    public void Escape_alone_is_noticed_without_another_key()
    {
        using var run = new Running(this, 80, 24, SystemClock.Instance);
        run.Pty.WaitFor("rows 20");
        run.Pty.Type("?");
        run.Pty.WaitFor("EVERYWHERE");
        run.Pty.Type("\e");
        run.Pty.WaitFor("rows 20");
    }

    private sealed class Running : IDisposable
    {
        private readonly ManualResetEventSlim _started = new();
        private readonly Thread _thread;
        private readonly int _slave;
        private Action<Message>? _post;
        private readonly StringWriter _error = new();
        private int _exit = -1;

        public Running(TerminalLoopTests tests, int width, int height, IClock? clock = null)
        {
            Assert.SkipUnless(File.Exists("/dev/ptmx"), "This machine has no pseudo-terminals.");
            Pty = new Pty(width, height);
            _slave = Pty.OpenSlave();
            _thread = new Thread(() =>
            {
                using var tty = new Tty(_slave, _slave);
                _exit = TuiProgram.Run(tty, Profile, clock ?? tests._clock, post =>
                {
                    _post = post;
                    _started.Set();
                    var header = new Header("prod.db", "anna", "ok", "", 0);
                    return new Shell(ShellModel.Start([], new ProbeScreen(""), header, true, true, tests._clock.GetCurrentInstant(), _ => Offset.FromHours(2)), new Session("/nowhere/cockpit.db", new Actor(0, 0, "anna"), clock ?? tests._clock), post);
                }, _error);
            });
            _thread.Start();
            _started.Wait(TestContext.Current.CancellationToken);
        }

        public Pty Pty { get; }

        public string Error => _error.ToString();

        public void Post(Message message) => _post!(message);

        public int End()
        {
            while (!_thread.Join(TimeSpan.FromMilliseconds(20))) Pty.Take(TimeSpan.FromMilliseconds(20));
            while (Pty.Take(TimeSpan.FromMilliseconds(20))) { }
            return _exit;
        }

        public void Dispose()
        {
            if (_thread.IsAlive) Post(new Stopped(0));
            if (_thread.IsAlive) End();
            Pty.CloseDescriptor(_slave);
            Pty.Dispose();
            _started.Dispose();
            _error.Dispose();
        }
    }

    private sealed record Counted(int Count) : Message;

    private sealed record ProbeScreen(string Heard) : Screen
    {
        public override string Crumb => "Probe";

        public override IReadOnlyList<Offer> Offers(Look look) => [Offer.For(Core.Operations.RolloutOperations.HaltAll)];

        public override Turn? Update(Message message, Look look) => message switch
        {
            Pressed { Key.Letter: 'E' } => throw new InvalidOperationException("A screen has failed."),
            Counted counted => new Turn(this with { Heard = $"count {counted.Count}" }),
            Chosen chosen => new Turn(this, new Ask(new Question(chosen.Operation, ["HALT"], "yes", "Type yes.", "cockpit halt-all"))),
            Answered answered => new Turn(this with { Heard = $"answered {answered.Typed}" }),
            _ => null,
        };

        public override void Draw(Canvas body, Look look)
        {
            body.Put(0, 0, $"rows {look.Rows}");
            body.Put(1, 0, Heard);
        }
    }
}
