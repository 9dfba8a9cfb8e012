using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>The figures of the risk, and the rules that make them, as people and scripts call them.</summary>
public sealed class RiskCommandTests : IDisposable
{
    private const string Scan =
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n" +
        "1,CVE-2026-90001,9.8,Critical,web-01,tcp,443,First,s,d,u,,found\n2,,5.0,Medium,web-01,tcp,0,Second | <b>,s,d,u,,found\n3,,,None,web-02,tcp,0,Third,s,d,u,,found\n";

    private readonly Program program = new();

    public RiskCommandTests()
    {
        program.Run("host", "add", "web-01", "--env", "prod");
        program.Run("host", "add", "web-02", "--env", "test");
        Assert.Equal(0, program.Run("findings", "import", program.File("scan.csv", Scan)).Exit);
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void The_matrix_has_25_cells_in_every_form()
    {
        JsonElement matrix = program.Json("risk", "matrix");
        matrix.Has("cells", "total", "points", "asOf");
        JsonElement[] cells = [.. matrix.GetProperty("cells").EnumerateArray()];
        Assert.Equal(25, cells.Length);
        Assert.All(cells, c => c.Has("likelihood", "impact", "level", "count", "change7d"));
        Assert.Equal((3, 3), (matrix.GetProperty("total").GetInt32(), cells.Sum(c => c.GetProperty("count").GetInt32())));
        Assert.Equal(3, matrix.GetProperty("points").GetInt32());
        Assert.Equal(1, program.Json("risk", "matrix", "--env", "test").GetProperty("total").GetInt32());
        Assert.Equal(2, program.Json("risk", "matrix", "--scope", "env = prod").GetProperty("total").GetInt32());
        Assert.Equal(0, program.Json("risk", "matrix", "--tool", "qualys").GetProperty("total").GetInt32());
        Assert.Equal(26, program.Run("risk", "matrix", "-o", "csv").Out.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        string[] md = program.Run("risk", "matrix", "-o", "md").Out.Split('\n');
        Assert.StartsWith("3 open findings, 3 points, imported ", md[0]);
        Assert.Equal(["", @"| likelihood \\ impact | 1 | 2 | 3 | 4 | 5 |", "| --- | ---: | ---: | ---: | ---: | ---: |", "| 5 very likely | VL 0 | L 0 | M 0 | H 0 | VH 0 |"], md[1..5]);
        Assert.Contains("| 3 plausible | VL 0 | L 0 | M 0 | M 1 | H 0 |", md);
    }

    [Fact]
    public void The_top_is_told_by_host_and_by_finding_in_every_form()
    {
        JsonElement hosts = program.Json("risk", "top");
        hosts.GetProperty("hosts")[0].Has("host", "matched", "points", "openFindings", "veryHigh", "knownExploited");
        Assert.Equal(["web-01", "web-02"], hosts.GetProperty("hosts").Each("host"));
        Assert.Equal(["F1", "F2"], program.Json("risk", "top", "--by", "finding", "--limit", "2").GetProperty("findings").Each("id"));
        Assert.Equal(["web-02"], program.Json("risk", "top", "--env", "test").GetProperty("hosts").Each("host"));
        Assert.Equal(["web-01"], program.Json("risk", "top", "--limit", "1").GetProperty("hosts").Each("host"));
        Assert.Equal(
            ["| host | points | open findings | very high | kev | in the file |", "| --- | ---: | ---: | ---: | ---: | --- |", "| web-01 | 3 | 2 | 0 | 0 | yes |", "| web-02 | 0 | 1 | 0 | 0 | yes |", ""],
            program.Run("risk", "top", "-o", "md").Out.Split('\n'));
        Assert.Equal("No update is pending.\n", program.Run("risk", "top", "--by", "update").Out);
        Assert.Equal("No findings match.\n", program.Run("risk", "top", "--kev").Out);
        Assert.Equal("No findings match.\n", program.Run("risk", "top", "--by", "finding", "--kev").Out);
        Assert.Contains(@"| Second \| &lt;b&gt; |", program.Run("risk", "top", "--by", "finding", "-o", "md").Out);
        Assert.Equal("host,points,open findings,very high,kev,in the file\r\nweb-01,3,2,0,0,yes\r\nweb-02,0,1,0,0,yes\r\n", program.Run("risk", "top", "-o", "csv").Out);
    }

    [Fact]
    public void The_burn_down_has_a_row_for_each_day()
    {
        JsonElement days = program.Json("risk", "burndown").GetProperty("days");
        JsonElement today = Assert.Single(days.EnumerateArray());
        today.Has("day", "points", "open", "veryHigh", "high", "moderate", "low", "veryLow", "change", "knownExploited", "moved");
        Assert.Equal((3, 3, 0, 0), (today.GetProperty("points").GetInt32(), today.GetProperty("open").GetInt32(), today.GetProperty("veryHigh").GetInt32(), today.GetProperty("knownExploited").GetInt32()));
        Assert.Equal(2, program.Json("risk", "burndown", "--env", "prod", "--days", "1").GetProperty("days")[0].GetProperty("open").GetInt32());
        string day = today.GetProperty("day").GetString()!;
        Assert.StartsWith($"day,points,open,veryHigh,high,moderate,low,veryLow,change,kev,moved\r\n{day},3,3,0,0,1,1,1,,0,", program.Run("risk", "burndown", "-o", "csv").Out);
        Assert.Contains($"{day}       3  ########################", program.Run("risk", "burndown").Out);
        Assert.Equal(2, program.Run("risk", "burndown", "--days", "0").Exit);
        Assert.Equal("No findings of these hosts or this tool were ever imported.\n", program.Run("risk", "burndown", "--tool", "qualys").Out);
    }

    [Fact]
    public void Rules_are_shown_edited_tried_set_and_reset_and_every_version_stays()
    {
        Ran shown = program.Run("risk", "rules", "show", "-o", "json");
        JsonElement rules = JsonDocument.Parse(shown.Out).RootElement;
        rules.Has("version", "inForce", "at", "by", "note", "rules");
        rules.GetProperty("rules").Has("likelihood", "exposure", "potential", "knownExploitedFloor", "bands", "defaultCriticality", "slaDays", "knownExploitedDueDate", "dueSoonDays", "bod2604", "staleAfterDays");
        Assert.Contains("version 1, in force: built in", program.Run("risk", "rules", "show").Out);

        string edited = program.File("rules.json", shown.Out.Replace("\"defaultCriticality\": 3", "\"defaultCriticality\": 5"));
        JsonElement tried = program.Json("risk", "rules", "set", edited, "--dry-run");
        tried.Has("version", "dryRun", "note", "moves", "scored");
        Assert.Equal((JsonValueKind.Null, true), (tried.GetProperty("version").ValueKind, tried.GetProperty("dryRun").GetBoolean()));
        Assert.All(tried.GetProperty("moves").EnumerateArray(), m => m.Has("from", "to", "findings"));
        Assert.NotEmpty(tried.GetProperty("moves").EnumerateArray());
        Assert.Contains(" would change the level:", program.Run("risk", "rules", "set", edited, "--dry-run").Out);
        Assert.Equal(3, Points());

        JsonElement set = program.Json("risk", "rules", "set", edited, "--note", "the board in March");
        Assert.Equal((2, "the board in March", true), (set.GetProperty("version").GetInt32(), set.GetProperty("note").GetString(), set.GetProperty("scored").GetBoolean()));
        Assert.True(Points() > 3);
        Assert.Equal((1, false), (program.Json("risk", "rules", "show", "--version", "1").GetProperty("version").GetInt32(), program.Json("risk", "rules", "show", "--version", "1").GetProperty("inForce").GetBoolean()));

        Assert.Equal("Version 3 is in force: the built-in rules again. All scores follow it.\n", program.Run("risk", "rules", "reset").Out);
        Assert.Equal(3, Points());
        JsonElement history = program.Json("risk", "rules", "history").GetProperty("versions");
        Assert.All(history.EnumerateArray(), v => v.Has("version", "inForce", "at", "by", "note"));
        Assert.Equal(["3", "2", "1"], history.Each("version"));
        Assert.Equal(["the built-in rules again", "the board in March", "built in"], history.Each("note"));
        JsonElement rescored = program.Json("risk", "rescore");
        rescored.Has("done", "rulesVersion", "percent");
        Assert.Equal((true, 3, 100), (rescored.GetProperty("done").GetBoolean(), rescored.GetProperty("rulesVersion").GetInt32(), rescored.GetProperty("percent").GetInt32()));

        int Points() => program.Json("risk", "matrix").GetProperty("points").GetInt32();
    }

    [Fact]
    public void Rules_that_do_not_hold_are_refused_with_every_fault()
    {
        string text = program.Run("risk", "rules", "show", "-o", "json").Out;
        Ran refused = program.Run("risk", "rules", "set", program.File("bad.json", text.Replace("\"defaultCriticality\": 3", "\"defaultCriticality\": 9").Replace("\"potential\": -1", "\"potential\": 1")));
        Assert.Equal((2, ""), (refused.Exit, refused.Out));
        Assert.StartsWith("RISK_RULES_INVALID ", refused.Error);
        Assert.Contains("defaultCriticality is from 1 to 5.", refused.Error);
        Assert.Contains("potential is from -4 to 0.", refused.Error);
        Assert.StartsWith("RISK_RULES_INVALID ", program.Run("risk", "rules", "set", program.File("no.json", "[]")).Error);
        Assert.StartsWith("RISK_RULES_UNREADABLE ", program.Run("risk", "rules", "set", "nowhere.json").Error);
        Assert.StartsWith("RISK_RULES_UNKNOWN ", program.Run("risk", "rules", "show", "--version", "7").Error);
        Assert.Single(program.Json("risk", "rules", "history").GetProperty("versions").EnumerateArray());
    }

    [Fact]
    public void While_an_import_runs_no_plan_is_made_and_the_figures_say_so()
    {
        // What an import holds for the file as long as it runs.
        using (new FileStream(Path.Combine(program.Folder, "cockpit.db.import"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            foreach (string[] call in (string[][])[["rollout", "plan", "--scope", "name = web-01", "--window", "always"], ["findings", "import", "scan.csv"]])
            {
                Ran refused = program.Run(call);
                Assert.Equal((3, ""), (refused.Exit, refused.Out));
                Assert.StartsWith("IMPORT_RUNNING ", refused.Error);
            }
            Assert.Contains("import running", program.Run("risk", "matrix").Out);
            Assert.Contains("import running", program.Run("status").Out);
        }
        Assert.DoesNotContain("IMPORT_RUNNING", program.Run("rollout", "plan", "--scope", "name = web-01", "--window", "always").Error);
    }
}
