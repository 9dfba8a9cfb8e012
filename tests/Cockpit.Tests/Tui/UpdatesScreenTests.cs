using Cockpit.Core.Approvals;
using Cockpit.Core.Hosts;
using Cockpit.Core.Operations;
using Cockpit.Core.Roles;
using Cockpit.Operations.Updates;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using Cockpit.Tui.Updates;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class UpdatesScreenTests
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 10, 20, 7, 10);

    private static UpdateStanding Standing(UpdateVerdictState state, string? by = null, string? ticket = null, string text = "undecided: nobody has approved this version") => new(
        state, by, by is null ? null : Morning, null, ticket, null, text, state is UpdateVerdictState.Undecided ? 41 : 0, state is UpdateVerdictState.Approved ? 61 : 0, 0, 0, 0);

    private static readonly UpdateLine Nginx = new("nginx", "1.22.1-9+deb12u4", UpdateClass.Security, 41, 0, 41, 203, 96, 0)
    {
        Decision = Standing(UpdateVerdictState.Undecided), FirstSeenAt = ScreenStage.Now - Duration.FromDays(11), ChecksNeeded = [CheckKind.Security, CheckKind.Stability, CheckKind.Compatibility, CheckKind.Performance],
        Checks = [new(CheckKind.Security, "DSA-6104, 3 CVEs, none exploited", Morning, "ben"), new(CheckKind.Stability, "dev: 24 hosts, 8 days, 0 failed", Morning, "mia")],
    };

    private static readonly UpdateLine OpenSsl = new("openssl", "3.0.18-1~deb12u1", UpdateClass.Security, 61, 0, 61, 388, 74, 12)
    {
        Decision = Standing(UpdateVerdictState.Approved, "ben", "CHG-4711", "approved by ben, CHG-4711"), FirstSeenAt = ScreenStage.Now - Duration.FromDays(5),
    };

    private static readonly UpdateLine Exim = new("exim4", "4.96-15+deb12u9", UpdateClass.Other, 3, 0, 3, 60, 6, 2) { Decision = Standing(UpdateVerdictState.Undecided) with { Undecided = 3 } };

    private static ScreenStage Stage(int width = 80, int height = 24, bool glyphs = false) => new ScreenStage(new UpdatesScreen(), width, height, glyphs: glyphs).Answer("updates", new UpdateQueueRead(new UpdateList([OpenSsl, Nginx, Exim])));

    [Fact]
    public void At_80x24_the_queue_stands_over_the_checklist_and_what_is_off_says_why()
    {
        string[] rows = Stage().Rows;
        Assert.Equal("Updates  [To decide 2] Approved Rejected Deferred Held   by points", rows[1].TrimEnd());
        Assert.Equal("   update                          class hosts closes  KEV removes seen decided", rows[2].TrimEnd());
        Assert.Equal(">A nginx 1.22.1-9+deb12u4          sec      41     96    0     203  11d", rows[3].TrimEnd());
        Assert.Equal(" A exim4 4.96-15+deb12u9           other     3      6    2      60    ?", rows[4].TrimEnd());
        Assert.Equal("CHECKLIST nginx 1.22.1-9+deb12u4   41 hosts", rows[16].TrimEnd());
        Assert.Equal(" + security       DSA-6104, 3 CVEs, none exploited                     ben 09:10", rows[17].TrimEnd());
        Assert.Equal(" A compatibility                                                          needed", rows[19].TrimEnd());
        Assert.Equal(" undecided: nobody has approved this version", rows[21].TrimEnd());
        Assert.Equal("A is off: 2 of 4 checks are open: compatibility, performance", rows[22].TrimEnd());
        Assert.Contains("c tick  X reject  D defer  Enter hosts", rows[23], StringComparison.Ordinal);
    }

    [Fact]
    public void At_120x40_signs_are_UTF_8_and_the_decision_stands_in_words()
    {
        ScreenStage stage = Stage(120, 40, glyphs: true).Press(NamedKey.Tab);
        Assert.Contains("To decide [Approved 1]", stage.Text, StringComparison.Ordinal);
        Assert.Contains(">✓ openssl 3.0.18-1~deb12u1", stage.Text, StringComparison.Ordinal);
        Assert.Contains("approved by ben, CHG-4711", stage.Rows[3], StringComparison.Ordinal);
        Assert.Contains("A off: it is approved", stage.Text, StringComparison.Ordinal);
        Assert.Contains("No update is rejected.", stage.Press(NamedKey.Tab).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_filters_by_name_and_version()
    {
        ScreenStage stage = Stage().Type("/exim");
        Assert.Contains("[To decide 1]", stage.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("nginx", stage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operator_may_tick_and_not_decide_and_a_viewer_is_no_operator()
    {
        ScreenStage stage = Stage();
        stage.Press(NamedKey.Down).Send(new HeaderRead(new Header("prod.db", "anna", "ok", "", 0) { Role = Role.Operator }));
        stage.Type("X");
        Assert.Contains("X is off: reject needs the role approver; you are operator", stage.Text, StringComparison.Ordinal);
        Assert.Contains("TICK exim4", stage.Type("c").Text, StringComparison.Ordinal);
        stage.Press(NamedKey.Escape).Send(new HeaderRead(new Header("prod.db", "anna", "ok", "", 0) { Role = Role.Viewer }));
        Assert.False(stage.Model.Operator);
        Assert.Contains("O is off: you are a viewer in this file", stage.Type("O").Text, StringComparison.Ordinal);
        Assert.False(stage.Model.Operator);
    }

    [Theory]
    [InlineData("stab 8 days", CheckKind.Stability, "8 days")]
    [InlineData("security: DSA-1", CheckKind.Security, "DSA-1")]
    [InlineData("c works with app 3", CheckKind.Compatibility, "works with app 3")]
    [InlineData("s which one", null, null)]
    [InlineData("stability", null, null)]
    [InlineData("looks fine", null, null)]
    public void A_tick_names_its_check_by_as_many_letters_as_tell_it_apart(string typed, CheckKind? kind, string? note)
    {
        CheckTick? tick = UpdateQuestions.TickOf(typed);
        Assert.Equal((kind, note), (tick?.Kind, tick?.Note));
    }

    [Fact]
    public void Updates_are_ticked_approved_rejected_deferred_and_lifted_on_a_real_file()
    {
        using var demo = new DemoOnDisk();
        ScreenStage stage = new ScreenStage(new UpdatesScreen()).Work(demo.Session);
        UpdateLine first = ListUpdates.Run(demo.Session, null, false, 1).Updates[0];
        Assert.Contains($">A {first.Update} {first.Version}", stage.Text, StringComparison.Ordinal);
        stage.Type("cstab 8 days in dev").Press(NamedKey.Enter).Work(demo.Session);
        Assert.Contains("+ stability      8 days in dev", stage.Text, StringComparison.Ordinal);
        stage.Type("A").Press(NamedKey.Enter).Type("CHG-1").Press(NamedKey.Enter, NamedKey.Enter).Type("wrong").Press(NamedKey.Enter).Work(demo.Session);
        Assert.Equal(UpdateVerdictState.Undecided, ListUpdates.Run(demo.Session, null, false, 1).Updates[0].Decision!.State);
        stage.Press(NamedKey.Backspace, NamedKey.Backspace, NamedKey.Backspace, NamedKey.Backspace, NamedKey.Backspace).Type(first.Update).Press(NamedKey.Enter).Work(demo.Session);
        Assert.Equal((UpdateVerdictState.Approved, "CHG-1"), (ListUpdates.Run(demo.Session, null, false, 1).Updates[0].Decision!.State, ListUpdates.Run(demo.Session, null, false, 1).Updates[0].Decision!.Ticket));

        // The next one is rejected, and the rejection lifted; then it is deferred.
        string second = ((UpdatesScreen)stage.Front).Here!.Update;
        Assert.NotEqual(first.Update, second);
        stage.Type("X").Type("CHG-2").Press(NamedKey.Enter).Type("breaks").Press(NamedKey.Enter).Type(second).Press(NamedKey.Enter).Work(demo.Session);
        stage.Press(NamedKey.Tab, NamedKey.Tab);
        Assert.Contains($"rejected by {demo.Session.Actor.Name}, CHG-2: breaks", stage.Text, StringComparison.Ordinal);
        stage.Type("X").Type("fixed").Press(NamedKey.Enter).Work(demo.Session);
        Assert.Contains("No update is rejected.", stage.Text, StringComparison.Ordinal);
        stage.Press(NamedKey.BackTab, NamedKey.BackTab);
        string third = ((UpdatesScreen)stage.Front).Here!.Update;
        stage.Type("D").Type("someday").Press(NamedKey.Enter);
        Assert.Contains("\"someday\" is no day.", stage.Text, StringComparison.Ordinal);
        stage.Type(demo.Session.Now.InUtc().Date.PlusDays(10).ToString("uuuu-MM-dd", null)).Press(NamedKey.Enter).Type("CHG-3").Press(NamedKey.Enter, NamedKey.Enter).Type(third).Press(NamedKey.Enter).Work(demo.Session);
        Assert.Equal(UpdateVerdictState.Deferred, ListUpdates.Run(demo.Session, null, false, 10_000).Updates.First(u => u.Update == third).Decision!.State);
    }
}
