using Cockpit.Core.Ids;
using Cockpit.Core.Rollouts;
using Cockpit.Operations.Rollouts;
using Cockpit.Tui.Rollouts;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class BreakGlassScreenTests
{
    [Fact]
    public void A_draft_is_submitted_and_its_glass_broken_by_a_reason_and_the_words()
    {
        using var demo = new DemoOnDisk();
        RolloutLine approved = ListRollouts.Run(demo.Session).Rollouts[0];
        Assert.True(RolloutId.TryParse(approved.RolloutId, out RolloutId first));
        string id = PlanRollout.From(demo.Session, first, "again").RolloutId;
        Assert.True(RolloutId.TryParse(id, out RolloutId rollout));
        ScreenStage stage = new ScreenStage(new RolloutScreen(id)).Work(demo.Session);
        stage.Type("S").Type("CHG-4711").Press(NamedKey.Enter).Work(demo.Session);
        Assert.Equal((RolloutPhase.AwaitingApproval, "CHG-4711"), (ShowRollout.Run(demo.Session, rollout).State, ShowRollout.Run(demo.Session, rollout).Ticket));

        stage.Type(":allow break glass").Press(NamedKey.Enter).Type("anna called me").Press(NamedKey.Enter);
        Assert.Contains("LET ANOTHER PERSON BREAK THE GLASS", stage.Text, StringComparison.Ordinal);
        stage.Type(ShowRollout.Run(demo.Session, rollout).Hash[..4]).Press(NamedKey.Enter).Work(demo.Session);
        Assert.True(Assert.Single(ShowRollout.Run(demo.Session, rollout).Approvals).BreakGlass);

        stage.Type(":break glass").Press(NamedKey.Enter).Type("exploited").Press(NamedKey.Enter);
        Assert.Contains("BREAK THE GLASS and start", stage.Text, StringComparison.Ordinal);
        Assert.Contains("because exploited", stage.Text, StringComparison.Ordinal);
        stage.Type("yes").Press(NamedKey.Enter);
        Assert.Null(ShowRollout.Run(demo.Session, rollout).BrokenGlass);
        Assert.Contains("Type break glass and Enter.", stage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void In_read_only_mode_nobody_breaks_the_glass()
    {
        using var demo = new DemoOnDisk();
        string id = ListRollouts.Run(demo.Session).Rollouts[0].RolloutId;
        ScreenStage stage = new ScreenStage(new RolloutScreen(id), asOperator: false).Work(demo.Session);
        Assert.Contains("READ-ONLY: breaking the glass", stage.Type(":break glass").Press(NamedKey.Enter).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_owed_review_stands_in_red_on_the_overview()
    {
        using var demo = new DemoOnDisk();
        Assert.True(RolloutId.TryParse(ListRollouts.Run(demo.Session).Rollouts[0].RolloutId, out RolloutId first));
        Assert.True(RolloutId.TryParse(PlanRollout.From(demo.Session, first, "again").RolloutId, out RolloutId rollout));
        StartRollout.Run(demo.Session, rollout, true, null, _ => null, breakGlass: "exploited");
        ScreenStage stage = new ScreenStage(new global::Cockpit.Tui.Overview.OverviewScreen()).Work(demo.Session);
        int row = Array.FindIndex(stage.Rows, r => r.Contains($"{rollout}-break", StringComparison.Ordinal));
        Assert.InRange(row, 2, 10);
        Assert.Equal('X', stage.Rows[row][1]);
        Assert.Contains("a second signature is owed: anna", stage.Rows[row], StringComparison.Ordinal);
        Assert.Equal(Style.Failed, stage.CellAt(row, 1).Style);
    }
}
