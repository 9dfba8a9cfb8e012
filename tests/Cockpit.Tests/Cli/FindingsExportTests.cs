using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>findings export as people call it: each form, what a spreadsheet must not run, and what is there already.</summary>
public sealed class FindingsExportTests : IDisposable
{
    private const string Formula = "=cmd|'/c calc'!A0";

    private const string Export =
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n" +
        $"1,CVE-2026-90001,9.8,Critical,web-01,tcp,443,{Formula},s,d,u,,found\n2,,5.0,Medium,web-01,tcp,0,\"a | <b>, \"\"c\"\"\",s,d,u,,found\n";

    private readonly Program program = new();

    public FindingsExportTests()
    {
        program.Run("host", "add", "web-01");
        program.Run("findings", "import", program.File("scan.csv", Export));
    }

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_table_names_its_columns_and_runs_nothing_in_a_spreadsheet()
    {
        JsonElement done = program.Json("findings", "export", "all.csv");
        done.Has("file", "format", "findings");
        Assert.Equal((2, "csv"), (done.GetProperty("findings").GetInt32(), done.GetProperty("format").GetString()));
        string[] lines = Read("all.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("id,host,matched,source,pluginId,name,severity,cvss,", lines[0]);
        Assert.Contains($",'{Formula},", lines[1]);
        Assert.Contains(",\"a | <b>, \"\"c\"\"\",", lines[2]);

        Assert.Equal(0, program.Run("findings", "export", "raw.csv", "--raw").Exit);
        Assert.Contains($",{Formula},", Read("raw.csv"));
    }

    [Fact]
    public void Json_holds_what_a_list_prints_and_Markdown_a_row_for_each()
    {
        Assert.Equal(0, program.Run("findings", "accept", "F2", "--until", DateTime.UtcNow.AddDays(9).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "--reason", "known").Exit);
        foreach (string status in (string[])["open", "accepted"])
        {
            Assert.Equal(0, program.Run("findings", "export", "f.json", "--status", status, "--yes").Exit);
            using JsonDocument file = JsonDocument.Parse(Read("f.json"));
            JsonElement listed = program.Json("findings", "list", "--status", status).GetProperty("findings");
            Assert.True(JsonElement.DeepEquals(listed, file.RootElement.GetProperty("findings")));
        }
        Assert.Equal(0, program.Run("findings", "export", "f.md").Exit);
        string[] lines = Read("f.md").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["| id | host | matched |", "| --- | --- | --- |", "| F1 | web-01 | yes |"], [lines[0][..23], lines[1][..19], lines[2][..21]]);
        Assert.Equal(0, program.Run("findings", "export", "f.txt", "--format", "md", "--status", "accepted").Exit);
        Assert.Contains(@"| a \| &lt;b&gt;, ""c"" |", Read("f.txt"));
    }

    [Fact]
    public void The_filters_of_a_list_choose_and_the_worst_come_first()
    {
        Assert.Equal(0, program.Run("findings", "export", "some.csv", "--severity", "medium").Exit);
        Assert.Equal(2, Read("some.csv").Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("F2,web-01", Read("some.csv"));
    }

    [Fact]
    public void What_is_there_is_replaced_only_by_a_typed_word_and_a_wish_that_makes_no_sense_is_refused()
    {
        program.File("there.csv", "mine");
        Ran asked = program.Run("findings", "export", "there.csv");
        Assert.Equal((2, "mine"), (asked.Exit, Read("there.csv")));
        Assert.StartsWith("CONFIRMATION_NEEDED ", asked.Error);
        Assert.Equal(0, program.Run("findings", "export", "there.csv", "--yes").Exit);
        Assert.StartsWith("id,", Read("there.csv"));
        Assert.StartsWith($"EXPORT_UNWRITABLE {program.Folder}/nowhere is no folder. ", program.Run("findings", "export", "nowhere/f.csv").Error);
        Ran raw = program.Run("findings", "export", "f.json", "--raw");
        Assert.Equal(2, raw.Exit);
        Assert.StartsWith("USAGE ", raw.Error);
        Assert.False(File.Exists(Path.Combine(program.Folder, "f.json")));
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(program.Folder, name));
}
