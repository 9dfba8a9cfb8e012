using Cockpit.Core.Findings;
using Cockpit.Core.Hosts.Editing;
using Cockpit.Core.Ids;
using Cockpit.Core.Scopes;
using Cockpit.Operations;
using Cockpit.Operations.Findings;
using Cockpit.Operations.Hosts;
using Cockpit.Operations.Risk;
using Cockpit.Tui.Kit;
using Cockpit.Tui.Risk;
using Cockpit.Tui.Terminal;
using NodaTime;
using NodaTime.Testing;

namespace Cockpit.Cockpit.Tests.Tui;

/// <summary>Risks are accepted and taken back on a real file: four questions, and nothing before the last is answered.</summary>
public sealed class AcceptanceScreenTests : IDisposable
{
    private const string Csv =
        "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n" +
        "900001,CVE-2026-90010,9.8,Critical,web-01,tcp,443,OpenSSL overflow,S,D,F,,openssl is old\n" +
        "900002,,5.0,Medium,web-01,tcp,0,Something weak,S,D,F,,\n" +
        "900003,,5.0,Medium,web-01,tcp,0,Something else,S,D,F,,\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("cockpit-accept-").FullName;
    private readonly FakeClock _clock = new(ScreenStage.Now);
    private readonly Session _session;

