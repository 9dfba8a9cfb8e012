using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class RolloutScreenTests
{
    private static readonly Instant Now = ScreenStage.Now;

    [Fact]
    public void The_board_shows_rings_from_left_to_right_and_every_host_a_cell()
    {
        string[] rows = Board().Rows;
        Assert.Equal("R17 web-oct  r RUNNING 41m   plan 9f3c 2e71, ben, CHG-4711", rows[1]);
        Assert.Equal(" 1 canary        > 2 early         > 3 main          > 4 last", rows[2]);
        Assert.Equal(" + +               + + + + X + + v   . . . . . . . .   . . . . . . . .", rows[3]);
        Assert.Equal("                  >? r p .           . . . . . . . .", rows[4]);
        Assert.Equal(" 2/2               7/12, 3 run       0/16              0/8", rows[5]);
        Assert.Equal(" lost 0 of 0       lost 2 of 2 FULL  lost 0 of 2       lost 0 of 1", rows[6]);
        Assert.Equal(" gate + 22:18      gate w 7/12       gate .            gate .", rows[7]);
        Assert.Equal("8+ 3 running 1X 1? 25.   lost 2 of 4 in all", rows[9]);
        Assert.Equal("[Needs you] Gate Log Time Plan", rows[10]);
        Assert.StartsWith(">? web-11", rows[11]);
        Assert.EndsWith("V verdict", rows[11]);
        Assert.StartsWith(" X web-07", rows[12]);
        Assert.EndsWith("R retry K skip", rows[12]);
        Assert.Equal(" one more loss in ring early halts R17", rows[13]);
        Assert.Equal("waiting for a verdict on web-11", rows[22]);
    }

    [Fact]
    public void With_room_a_cell_has_the_hosts_name()
    {
        string text = Board(120, 40).Text;
        Assert.Contains("+web-03 +web-04", text);
        Assert.Contains(">?web-11", text);
        Assert.Contains("RUNNING", text);
    }

    [Fact]
    public void Failures_are_reversed_and_doubts_are_their_own_colour()
    {
        ScreenStage board = Board();
        int failed = board.Rows[3].IndexOf('X'), doubt = board.Rows[4].IndexOf('?');
        Assert.Equal(Style.Failed, board.CellAt(3, failed).Style);
        Assert.Equal(Style.Unknown, board.CellAt(4, doubt).Style);
    }

    [Fact]
    public void Arrows_walk_the_cells_and_across_rings()
    {
        ScreenStage board = Board();
        Assert.Equal("web-11", Host(board));
        Assert.Equal("web-03", Host(board.Press(NamedKey.Up)));
        Assert.Equal("web-02", Host(board.Press(NamedKey.Left)));
        Assert.Equal("web-03", Host(board.Press(NamedKey.Right)));
        Assert.Equal("web-07", Host(board.Type("n")));
        Assert.Equal("web-11", Host(board.Type("n")));
        Assert.Equal("web-23", Host(board.Press(NamedKey.Right, NamedKey.Right, NamedKey.Right, NamedKey.Right)));
    }

    [Fact]
    public void Ten_thousand_hosts_fit_and_a_cell_shows_the_worst()
    {
        RolloutView view = Running();
        HostView good = view.Rings[0].Hosts[0], bad = view.Rings[1].Hosts[4];
        RingView many = view.Rings[2] with { Hosts = [.. Enumerable.Range(0, 10_000).Select(i => (i == 7_777 ? bad : good) with { Name = $"h{i}" })] };
        string text = new ScreenStage(new RolloutScreen("R17")).Answer("rollout", new RolloutRead(view with { Rings = [view.Rings[0], many] }, null)).Text;
        Assert.Single(text.Split('\n')[3..7].SelectMany(r => r), c => c == 'X');
    }

    [Fact]
    public void Pausing_acts_at_once_and_needs_no_mode()
    {
        ScreenStage board = Board(asOperator: false).Type("p");
        Assert.Null(board.Model.Overlay);
        Assert.Contains("pause", board.Begun);
    }

    [Fact]
    public void A_verdict_needs_its_word_and_what_was_seen()
    {
        ScreenStage board = Board().Type("V");
        Assert.Contains("VERDICT on web-11 in R17", board.Text);
        board.Type("yes it is up").Press(NamedKey.Enter);
        Assert.DoesNotContain("verdict", board.Begun);
        Assert.Contains("the first word is succeeded or failed", board.Text);
        board.Type("Vsucceeded seen at its console").Press(NamedKey.Enter);
        Assert.Contains("verdict", board.Begun);
    }

    [Fact]
    public void Retry_wants_the_hosts_name()
    {
        ScreenStage board = Board().Type("nR");
        Assert.Contains("Type web-07 and Enter to retry.", board.Text);
        board.Type("web-08").Press(NamedKey.Enter);
        Assert.DoesNotContain("retry", board.Begun);
        board.Press(NamedKey.Backspace).Type("7").Press(NamedKey.Enter);
        Assert.Contains("retry", board.Begun);
    }

    [Fact]
    public void Resuming_asks_for_the_number_of_hosts_that_are_left()
    {
        ScreenStage board = new ScreenStage(new RolloutScreen("R17")).Answer("rollout", new RolloutRead(Running() with { State = RolloutPhase.Paused, Reasons = [new ReasonView("person", "vendor call", "anna", Now)] }, null));
        Assert.Contains("person: vendor call (anna)", board.Text);
        board.Type("p");
        Assert.Contains("Type 29 and Enter to resume.", board.Text);
        board.Type("29").Press(NamedKey.Enter);
        Assert.Contains("resume", board.Begun);
    }

    [Fact]
    public void A_question_is_asked_anew_when_what_it_is_about_changes()
    {
        RolloutView paused = Running() with { State = RolloutPhase.Paused };
        ScreenStage board = new ScreenStage(new RolloutScreen("R17")).Answer("rollout", new RolloutRead(paused, null)).Type("p29");
        board.Answer("rollout", new RolloutRead(paused with { Seq = paused.Seq + 1, Counts = paused.Counts with { Succeeded = 9, Running = 2 } }, null));
        Assert.Contains("It has changed since it was asked. Read it again.", board.Text);
        Assert.Contains("Type 28 and Enter to resume.", board.Text);
        board.Press(NamedKey.Enter);
        Assert.DoesNotContain("resume", board.Begun);
        board.Type("28").Press(NamedKey.Enter);
        Assert.Contains("resume", board.Begun);
    }

    [Fact]
    public void The_panes_follow_with_tab()
    {
        ScreenStage board = Board().Press(NamedKey.Tab);
        Assert.Contains("ring 2 early > 3 main", board.Text);
        Assert.Contains("w budget    lost 2 of 2", board.Text);
        board.Press(NamedKey.Tab).Answer("log", new LogRead(new HostLog("R17", "web-11", [new LogLine(Now, "patch 1", "Setting up openssl"), new LogLine(Now, "patch 1", "bad \e[2Jline")])));
        Assert.Contains("22:41 patch 1    Setting up openssl", board.Text);
        Assert.Contains("bad [2Jline", board.Text);
        board.Press(NamedKey.Tab);
        Assert.Contains("events", board.Begun);
    }

    [Fact]
    public void A_plan_that_waits_shows_what_would_happen_and_what_was_left_out()
    {
        ScreenStage plan = Plan();
        Assert.Contains("38 hosts, 4 rings, 152 updates, security only", plan.Text);
        Assert.Contains("LEFT OUT (2)", plan.Text);
        Assert.Contains("openssl              3.0.15-1~deb12u1 -> 3.0.18-1~deb12u1  sec", plan.Text);
        plan.Type("A");
        Assert.Contains("Type 9f3c and Enter to approve.", plan.Text);
        plan.Type("9f3c").Press(NamedKey.Enter);
        Assert.Contains("approve", plan.Begun);
    }

    [Fact]
    public void The_list_puts_first_what_needs_a_person()
    {
        string[] rows = List().Rows;
        Assert.StartsWith(">X R14", rows[3]);
        Assert.StartsWith(" r R17", rows[4]);
        Assert.Contains("+X?r......", rows[4]);
        Assert.Contains("running 41m", rows[4]);
    }

    [Fact]
    public void Esc_on_the_list_clears_the_filter_first()
    {
        ScreenStage list = List().Type("/mail").Press(NamedKey.Enter);
        Assert.Contains("Rollouts  1/4  /mail", list.Text);
        Assert.Contains("Rollouts  4", list.Press(NamedKey.Escape).Text);
    }

    private static string? Host(ScreenStage stage) => ((RolloutScreen)stage.Front).Host;

    private static ScreenStage Board(int width = 80, int height = 24, bool asOperator = true) =>
        new ScreenStage(new RolloutScreen("R17"), width, height, asOperator).Answer("rollout", new RolloutRead(Running(), null));

    private static ScreenStage Plan(int width = 80, int height = 24) =>
        new ScreenStage(new RolloutScreen("R18"), width, height).Answer("rollout", new RolloutRead(Running() with { RolloutId = "R18", Name = "db-oct", State = RolloutPhase.AwaitingApproval, StartedAt = null, ApprovedBy = null, WaitingFor = [new WaitView("an approval of exactly this plan", null)] }, Planned()));

    private static ScreenStage List(int width = 80, int height = 24) => new ScreenStage(new RolloutsScreen(), width, height).Answer("rollouts", new RolloutsRead(new RolloutList(
    [
        Line(Running(), "R17", "web-oct", RolloutPhase.Running), Line(Running(), "R20", "openssl", RolloutPhase.AwaitingApproval),
        Line(Running(), "R15", "mail-sep", RolloutPhase.Paused), Line(Running(), "R14", "app-sep", RolloutPhase.Halted),
    ], false)));

    private static RolloutLine Line(RolloutView v, string id, string name, RolloutPhase phase) => new(
        id, name, phase, v.Hash, v.Counts.Total, v.Counts, v.WaitingFor[0], v.PlannedAt, v.StartedAt, null, [.. v.Rings.SelectMany(r => r.Hosts).Select(h => h.State)]);

    private static PlannedRollout Planned()
    {
        RolloutView v = Running();
        return new PlannedRollout("R18", "db-oct", v.Hash, RolloutPhase.AwaitingApproval, 3, "env = prod", true, "always", RebootSetting.IfRequired, 2,
            [.. v.Rings.Select(r => new PlannedRing(r.Name, [.. r.Hosts.Select(h => new PlannedHost(h.Name, [new PlannedUpdate("openssl", "3.0.15-1~deb12u1", "3.0.18-1~deb12u1", UpdateClass.Security)], [], RebootSetting.IfRequired, 3000, true))], 2, 1, 0, "all ended, at most 1 lost"))],
            [new LeftOutHost("db-05", "UPDATE_HELD", "postgresql-16 16.11-1 is on hold there."), new LeftOutHost("db-09", "SCAN_STALE", "Its scan is of Mon 19 Oct 06:00, over 24 h ago.")], 38, 152);
    }

    /// <summary>38 hosts in 4 rings: the second under way, one failed, one in doubt.</summary>
    private static RolloutView Running()
    {
        int number = 0;
        RingView[] rings =
        [
            Ring("canary", RingPhase.Passed, 0, "++"),
            Ring("early", RingPhase.Running, 2, "++++X++v?rp."),
            Ring("main", RingPhase.Ahead, 2, new string('.', 16)),
            Ring("last", RingPhase.Ahead, 1, new string('.', 8)),
        ];
        return new RolloutView(
            "R17", "web-oct", RolloutPhase.Running, [], "9f3c2e71" + new string('0', 56), 212, "CHG-4711", "anna", Now - Duration.FromHours(6), "ben", Now - Duration.FromHours(5), null,
            Now - Duration.FromMinutes(41), null, [new WaitView("a verdict on web-11", null), new WaitView("3 hosts at work", null)], null, new BudgetView(4, 2),
            new CountsView(8, 1, 0, 0, 1, 3, 0, 25), rings, []);

        RingView Ring(string name, RingPhase phase, int allowed, string marks)
        {
            HostView[] hosts = [.. marks.Select(m => Host($"web-{++number:00}", m))];
            int Count(HostPhase p) => hosts.Count(h => h.State == p);
            int running = hosts.Count(h => h.State is HostPhase.Patching or HostPhase.Rebooting or HostPhase.Verifying);
            GateState gate = phase == RingPhase.Passed ? GateState.Passed : phase == RingPhase.Running ? GateState.Counting : GateState.Ahead;
            return new RingView(name, phase, new BudgetView(allowed, Count(HostPhase.Failed) + Count(HostPhase.InDoubt)),
                new GateView(gate, null, phase == RingPhase.Passed ? Now - Duration.FromMinutes(23) : null, [new ConditionView("finished", gate, "8 of 12 hosts have ended", null), new ConditionView("budget", gate, "lost 2 of 2", null)]),
                2, 0, Count(HostPhase.Succeeded), Count(HostPhase.Failed), 0, 0, Count(HostPhase.InDoubt), running, 0, Count(HostPhase.Pending), hosts);
        }

        static HostView Host(string name, char mark)
        {
            HostPhase phase = mark switch { '+' => HostPhase.Succeeded, 'X' => HostPhase.Failed, '?' => HostPhase.InDoubt, 'v' => HostPhase.Verifying, 'r' => HostPhase.Rebooting, 'p' => HostPhase.Patching, _ => HostPhase.Pending };
            return new HostView(new HostId(1), name, phase, phase == HostPhase.Pending ? null : phase == HostPhase.InDoubt ? Step.Reboot : Step.Patch, StepStatus.Running,
                phase == HostPhase.Failed ? "APT_POSTINST" : phase == HostPhase.InDoubt ? "REBOOT_TIMEOUT" : null,
                phase == HostPhase.Failed ? "openssl is unpacked, not configured." : phase == HostPhase.InDoubt ? "It is silent for 210 s." : null,
                1, phase is HostPhase.Failed or HostPhase.InDoubt, phase == HostPhase.InDoubt, null, null, Now - Duration.FromMinutes(12), null, Now - Duration.FromMinutes(4));
        }
    }
}
