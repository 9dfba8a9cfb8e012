using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Tui.Imports.Findings;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Terminal;
using NodaTime;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>The way of an export into the file, on a real file: what the screen says is what happened.</summary>
public sealed class FindingImportScreenTests : IDisposable
{
    private const string Csv =
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n" +
        "900001,CVE-2026-90010,9.8,Critical,web-01,tcp,443,OpenSSL overflow,S,D,F,,openssl is old\n" +
        "900002,,5.0,Medium,web-01,tcp,0,Something weak,S,D,F,,\n" +
        "900001,CVE-2026-90010,9.8,Critical,stranger,tcp,443,OpenSSL overflow,S,D,F,,openssl is old\n" +
        "what,,5.0,Medium,web-01,tcp,0,Something weak,S,D,F,,\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("cockpit-import-").FullName;
    private readonly Session _session;

    public FindingImportScreenTests()
    {
        _session = new Session(Path.Combine(_folder, "prod.db"), new Actor(1000, 1000, "anna"), SystemClock.Instance);
        AddHost.Run(_session, "web-01", new HostFields(new Dictionary<string, string>(), [], []));
        File.WriteAllText(Path.Combine(_folder, "scan-one.csv"), Csv);
        File.WriteAllText(Path.Combine(_folder, "scan-two.csv"), "name,what\na,b\n");
        Directory.CreateDirectory(Path.Combine(_folder, "old"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_path_is_completed_tried_reviewed_and_imported()
    {
        ScreenStage import = Stage($"{_folder}/");
        Assert.Contains("old/", import.Text);
        Assert.Contains("scan-two.csv", import.Text);
        import.Type("sc").Press(NamedKey.Tab).Work(_session);
        Assert.Contains("/scan-", import.Rows[2]);
        import.Type("o").Press(NamedKey.Tab, NamedKey.Enter).Work(_session);
        Assert.Contains("scan-one.csv   Nessus, 13 columns", import.Rows[1]);
        Assert.Contains("nothing is kept yet", import.Text);
        Assert.Contains("3   would be new", import.Text);
        Assert.Contains("4   3 findings, 0 more of the same findings, 1 rejected", import.Text);
        Assert.Contains("NO HOST           1", import.Text);
        Assert.Contains("stranger", import.Text);
        Assert.Contains("REJECTED", import.Text);
        Assert.Empty(ListFindings.Run(_session, new FindingWish()).Findings);
        import.Press(NamedKey.Enter).Work(_session);
        Assert.Contains("3   new", import.Text);
        Assert.Equal(3, ListFindings.Run(_session, new FindingWish()).Findings.Count);
    }

    [Fact]
    public void The_arrows_choose_a_file_or_a_folder()
    {
        ScreenStage import = Stage($"{_folder}/").Press(NamedKey.Down, NamedKey.Enter).Work(_session);
        Assert.Contains("/old/", import.Rows[2]);
        Assert.Contains("No file here begins so.", import.Text);
    }

    [Fact]
    public void A_file_of_another_kind_is_refused_with_the_reason_and_another_can_be_chosen()
    {
        ScreenStage import = Stage($"{_folder}/scan-two.csv").Press(NamedKey.Enter).Work(_session);
        Assert.Contains("FINDINGS_UNKNOWN_FORMAT", import.Text);
        Assert.Equal(ImportStep.Typing, ((FindingImportScreen)import.Front).Step);
        Assert.Contains("/scan-two.csv", import.Rows[2]);
    }

    [Theory]
    [InlineData("kev.json", "CISA KEV", "known exploited", """{"title":"t","catalogVersion":"2026.10.01","dateReleased":"2026-10-01T12:00:00.0000Z","count":1,"vulnerabilities":[{"cveID":"CVE-2026-90010","vendorProject":"Example","product":"X","vulnerabilityName":"N","dateAdded":"2026-09-20","shortDescription":"D","requiredAction":"Update.","dueDate":"2026-10-11","knownRansomwareCampaignUse":"Unknown","notes":"","cwes":[]}]}""")]
    [InlineData("epss.csv", "EPSS", "", "#model_version:v2025.03.14,score_date:2026-10-01T12:55:00Z\ncve,epss,percentile\nCVE-2026-90010,0.91000,0.99000\n")]
    public void A_feed_is_recognised_and_imported_by_the_same_screen(string name, string title, string fact, string content)
    {
        ScreenStage findings = Stage($"{_folder}/scan-one.csv").Press(NamedKey.Enter).Work(_session).Press(NamedKey.Enter).Work(_session);
        Assert.Contains("3   new", findings.Text);
        File.WriteAllText(Path.Combine(_folder, name), content);
        ScreenStage import = Stage($"{_folder}/{name}").Press(NamedKey.Enter).Work(_session);
        Assert.Contains(title, import.Rows[1]);
        Assert.All(ListFindings.Run(_session, new FindingWish()).Findings, f => Assert.True(f is { Epss: null, KnownExploited: false }));
        import.Press(NamedKey.Enter).Work(_session);
        Assert.Equal(ImportStep.Done, ((FindingImportScreen)import.Front).Step);
        FindingLine hit = Assert.Single(ListFindings.Run(_session, new FindingWish(Host: "web-01")).Findings, f => f.Cves.Count > 0);
        Assert.Equal(fact.Length > 0, hit.KnownExploited);
        Assert.Equal(fact.Length > 0 ? null : .91, hit.Epss);
    }

    [Fact]
    public void A_cut_file_is_refused_when_it_is_looked_at()
    {
        File.WriteAllText(Path.Combine(_folder, "cut.csv"), Csv[..(Csv.IndexOf('\n', StringComparison.Ordinal) + 1)] + "900001,CVE-2026-90010,9.8,Critical,web-01,tcp,443,\"OpenSSL");
        ScreenStage import = Stage($"{_folder}/cut.csv").Press(NamedKey.Enter).Work(_session);
        Assert.Contains("FINDINGS_TRUNCATED", import.Text);
        Assert.Equal(ImportStep.Typing, ((FindingImportScreen)import.Front).Step);
    }

    [Fact]
    public void An_import_under_way_is_stopped_after_a_question_and_by_nothing_less()
    {
        ScreenStage import = Stage($"{_folder}/scan-one.csv").Press(NamedKey.Enter).Work(_session).Press(NamedKey.Enter);
        Assert.Contains("IMPORTING scan-one.csv", import.Text);
        import.Press(NamedKey.Escape);
        Assert.Contains("STOP the import of scan-one.csv", import.Text);
        import.Press(NamedKey.Escape);
        Assert.DoesNotContain(import.Model.Running, r => r.Stopping);
        import.Press(NamedKey.Escape, NamedKey.Enter);
        Assert.Contains(import.Model.Running, r => r is { Name: "import", Stopping: true });
        import.Answer("import", new Told("import was stopped. Nothing of it is kept: the file is as it was."));
        Assert.Equal(ImportStep.Typing, ((FindingImportScreen)import.Front).Step);
    }

    [Theory]
    [InlineData(0, 100, 0, 0, "0%  0 rows")]
    [InlineData(25, 100, 1_000, 10, "25%  1,000 rows  100/s  30s left")]
    [InlineData(50, 100, 900_000, 9, "50%  900,000 rows  100k/s  9s left")]
    [InlineData(100, 100, 900_000, 9, "100%  900,000 rows  100k/s  closing")]
    public void Progress_says_share_rows_rate_and_time_left(long done, long total, long rows, int seconds, string text) =>
        Assert.Equal(text, ImportMeter.Text(done, total, rows, Duration.FromSeconds(seconds)));

    private ScreenStage Stage(string path) => new ScreenStage(new FindingImportScreen()).Work(_session).Send(new Pasted(path)).Work(_session);
}