    public AcceptanceScreenTests()
    {
        _session = new Session(Path.Combine(_folder, "prod.db"), new Actor(1000, 1000, "anna"), _clock);
        AddHost.Run(_session, "web-01", new HostFields(new Dictionary<string, string>(), [], []));
        string path = Path.Combine(_folder, "scan.csv");
        File.WriteAllText(path, Csv);
        ImportFindings.Run(_session, new FindingImportWish(path, null, Strict: false, DryRun: false), null, CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<FindingLine> Open => ListFindings.Run(_session, new FindingWish()).Findings;

    private FindingLine Worst => Open[0];

    [Fact]
    public void A_finding_is_accepted_by_its_page_after_day_reason_control_and_its_id()
    {
        string id = Worst.Id;
        ScreenStage page = Page(id).Type("D");
        Assert.Contains($"ACCEPT the risk of {id} on web-01", page.Text);
        page.Type("tomorrow").Press(NamedKey.Enter);
        Assert.Contains("\"tomorrow\" is no day.", page.Text);
        page.Type("2030-01-01").Press(NamedKey.Enter);
        Assert.Contains("An acceptance lasts 365 days at most.", page.Text);
        page.Type("2026-12-31").Press(NamedKey.Enter);
        Assert.Contains("until   the end of 2026-12-31", page.Text);
        // A reason there must be; a control there need not.
        page.Press(NamedKey.Enter).Type("replaced in December").Press(NamedKey.Enter).Press(NamedKey.Enter);
        Assert.Contains("because replaced in December", page.Text);
        Assert.Contains("control none", page.Text);
        Assert.Contains($"cockpit findings accept {id} --until 2026-12-31", page.Text);
        page.Type("yes").Press(NamedKey.Enter).Work(_session);
        Assert.Contains(Open, f => f.Id == id);
        page.Press(NamedKey.Backspace, NamedKey.Backspace, NamedKey.Backspace).Type(id).Press(NamedKey.Enter).Work(_session);
        Assert.DoesNotContain(Open, f => f.Id == id);
        Assert.Contains($"{id} is accepted until the end of 2026-12-31.", page.Text);
        Assert.Contains("a accepted until", page.Text);
        Assert.Contains("ACCEPTED by anna", page.Text);
        Assert.Contains("replaced in December", page.Text);
        Assert.Contains("D end acceptance", page.Text);
        page.Type("t");
        Assert.Contains("accepted         by anna", page.Text);
        Assert.Contains("replaced in December", page.Text);
    }

    [Fact]
    public void It_is_ended_by_the_same_key_with_a_reason()
    {
        string id = Accepted();
        ScreenStage page = Page(id).Type("D");
        Assert.Contains($"END THE ACCEPTANCE of {id} on web-01", page.Text);
        Assert.Contains("anna accepted it until the end of 2026-10-30: lab only", page.Text);
        page.Press(NamedKey.Enter).Work(_session);
        Assert.DoesNotContain(Open, f => f.Id == id);
        page.Type("the control is gone").Press(NamedKey.Enter).Work(_session);
        Assert.Contains(Open, f => f.Id == id);
        Assert.Contains($"{id} counts again.", page.Text);
        Assert.DoesNotContain("ACCEPTED by", page.Text);
        Assert.Contains("D accept", page.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Esc_at_any_question_leaves_all_as_it_is(int answered)
    {
        string id = Worst.Id;
        ScreenStage page = Page(id).Type("D");
        foreach (string answer in new[] { "30d", "why not", "a wall" }.Take(answered)) page.Type(answer).Press(NamedKey.Enter);
        page.Press(NamedKey.Escape).Press(NamedKey.Enter).Work(_session);
        Assert.Equal(3, Open.Count);
        Assert.Contains(Open, f => f.Id == id);
    }

    [Fact]
    public void Marked_findings_of_a_list_are_accepted_together_and_listed_apart()
    {
        ScreenStage list = new ScreenStage(new FindingsScreen(new FindingQuery("All"), RiskFilter.None), 120, 40).Work(_session).Type("  D").Work(_session);
        Assert.Contains("ACCEPT the risk of 2 findings on 1 host", list.Text);
        list.Type("10d").Press(NamedKey.Enter).Type("lab only").Press(NamedKey.Enter).Type("a wall").Press(NamedKey.Enter);
        Assert.Contains("Type 2 and Enter to accept.", list.Text);
        list.Type("2").Press(NamedKey.Enter).Work(_session);
        Assert.Single(Open);
        Assert.Contains("1/1", list.Rows[1]);
        Assert.DoesNotContain("marked", list.Rows[1]);

        ScreenStage risk = new ScreenStage(new RiskScreen(), 120, 40).Work(_session);
        Assert.Contains("1 open", risk.Rows[1]);
        Assert.Contains("2 accepted", risk.Rows[1]);
        risk.Type(":accepted").Press(NamedKey.Enter).Work(_session);
        Assert.Contains("Accepted  1/2", risk.Rows[1]);
        Assert.Contains(risk.Rows, r => r.StartsWith(">a F", StringComparison.Ordinal));
        Assert.Contains("anna: lab only", risk.Text);
        Assert.Contains("a10d", risk.Text);
        risk.Type("MD").Work(_session).Type("over").Press(NamedKey.Enter).Work(_session);
        Assert.Equal(3, Open.Count);
        Assert.Contains("No accepted finding.", risk.Text);
    }

    [Fact]
    public void All_of_a_list_are_those_under_its_filter()
    {
        ScreenStage list = new ScreenStage(new FindingsScreen(new FindingQuery("All"), RiskFilter.Read("something", ScopeBook.Empty, out _)!), 120, 40).Work(_session).Type("MD").Work(_session);
        Assert.Contains("ACCEPT the risk of 2 findings", list.Text);
    }

    [Fact]
    public void What_an_import_changes_meanwhile_is_asked_anew()
    {
        string id = Worst.Id;
        ScreenStage page = Page(id).Type("D").Type("30d").Press(NamedKey.Enter).Type("why");
        string path = Path.Combine(_folder, "later.csv");
        File.WriteAllText(path, Csv.Replace("9.8,Critical,web-01", "3.1,Low,web-01", StringComparison.Ordinal));
        ImportFindings.Run(_session, new FindingImportWish(path, null, Strict: false, DryRun: false), null, CancellationToken.None);
        page.Send(new FileChanged()).Work(_session);
        Assert.Contains("It has changed since it was asked.", page.Text);
        Assert.Contains("Until when?", page.Text);
    }

    [Fact]
    public void Without_operator_mode_nothing_is_asked()
    {
        ScreenStage page = new ScreenStage(new FindingScreen(Worst.Id), asOperator: false).Work(_session).Type("D");
        Assert.DoesNotContain("ACCEPT the risk", page.Text);
        Assert.Contains("READ-ONLY", page.Text);
    }

    private string Accepted()
    {
        string id = Worst.Id;
        AcceptFindings.Run(_session, [FindingId.TryParse(id, out FindingId parsed) ? parsed : default], new AcceptTerms(Instant.FromUtc(2026, 10, 31, 0, 0), "lab only", null));
        return id;
    }

    private ScreenStage Page(string id) => new ScreenStage(new FindingScreen(id)).Work(_session);
}
