using Cockpit.Core.Errors;
using Cockpit.Core.Operations;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class ShellTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 10, 20, 20, 41);
    private readonly List<Begin> _begun = [];
    private ShellModel _model = ShellModel.Start(
        [new Place('1', "Probe", () => new ProbeScreen("")), new Place('5', "Policies", null)], new ProbeScreen(""),
        new Header("prod.db", "anna", "ok", "jump1:4411 2s", 6), asOperator: false, glyphs: false, Now, _ => Offset.FromHours(2));

    [Fact]
    public void The_frame_is_header_crumb_body_flash_and_keys()
    {
        string[] rows = Draw();
        Assert.Equal("prod.db  READ-ONLY anna  worker ok  !6  Tue 20 Oct 20:41Z 22:41+02", rows[0]);
        Assert.Equal("Probe", rows[1]);
        Assert.Equal("body of 20 rows", rows[2]);
        Assert.Equal("waiting for nothing", rows[22]);
        Assert.Equal("Enter open  H halt all  O operator  ? keys", rows[23]);
    }

    [Fact]
    public void The_wide_header_names_the_worker_and_the_year()
    {
        Send(new Resized(120, 40));
        Assert.Equal("prod.db  READ-ONLY anna  worker ok jump1:4411 2s  !6  Tue 20 Oct 2026 20:41Z 22:41+02", Draw()[0]);
    }

    [Fact]
    public void Under_20_rows_the_flash_borrows_the_key_row()
    {
        Send(new Resized(80, 16));
        string[] rows = Draw();
        Assert.Equal("body of 13 rows", rows[2]);
        Assert.StartsWith("Enter open", rows[15]);
        Press('q');
        Assert.StartsWith("q again quits.", Draw()[15]);
    }

    [Fact]
    public void A_terminal_that_is_too_small_says_what_it_needs_and_can_be_left()
    {
        Send(new Resized(40, 10));
        string text = string.Join(' ', Draw()).Trim();
        Assert.Equal("Cockpit needs 60x15, this is 40x10. Enlarge it, or: cockpit rollout list. q quits.", text);
        Press('H');
        Assert.Null(_model.Overlay);
        Press('q');
        Assert.Equal(0, _model.Exit);
    }

    [Fact]
    public void Acting_needs_operator_mode_and_stopping_does_not()
    {
        Press('S');
        Assert.Null(_model.Overlay);
        Assert.StartsWith("READ-ONLY: start changes things.", _model.Flash!.Text);
        Press('H');
        Assert.IsType<Asking>(_model.Overlay);
        Press(NamedKey.Escape);
        Press('O');
        Press('S');
        Assert.IsType<Asking>(_model.Overlay);
        Assert.Contains("OPERATOR", Draw()[0]);
    }

    [Fact]
    public void What_is_off_says_why()
    {
        Press('O');
        Press('A');
        Assert.Equal("A is off: you are the author", _model.Flash!.Text);
        Assert.Contains("A off: you are the author", Draw()[23]);
    }

    [Fact]
    public void A_question_ignores_enter_until_the_word_fits_and_ignores_pastes()
    {
        Press('O');
        Press('S');
        string screen = string.Join('\n', Draw());
        Assert.Contains("START R17 web-oct: 152 updates on 38 hosts", screen);
        Assert.Contains("same as cockpit rollout start R17", screen);
        Assert.Contains("Type 38 and Enter to start.", screen);
        Press(NamedKey.Enter);
        Type("3");
        Press(NamedKey.Enter);
        Send(new Pasted("8"));
        Press(NamedKey.Enter);
        Assert.IsType<Asking>(_model.Overlay);
        Type("8");
        Press(NamedKey.Enter);
        Assert.Null(_model.Overlay);
        Assert.Equal("answered 38", ((ProbeScreen)_model.Front.Screen).Heard);
    }

    [Fact]
    public void The_filter_works_while_it_is_typed_and_escape_clears_it()
    {
        Type("/web");
        Assert.Equal("filter web", ((ProbeScreen)_model.Front.Screen).Heard);
        Press(NamedKey.Enter);
        Assert.Null(_model.Overlay);
        Type("/");
        Press(NamedKey.Escape);
        Assert.Equal("filter ", ((ProbeScreen)_model.Front.Screen).Heard);
    }

    [Fact]
    public void Escape_peels_one_layer_and_never_quits()
    {
        Press(NamedKey.Enter);
        Assert.Equal("Probe > deeper", Draw()[1]);
        Press(NamedKey.Escape);
        Press(NamedKey.Escape);
        Press(NamedKey.Escape);
        Assert.Equal("Probe", Draw()[1]);
        Assert.Null(_model.Exit);
    }

    [Fact]
    public void Q_quits_when_it_comes_twice_in_a_row()
    {
        Type("qjq");
        Assert.Null(_model.Exit);
        Type("q");
        Assert.Equal(0, _model.Exit);
    }

    [Fact]
    public void A_screen_that_is_not_in_this_version_says_so()
    {
        Press('5');
        Assert.StartsWith("Policies is not in this version.", _model.Flash!.Text);
        Assert.Equal("Probe", Draw()[1]);
    }

    [Fact]
    public void The_key_list_shows_what_is_off_and_runs_what_is_on()
    {
        Press('O');
        Press('?');
        string text = string.Join('\n', Draw());
        Assert.Contains("Off: you are the author.", text);
        Assert.Contains("EVERYWHERE", text);
        Press(NamedKey.Enter);
        Assert.Equal("Probe > deeper", Draw()[1]);
    }

    [Fact]
    public void The_command_line_finds_screens_and_acts_by_letters()
    {
        Type(":rst");
        Assert.StartsWith("Enter: rollout start", Draw()[22]);
        Press(NamedKey.Enter);
        Assert.StartsWith("READ-ONLY", _model.Flash!.Text);
        Type(":probe/web");
        Press(NamedKey.Enter);
        Assert.Equal("filter web", ((ProbeScreen)_model.Front.Screen).Heard);
        Type(":nonsense");
        Press(NamedKey.Enter);
        Assert.Contains("Nothing here is called nonsense.", Draw()[22]);
    }

    [Fact]
    public void Work_is_begun_once_and_its_answer_finds_its_screen()
    {
        Press('w');
        Press('w');
        Begin begin = Assert.Single(_begun);
        Press(NamedKey.Enter);
        Send(new ForScreen(begin.LayerId, begin.Work.Name, begin.Work.Run(null!)));
        Press(NamedKey.Escape);
        Assert.Equal("worked", ((ProbeScreen)_model.Front.Screen).Heard);
        Assert.Empty(_model.Running);
    }

    [Fact]
    public void Work_that_fails_says_its_sentence_and_the_history_keeps_it()
    {
        Press('w');
        Fault fault = FileErrors.FileLocked.Because("prod.db is held by another program.");
        Send(new ForScreen(_begun[0].LayerId, "read", new WorkFailed("read", fault)));
        Assert.Contains("FILE_LOCKED prod.db is held by another program.", string.Join(' ', Draw()[20..23]));
        Press('j');
        Assert.Contains("~ FILE_LOCKED", string.Join(' ', Draw()[20..23]));
        Press('!');
        Assert.Contains("FILE_LOCKED", string.Join(' ', Draw()));
        Send(new ForScreen(_begun[0].LayerId, "read", new Worked()));
        Press(NamedKey.Escape);
        Assert.DoesNotContain("FILE_LOCKED", string.Join(' ', Draw()));
    }

    [Fact]
    public void Hostile_text_cannot_leave_its_place()
    {
        _model = _model with { Header = new Header("a\e[2Jb.db", "an\na", "ok", "", 0) };
        Assert.StartsWith("a[2Jb.db  READ-ONLY an a  worker", Draw()[0]);
    }

    private string[] Draw()
    {
        var canvas = new Canvas(_model.Width, _model.Height);
        ShellView.Draw(_model, canvas);
        return canvas.ToString().TrimEnd('\n').Split('\n');
    }

    private void Type(string signs)
    {
        foreach (char sign in signs) Press(sign);
    }

    private void Press(char sign) => Send(new Pressed(KeyPress.Of(sign)));

    private void Press(NamedKey key) => Send(new Pressed(KeyPress.Of(key)));

    private void Send(Message message)
    {
        (_model, IReadOnlyList<Begin> begun) = ShellUpdate.Update(_model, message);
        _begun.AddRange(begun);
    }

    private sealed record Worked : Message;

    private sealed record ProbeScreen(string Heard, string Name = "Probe") : Screen
    {
        public override string Crumb => Name;

        public override string? Filter => "";

        public override string Waiting(Look look) => "waiting for nothing";

        public override IReadOnlyList<Offer> Offers(Look look) =>
        [
            new("Enter", "open", "Opens it."),
            Offer.For(RolloutOperations.Start),
            Offer.For(RolloutOperations.HaltAll),
            .. look.Operator ? [Offer.For(RolloutOperations.Approve, off: "you are the author")] : Array.Empty<Offer>(),
        ];

        public override Turn? Update(Message message, Look look) => message switch
        {
            Pressed { Key.Named: NamedKey.Enter } => new Turn(this, new Open(new ProbeScreen("", "deeper"))),
            Pressed { Key.Letter: 'w' } => new Turn(this, new Work("read", _ => new Worked())),
            Chosen { Operation: var operation } => new Turn(this, new Ask(new Question(
                operation, ["START R17 web-oct: 152 updates on 38 hosts", " window  always"], "38", "Type 38 and Enter to start.", "cockpit rollout start R17"))),
            Answered answered => new Turn(this with { Heard = $"answered {answered.Typed}" }),
            FilterTyped typed => new Turn(this with { Heard = $"filter {typed.Text}" }),
            Worked => new Turn(this with { Heard = "worked" }),
            _ => null,
        };

        public override void Draw(Canvas body, Look look) => body.Put(0, 0, $"body of {look.Rows} rows");
    }
}
