using System.Text.Json;
using System.Text.RegularExpressions;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>What the risk screens say is what the command line says, on one file: per cell, per host, per update, over all and under a filter.</summary>
public sealed partial class RiskParityTests(DemoOnDisk demo) : IClassFixture<DemoOnDisk>
{
    [Theory]
    [InlineData("")]
    [InlineData("env = prod", "--env", "prod")]
    [InlineData("tool = qualys", "--tool", "qualys")]
    [InlineData("role = web and tool = nessus", "--scope", "role = web", "--tool", "nessus")]
    public void The_matrix(string filter, params string[] options)
    {
        JsonElement matrix = Json(["risk", "matrix", .. options]);
        ScreenStage screen = Stage(new RiskScreen(), filter);
        Assert.Contains(filter.Length == 0 ? $"{matrix.GetProperty("total").GetInt64():N0} open  {matrix.GetProperty("points").GetInt64():N0} points" : $"{matrix.GetProperty("total").GetInt64():N0} of", screen.Rows[1]);
        var told = matrix.GetProperty("cells").EnumerateArray().ToDictionary(c => (c.GetProperty("likelihood").GetInt32(), c.GetProperty("impact").GetInt32()));
        Assert.Equal(25, told.Count);
        foreach (((int likelihood, int impact), JsonElement cell) in told)
        {
            // On 120x40 a cell is 13 wide and three rows high; row 3 is the first below the numbers of the columns.
            int row = 3 + (5 - likelihood) * 3, column = 14 + (impact - 1) * 13;
            string[] rows = [.. Enumerable.Range(row, 3).Select(r => screen.Rows[r].PadRight(120)[column..(column + 13)])];
            Assert.Equal(cell.GetProperty("count").GetInt64(), long.Parse(Number().Match(rows[0]).Value, null));
            long change = cell.GetProperty("change7d").GetInt64();
            Assert.Equal(change == 0 ? "" : $"{change:+0;-0} in 7d", rows[2].Trim(' ', '[', ']'));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("env = prod", "--env", "prod")]
    [InlineData("tool = qualys", "--tool", "qualys")]
    public void The_hosts_with_the_most_points(string filter, params string[] options)
    {
        ScreenStage screen = Stage(new TopHostsScreen(RiskFrame.Unread), filter);
        List<string> said = [.. screen.Rows.Skip(3).TakeWhile(r => r.Trim().Length > 0).Select(r => Blanks().Replace(r.Replace("#", "", StringComparison.Ordinal)[1..], " ").Trim())];
        IEnumerable<string> told = Json(["risk", "top", "--limit", $"{said.Count}", .. options]).GetProperty("hosts").EnumerateArray()
            .Select(h => $"{h.GetProperty("host").GetString()} {h.GetProperty("points")} {h.GetProperty("openFindings")} {h.GetProperty("veryHigh")} {h.GetProperty("knownExploited")}");
        Assert.NotEmpty(said);
        Assert.Equal(told, said);
    }

    [Fact]
    public void The_updates_that_remove_the_most()
    {
        ScreenStage screen = Stage(new TopUpdatesScreen(RiskFrame.Unread), "");
        var told = Json(["update", "list", "--limit", "5"]).GetProperty("updates").EnumerateArray().ToList();
        Assert.Equal(5, told.Count);
        for (int i = 0; i < told.Count; i++)
        {
            JsonElement update = told[i];
            string held = update.GetProperty("heldHosts").GetInt64() is > 0 and var hosts ? $" {hosts}" : "";
            string expected = $"{update.GetProperty("update").GetString()} {update.GetProperty("version").GetString()} {update.GetProperty("points")} {update.GetProperty("pendingHosts")} {update.GetProperty("closes")} {update.GetProperty("kev")}{held}";
            Assert.Equal(expected, Blanks().Replace(screen.Rows[3 + i].Replace("#", "", StringComparison.Ordinal)[2..], " ").Trim());
        }
    }

    [Fact]
    public void One_finding()
    {
        JsonElement worst = Json(["findings", "list", "--limit", "1"]).GetProperty("findings")[0];
        string id = worst.GetProperty("id").GetString()!;
        JsonElement told = Json(["findings", "show", id]);
        ScreenStage page = new ScreenStage(new FindingScreen(id), 120, 40).Work(demo.Session);
        Assert.Contains(told.GetProperty("risk").GetProperty("verdict").GetString()!, page.Text);
        Assert.Contains($"LIKELIHOOD {told.GetProperty("risk").GetProperty("likelihood")}", page.Text);
        Assert.Contains($"FIXED BY {told.GetProperty("fixes")[0].GetProperty("package").GetString()} {told.GetProperty("fixes")[0].GetProperty("to").GetString()}", page.Text);
        Assert.All(told.GetProperty("cves").EnumerateArray(), cve => Assert.Contains(cve.GetString()!, page.Text));
    }

    [Fact]
    public void A_disputed_finding_says_who_contradicts_whom_and_how_that_ends()
    {
        string id = Json(["findings", "list", "--status", "disputed", "--limit", "1"]).GetProperty("findings")[0].GetProperty("id").GetString()!;
        ScreenStage page = new ScreenStage(new FindingScreen(id), 80, 24).Work(demo.Session);
        Assert.Contains("DISPUTED the scanner calls it open, the distribution fixed as installed", page.Text);
        Assert.Contains("To end it: install what the scanner wants", page.Text);
        Assert.Contains("SCANNER WANTS nginx", page.Text);
        Assert.DoesNotContain("FIXED BY", page.Text);
        Assert.DoesNotContain("sure:", page.Text);
    }

    private ScreenStage Stage(Screen screen, string filter)
    {
        ScreenStage stage = new ScreenStage(screen, 120, 40).Work(demo.Session);
        if (filter.Length > 0) stage.Type($"/{filter}").Press(NamedKey.Enter).Work(demo.Session);
        return stage;
    }

    private JsonElement Json(params string[] arguments)
    {
        using var program = new Cli.Program();
        Cli.Ran ran = program.Run([.. arguments, "--db", demo.Session.FilePath, "-o", "json"]);
        Assert.Equal((0, ""), (ran.Exit, ran.Error));
        using JsonDocument document = JsonDocument.Parse(ran.Out);
        return document.RootElement.Clone();
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
