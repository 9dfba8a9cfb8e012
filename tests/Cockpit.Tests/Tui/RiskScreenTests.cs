using Cockpit.Core.Findings;
using Cockpit.Core.Risk;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

public sealed class RiskScreenTests
{
    private static readonly Instant Now = ScreenStage.Now;

    [Fact]
    public void The_cursor_begins_on_the_worst_cell_that_has_findings()
    {
        ScreenStage risk = Risk();
        string[] rows = risk.Rows;
        Assert.Equal("Risk  1,204 open, 1,933 points   imported 3h ago", rows[1]);
        Assert.EndsWith("[ VH  12 ]", rows[3]);
        Assert.Contains("cell 5x5", risk.Begun);
        Assert.Contains("VH 12  +3", risk.Text);
        risk.Answer("cell 5x5", new CellRead(5, 5, [Finding("F20418", "web-07"), Finding("F20422", "web-11")], false));
        Assert.Contains("CELL 5x5 VH  12 findings, 2 hosts", risk.Text);
        Assert.Contains("VH F20418  web-07", risk.Text);
        Assert.Contains("KEV", risk.Text);
    }

    [Fact]
    public void Arrows_walk_the_matrix_and_the_list_follows()
    {
        ScreenStage risk = Risk().Press(NamedKey.Left);
        Assert.Contains("cell 5x4", risk.Begun);
        Assert.Contains("[ H   31 ]", risk.Text);
        risk.Press(NamedKey.Down, NamedKey.Down, NamedKey.Down, NamedKey.Down, NamedKey.Down);
        Assert.Equal((1, 4), (((RiskScreen)risk.Front).Likelihood, ((RiskScreen)risk.Front).Impact));
        risk.Type("N");
        Assert.NotEqual((1, 4), (((RiskScreen)risk.Front).Likelihood, ((RiskScreen)risk.Front).Impact));
    }

    [Fact]
    public void A_cell_is_filled_with_its_bands_colour_and_has_its_word_without_it()
    {
        ScreenStage risk = Risk();
        int at = risk.Rows[3].IndexOf("VH  12", StringComparison.Ordinal);
        Assert.Equal(Ink.VeryHigh, risk.CellAt(3, at).Style.Back);
        Assert.Equal(Ink.Default, risk.CellAt(3, at - 2).Style.Back);
    }

    [Fact]
    public void An_answer_for_a_cell_that_was_left_is_not_shown_in_another()
    {
        ScreenStage risk = Risk().Press(NamedKey.Left);
        risk.Answer("cell 5x5", new CellRead(5, 5, [Finding("F20418", "web-07")], false));
        Assert.DoesNotContain("F20418", risk.Text);
    }

    [Fact]
    public void Enter_goes_into_the_cell_and_into_the_finding_with_its_explanation()
    {
        ScreenStage risk = Risk();
        risk.Answer("cell 5x5", new CellRead(5, 5, [Finding("F20418", "web-07")], false)).Press(NamedKey.Enter);
        risk.Answer("cell 5x5", new CellRead(5, 5, [Finding("F20418", "web-07"), Finding("F20422", "web-11")], false));
        Assert.Equal("Risk > VH 5x5  2", risk.Rows[1]);
        risk.Type("/web-11").Press(NamedKey.Enter);
        Assert.StartsWith(">VH F20422", risk.Rows[3]);
        risk.Press(NamedKey.Enter);
        Assert.Contains("finding", risk.Begun);
        Assert.Equal("Risk > VH 5x5 > F20422  1/1", risk.Rows[1]);
    }

    [Fact]
    public void Without_findings_it_says_how_to_import_some()
    {
        ScreenStage risk = new ScreenStage(new RiskScreen()).Answer("matrix", new MatrixRead(Picture(empty: true)));
        Assert.Contains("No findings. i imports a Nessus or Qualys file.", risk.Text);
        risk.Press(NamedKey.Down, NamedKey.Enter);
        Assert.Equal("Risk  no import yet", risk.Rows[1]);
    }

    private static ScreenStage Risk() => new ScreenStage(new RiskScreen()).Answer("matrix", new MatrixRead(Picture(empty: false)));

    private static RiskMatrixResult Picture(bool empty)
    {
        long[,] counts = { { 61, 55, 30, 15, 5 }, { 40, 130, 151, 60, 12 }, { 21, 90, 160, 71, 14 }, { 9, 34, 88, 52, 9 }, { 3, 11, 40, 31, 12 } };
        var cells = new List<RiskCell>();
        for (int l = 1; l <= 5; l++)
            for (int i = 1; i <= 5; i++) cells.Add(new RiskCell(l, i, RiskMatrix.Level(l, i), empty ? 0 : l == 4 && i == 5 ? 0 : counts[l - 1, i - 1], l == 5 && i == 5 && !empty ? 3 : 0));
        return empty ? new RiskMatrixResult(cells, 0, 0, null) : new RiskMatrixResult(cells, 1204, 1933, Now - Duration.FromHours(3));
    }

    private static FindingLine Finding(string id, string host) => new(
        id, host, true, FindingSource.Nessus, 201338, "openssl: buffer overflow in X.509 name check", Severity.Critical, 9.8, 3, .91, true, ["CVE-2026-31842"], 443, FindingProtocol.Tcp, FindingStatus.Open,
        Now - Duration.FromDays(15), Now - Duration.FromHours(14), new FindingRisk(5, 5, RiskLevel.VeryHigh, 10, "VERY HIGH: likelihood 5, impact 5, NIST SP 800-30 table I-2", []), null, null, null);
}
