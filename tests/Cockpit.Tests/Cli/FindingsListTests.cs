using System.Text.Json;

namespace Cockpit.Cockpit.Tests.Cli;

/// <summary>One file for all filters, in which each of them leaves something else.</summary>
public sealed class FilteredFile : IDisposable
{
    public const string Nessus =
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n" +
        "1,CVE-2026-90001,9.8,Critical,web-01,tcp,443,OpenSSL is old,s,d,u,,found\n" +
        "1,CVE-2026-90002,9.8,Critical,web-01,tcp,443,OpenSSL is old,s,d,u,,found\n" +
        "2,CVE-2026-90003,5.0,Medium,web-01,tcp,0,Sudo is old,s,d,u,,found\n" +
        "3,,,None,db-01,tcp,0,Host name,s,d,u,,found\n" +
        "4,CVE-2026-90004,3.1,Low,db-01,tcp,5432,PostgreSQL tells its version,s,d,u,,found\n" +
        "5,,5.0,Medium,,tcp,0,No host,s,d,u,,found\n";

    private const string Qualys =
        "IP,DNS,QID,Title,Vuln Status,Type,Severity,Port,Protocol,First Detected,Last Detected,CVE ID,Results\n" +
        "10.0.0.2,db-01,105943,EOL software,Active,Vuln,5,,,10/01/2026 06:00:00,10/19/2026 06:00:00,CVE-2026-90009,found\n";

    private const string Kev =
        """{"dateReleased":"2026-10-20T15:00:00Z","count":1,"vulnerabilities":[{"cveID":"CVE-2026-90003","vulnerabilityName":"Sudo","dateAdded":"2026-10-01","dueDate":"2026-10-05","knownRansomwareCampaignUse":"Unknown"}]}""";

    internal Program Program { get; } = new();

    internal JsonElement Imported { get; }

    public FilteredFile()
    {
        Program.Run("host", "add", "web-01", "--address", "10.0.0.1", "--env", "prod", "--role", "web");
        Program.Run("host", "add", "db-01", "--address", "10.0.0.2", "--env", "test");
        Imported = Program.Json("findings", "import", Program.File("scan.csv", Nessus));
        Assert.Equal(0, Program.Run("findings", "import", Program.File("vm.csv", Qualys)).Exit);
        Assert.Equal(0, Program.Run("intel", "import", "kev", Program.File("kev.json", Kev)).Exit);
        string telling = Assert.Single(Program.Json("findings", "list", "--cve", "CVE-2026-90004").GetProperty("findings").Each("id"));
        Assert.Equal(0, Program.Run("findings", "accept", telling, "--until", DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "--reason", "known").Exit);
    }

    public void Dispose() => Program.Dispose();
}

/// <summary>Each filter of findings list, and the fields of import, list and show.</summary>
public sealed class FindingsListTests(FilteredFile file) : IClassFixture<FilteredFile>
{
    private const string Nessus = FilteredFile.Nessus;

    private readonly Program program = file.Program;
    private readonly JsonElement imported = file.Imported;

    [Fact]
    public void An_import_accounts_for_each_row_in_the_fields_that_scripts_read()
    {
        imported.Has("importId", "format", "rows", "findings", "new", "updated", "unchanged", "closed", "reopened", "rejected", "hosts", "unmatchedHosts", "ambiguousHosts", "durationSeconds");
        Assert.Equal((6, 4, 1, 1, 4), (Number("rows"), Number("findings"), Number("joined"), Number("rejectedRows"), Number("new")));
        JsonElement rejected = Assert.Single(imported.GetProperty("rejected").EnumerateArray());
        rejected.Has("line", "reason");
        Assert.Equal(7, rejected.GetProperty("line").GetInt32());
        Assert.Equal(1, program.Run("findings", "import", program.File("again.csv", Nessus + "\n"), "--dry-run").Exit);
        Ran strict = program.Run("findings", "import", program.File("strict.csv", Nessus.Replace("found", "other")), "--strict");
        Assert.Equal(2, strict.Exit);
        Assert.StartsWith("FINDINGS_REJECTED_ROWS ", strict.Error);

        int Number(string name) => imported.GetProperty(name).GetInt32();
    }

