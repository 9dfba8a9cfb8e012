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
        Assert.StartsWith("Risk  ", rows[1]);
        Assert.EndsWith("1,204 open  1,933 points", rows[1]);
        Assert.EndsWith("[VH  12   +3]", rows[3]);
        Assert.Contains(risk.Begun, w => w.StartsWith(ListOf(5, 5), StringComparison.Ordinal));
        Assert.Contains("VH 12  +3", risk.Text);
        Rows(risk, 5, 5, Finding("F20418", "web-07"), Finding("F20422", "web-11"));
        Assert.Contains("CELL 5x5 VH  12 findings, +3 in 7 days", risk.Text);
        Assert.Contains(" d F20418", risk.Text);
        Assert.Contains("KEV", risk.Text);
    }

    [Theory]
    [InlineData(60, 15)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    public void An_import_that_runs_is_in_the_crumb_whatever_else_has_no_room(int width, int height)
    {
        RiskMatrixResult picture = Picture(empty: false) with { Accepted = 12, ImportRunning = new ImportRunning("I4", "weekly.csv", 630, "import running 63%") };
        ScreenStage risk = new ScreenStage(new RiskScreen(), width, height).Answer("head", new HeadRead(RiskHead.Of(picture, [], picture.ImportRunning.Label))).Answer("matrix", new MatrixRead(picture));
        Assert.Contains("import running 63%", risk.Rows[1]);
        Assert.Equal(width >= 120, risk.Rows[1].Contains("12 accepted"));
    }

    [Fact]
    public void Arrows_walk_the_matrix_and_the_list_follows()
    {
        ScreenStage risk = Risk().Press(NamedKey.Left);
        Assert.Contains(risk.Begun, w => w.StartsWith(ListOf(5, 4), StringComparison.Ordinal));
        Assert.Contains("[H   31     ]", risk.Text);
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
        Assert.Equal(Ink.Default, risk.CellAt(3, at - 1).Style.Back);
    }

    [Fact]
    public void An_answer_for_a_cell_that_was_left_is_not_shown_in_another()
    {
        ScreenStage risk = Risk().Press(NamedKey.Left);
        Rows(risk, 5, 5, Finding("F20418", "web-07"));
        Assert.DoesNotContain("F20418", risk.Text);
    }

    [Fact]
    public void A_filter_is_in_the_crumb_and_an_answer_from_before_it_is_not_shown()
    {
        ScreenStage risk = Risk().Type("/env = prod").Press(NamedKey.Enter);
        risk.Answer("matrix", new MatrixRead(Picture(empty: false)));
        Assert.Contains(".. of 1,204 match  /env = prod", risk.Rows[1]);
        Assert.Contains("reading ..", risk.Text);
        risk.Answer("matrix", new MatrixRead(Picture(empty: true), "env = prod"));
        Assert.Contains("0 of 1,204 match. Esc clears.", risk.Text);
        risk.Press(NamedKey.Escape).Answer("matrix", new MatrixRead(Picture(empty: false)));
        Assert.DoesNotContain("/env", risk.Rows[1]);
    }

    [Fact]
    public void A_filter_that_is_none_says_so_and_the_old_one_stays()
    {
        ScreenStage risk = Risk().Type("/env = prod").Press(NamedKey.Enter).Type("/").Type(" adn role").Press(NamedKey.Enter);
        Assert.Equal("env = prod", ((RiskScreen)risk.Front).Frame.Applied.Text);
        Assert.Contains("Column 12: ", risk.Text);
    }

    [Fact]
    public void Enter_goes_into_the_cell_and_into_the_finding_with_its_explanation()
    {
        ScreenStage risk = Risk();
        Rows(risk, 5, 5, Finding("F20418", "web-07")).Press(NamedKey.Enter);
        Rows(risk, 5, 5, Finding("F20418", "web-07"), Finding("F20422", "web-11"));
        Assert.Equal("Risk > VH 5x5  1/2  worst first", risk.Rows[1]);
        risk.Press(NamedKey.Down);
        Assert.StartsWith(">d F20422", risk.Rows[4]);
        risk.Press(NamedKey.Enter);
        Assert.Contains("finding", risk.Begun);
        Assert.Equal("Risk > VH 5x5 > F20422  2/2", risk.Rows[1]);
    }

    [Fact]
    public void Without_findings_it_says_how_to_import_some()
    {
        ScreenStage risk = new ScreenStage(new RiskScreen()).Answer("matrix", new MatrixRead(Picture(empty: true))).Answer("head", new HeadRead(new RiskHead(0, 0, null, [], null)));
        Assert.Contains("No findings. i imports a Nessus or Qualys file.", risk.Text);
        risk.Press(NamedKey.Down, NamedKey.Enter);
        Assert.EndsWith("no import yet", risk.Rows[1]);
    }

    [Theory]
    [InlineData(60, 15)]
    [InlineData(80, 24)]
    [InlineData(120, 40)]
    [InlineData(200, 60)]
    public void It_fits_every_terminal(int width, int height)
    {
        ScreenStage risk = Risk(width, height);
        Rows(risk, 5, 5, [.. Enumerable.Range(1, 60).Select(i => Finding($"F{20418 + i}", "a-host-with-a-very-long-name-indeed"))]);
        Assert.All(risk.Rows, r => Assert.True(r.Length <= width));
        Assert.Contains("VH", risk.Text);
        Assert.Contains("? keys", risk.Rows[height - 1]);
    }

    private static string ListOf(int likelihood, int impact) => RiskWork.NameOf(new FindingQuery("", new RiskScore(likelihood, impact)), RiskFilter.None);

    private static ScreenStage Rows(ScreenStage risk, int likelihood, int impact, params FindingLine[] rows)
    {
        string list = ListOf(likelihood, impact);
        return risk.Answer($"{list} Whole", new FindingsRead(list, new WindowRead(WindowPart.Whole, null, 0, FindingWindow.PageSize), rows));
    }

    private static ScreenStage Risk(int width = 80, int height = 24) => new ScreenStage(new RiskScreen(), width, height).Answer("head", new HeadRead(RiskHead.Of(Picture(empty: false)))).Answer("matrix", new MatrixRead(Picture(empty: false)));

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
        Now - Duration.FromDays(15), Now - Duration.FromHours(14), new FindingRisk(5, 5, RiskLevel.VeryHigh, 10, "VERY HIGH: likelihood 5, impact 5, NIST SP 800-30 table I-2", []), null, Now + Duration.FromDays(3), null);
}
