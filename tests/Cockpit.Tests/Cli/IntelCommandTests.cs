using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>intel import and intel status: each feed of some lines, what is refused, and what it says.</summary>
public sealed class IntelCommandTests : IDisposable
{
    private const string Kev =
        """{"dateReleased":"2026-10-20T15:00:00Z","count":1,"vulnerabilities":[{"cveID":"CVE-2026-90001","vulnerabilityName":"A","dateAdded":"2026-10-01","dueDate":"2026-10-05","knownRansomwareCampaignUse":"Known"}]}""";

    private const string Epss = "#model_version:v2026.01.01,score_date:2026-10-20T00:00:00+0000\ncve,epss,percentile\nCVE-2026-90001,0.91,0.99\nCVE-2026-90002,0.002,0.4\n";

    private const string Ssvc = "CVE,Exploitation,Automatable,Technical Impact,Timestamp\nCVE-2026-90001,active,yes,total,2026-10-19T00:00:00Z\n";

    private const string Tracker = """{"openssl":{"CVE-2026-90001":{"releases":{"bookworm":{"status":"resolved","fixed_version":"3.0.18-1","urgency":"high"}}}}}""";

    private const string Scan =
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n1,CVE-2026-90001,7.5,High,web-01,tcp,443,Old,s,d,u,,found\n";

    private readonly Program program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void A_feed_comes_in_says_what_it_is_and_moves_the_scores()
    {
        Assert.Equal(0, program.Run("findings", "import", program.File("scan.csv", Scan)).Exit);
        JsonElement before = Risk();
        JsonElement kev = program.Json("intel", "import", "kev", program.File("kev.json", Kev));
        kev.Has("feed", "kind", "asOf", "replaced", "entries", "changed", "fileName", "sha256", "durationSeconds", "notes");
        Assert.Equal(("kev", "2026-10-20T00:00:00Z", JsonValueKind.Null, 1, 1, "kev.json"),
            (kev.GetProperty("feed").GetString(), kev.GetProperty("asOf").GetString(), kev.GetProperty("replaced").ValueKind, kev.GetProperty("entries").GetInt32(), kev.GetProperty("changed").GetInt32(), kev.GetProperty("fileName").GetString()));
        Assert.Equal((3, 5), (before.GetProperty("likelihood").GetInt32(), Risk().GetProperty("likelihood").GetInt32()));

        Ran again = program.Run("intel", "import", "kev", "kev.json");
        Assert.Equal(0, again.Exit);
        Assert.StartsWith("kev as of 2026-10-20 00:00:00Z: 1 entry, 0 changed, ", again.Out);
        Assert.Contains("It replaces that of 2026-10-20 00:00:00Z.", again.Out);
        Assert.Contains("of 2026-10-20T00:00:00Z: 1 entry", program.Run("audit", "list").Out);

        JsonElement Risk() => program.Json("findings", "show", "F1").GetProperty("risk");
    }

    [Fact]
    public void Status_tells_of_each_feed_from_when_it_is_or_that_it_never_came()
    {
        program.Run("host", "add", "web-01");
        string[] kinds = ["kev", "epss", "ssvc", "debian-tracker", "oval"];
        JsonElement none = program.Json("intel", "status");
        Assert.Equal(kinds, none.GetProperty("feeds").Each("feed"));
        Assert.All(none.GetProperty("feeds").EnumerateArray(), f =>
        {
            f.Has("feed", "kind", "asOf", "ageSeconds", "limitDays", "stale", "importedAt", "entries", "fileName", "sha256", "detail");
            Assert.Equal((JsonValueKind.Null, JsonValueKind.False), (f.GetProperty("asOf").ValueKind, f.GetProperty("stale").ValueKind));
        });

        Assert.Equal(0, program.Run("intel", "import", "epss", program.File("epss.csv", Epss)).Exit);
        Assert.Equal(0, program.Run("intel", "import", "ssvc", program.File("ssvc.csv", Ssvc)).Exit);
        Assert.Equal(0, program.Run("intel", "import", "debian-tracker", program.File("tracker.json", Tracker)).Exit);
        JsonElement status = program.Json("intel", "status");
        Assert.Equal(["", "2", "1", "1", ""], status.GetProperty("feeds").Each("entries"));
        Assert.Equal("2026-10-20T00:00:00Z", status.GetProperty("feeds")[1].GetProperty("asOf").GetString());
        status.GetProperty("scoring").Has("done", "rulesVersion", "percent");
        Assert.True(status.GetProperty("scoring").GetProperty("done").GetBoolean());
        string text = program.Run("intel", "status").Out;
        Assert.Contains("never imported", text);
        Assert.Contains("2026-10-20", text);
        // What is of October is stale by now, and the file says so where a person looks first.
        Assert.True(status.GetProperty("feeds")[1].GetProperty("stale").GetBoolean());
        Assert.Contains("EPSS", program.Run("status").Out);
    }

    [Theory]
    [InlineData("USAGE", "cve", "kev.json")]
    [InlineData("INTEL_UNREADABLE", "kev", "nowhere.json")]
    [InlineData("INTEL_INVALID", "kev", "epss.csv")]
    [InlineData("INTEL_INVALID", "epss", "kev.json")]
    [InlineData("INTEL_INVALID", "oval", "tracker.json")]
    [InlineData("INTEL_INVALID", "kev", "cut.json")]
    public void A_file_that_is_no_such_feed_changes_nothing(string code, string kind, string file)
    {
        program.File("kev.json", Kev);
        program.File("cut.json", Kev[..^20]);
        program.File("epss.csv", Epss);
        program.File("tracker.json", Tracker);
        program.Run("host", "add", "web-01");
        Ran ran = program.Run("intel", "import", kind, file);
        Assert.Equal((2, ""), (ran.Exit, ran.Out));
        Assert.StartsWith(code + " ", ran.Error);
        Assert.All(program.Json("intel", "status").GetProperty("feeds").EnumerateArray(), f => Assert.Equal(JsonValueKind.Null, f.GetProperty("asOf").ValueKind));
    }

    [Fact]
    public void An_older_file_is_refused_until_a_person_says_so()
    {
        Assert.Equal(0, program.Run("intel", "import", "kev", program.File("new.json", Kev)).Exit);
        string older = program.File("old.json", Kev.Replace("2026-10-20", "2026-10-10"));
        Ran refused = program.Run("intel", "import", "kev", older);
        Assert.Equal(3, refused.Exit);
        Assert.StartsWith("INTEL_OLDER ", refused.Error);
        Assert.Equal("2026-10-10T00:00:00Z", program.Json("intel", "import", "kev", older, "--older").GetProperty("asOf").GetString());
    }
}