    [Theory]
    [InlineData("2 1 105943 3")]
    [InlineData("2 1", "--scope", "role = web")]
    [InlineData("105943 3", "--env", "test")]
    [InlineData("105943", "--tool", "qualys")]
    [InlineData("2", "--text", "sudo old")]
    [InlineData("1", "--text", "cve-2026-90002")]
    [InlineData("1 105943", "--severity", "critical")]
    [InlineData("1", "--cve", "CVE-2026-90001")]
    [InlineData("105943 3", "--host", "db-01")]
    [InlineData("4", "--status", "accepted")]
    [InlineData("", "--status", "closed")]
    [InlineData("", "--status", "stale")]
    [InlineData("", "--status", "notSeen")]
    [InlineData("", "--status", "disputed")]
    [InlineData("2 1 105943 3", "--status", "open")]
    [InlineData("2", "--kev")]
    [InlineData("2 1 105943 3", "--fix", "unknown")]
    [InlineData("", "--fix", "known")]
    [InlineData("2", "--sla", "breached", "--kev")]
    [InlineData("", "--sla", "dueSoon", "--kev")]
    [InlineData("2", "--kev", "--limit", "1")]
    public void Each_filter_leaves_what_it_says(string plugins, params string[] filter)
    {
        string[] wanted = plugins.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        JsonElement list = program.Json(["findings", "list", .. filter]);
        Assert.Equal(wanted, list.GetProperty("findings").Each("pluginId"));
        Assert.Equal(wanted.Length, list.GetProperty("total").GetInt32());
    }

    [Fact]
    public void A_limit_says_how_many_there_are_beyond_it()
    {
        JsonElement list = program.Json("findings", "list", "--limit", "1");
        Assert.Equal((4, true), (list.GetProperty("total").GetInt32(), list.GetProperty("totalIsExact").GetBoolean()));
        Assert.Single(list.GetProperty("findings").EnumerateArray());
        Assert.EndsWith("The worst 1 of 4 findings; --limit shows more, findings export all.\n", program.Run("findings", "list", "--limit", "1").Out);
        Assert.EndsWith("1 finding.\n", program.Run("findings", "list", "--kev").Out);
        Assert.Equal("No findings match.\n", program.Run("findings", "list", "--status", "closed").Out);
    }

    [Fact]
    public void A_finding_has_the_fields_that_scripts_read()
    {
        JsonElement finding = program.Json("findings", "list", "--kev").GetProperty("findings")[0];
        finding.Has("id", "host", "source", "pluginId", "name", "severity", "cvss", "cvssVersion", "cves", "port", "protocol", "status", "firstSeenAt", "lastSeenAt", "risk", "fixedBy", "dueAt", "slaStatus");
        finding.GetProperty("risk").Has("likelihood", "impact", "score", "factors");
        Assert.All(finding.GetProperty("risk").GetProperty("factors").EnumerateArray(), f => f.Has("name", "value", "effect", "source", "asOf"));
        string id = finding.GetProperty("id").GetString()!;
        Assert.Equal((id, "nessus", "medium", "breached", "2026-10-05T23:59:59Z"), (Text("id"), Text("source"), Text("severity"), Text("slaStatus"), Text("dueAt")));
        JsonElement page = program.Json("findings", "show", "f000" + id[1..]);
        page.Has("synopsis", "description", "solution", "evidence", "events");
        Assert.Equal(id, page.GetProperty("id").GetString());
        Assert.Equal(page.GetRawText(), program.Json("risk", "explain", id).GetRawText());

        string? Text(string name) => finding.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("USAGE", "--severity", "grave")]
    [InlineData("USAGE", "--cve", "log4shell")]
    [InlineData("USAGE", "--status", "gone")]
    [InlineData("USAGE", "--limit", "0")]
    [InlineData("HOST_UNKNOWN", "--host", "nobody")]
    [InlineData("USAGE", "--env", "nowhere")]
    [InlineData("SCOPE_SYNTAX", "--scope", "env = prod adn")]
    public void A_filter_that_is_none_is_refused(string code, params string[] filter)
    {
        Ran ran = program.Run(["findings", "list", .. filter]);
        Assert.Equal((2, ""), (ran.Exit, ran.Out));
        Assert.StartsWith(code + " ", ran.Error);
    }
}
