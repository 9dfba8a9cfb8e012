using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Operations.Findings;
using Cockpit.Store.Findings;
using Cockpit.Store.Findings.Acceptance;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

/// <summary>Risks that a person takes on: they count nowhere, are listed apart, and come back by themselves.</summary>
public sealed class AcceptanceTests : IDisposable
{
    private readonly FindingsFile db = new();
    private readonly Clock clock = new() { Now = Now };
    private readonly Session session;

    public AcceptanceTests() => session = new Session(db.File.Path, Anna, clock);

    public void Dispose() => db.Dispose();

    [Fact]
    public void What_is_accepted_does_not_count_and_is_listed_with_who_and_why()
    {
        db.Import(Row(1, "web-01"), Row(2, "web-01"));
        FindingId id = Id(1);
        AcceptedFindings done = AcceptFindings.Run(session, [id], Terms(30, control: "jump host only"));
        Assert.Equal([id.ToString()], done.Findings);
        Assert.Null(db.WrongFigures());
        Assert.Equal(1, db.File.Read(t => t.RiskMatrixOf(Now)).Total);
        Assert.Equal((1L, 1L), (Operations.Risk.ReadMatrix.Run(session).Total, Operations.Risk.ReadMatrix.Run(session).Accepted));
        FindingLine line = Assert.Single(ListFindings.Run(session, new FindingWish(Status: FindingStatus.Accepted)).Findings);
        Assert.Equal(("anna", "replaced in December", "jump host only"), (line.Acceptance!.By, line.Acceptance.Reason, line.Acceptance.Control));
        Assert.Equal(["F2"], ListFindings.Run(session, new FindingWish()).Findings.Select(f => f.Id));
        Assert.Equal(1, db.File.Read(t => t.AcceptedFindings(clock.Now)));
        Assert.Contains("finding.accepted", db.Journal());
        FindingChange change = ShowFinding.Run(session, id).Events[^1];
        Assert.Equal(("accepted", "anna"), (change.What, change.By));
        Assert.Contains("replaced in December (meanwhile: jump host only)", change.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void It_ends_by_itself_with_its_day_whoever_comes_by_first()
    {
        db.Import(Row(1, "web-01"));
        AcceptFindings.Run(session, [Id(1)], Terms(30));
        clock.Now = Now + Duration.FromDays(29);
        Assert.Empty(ListFindings.Run(session, new FindingWish()).Findings);
        clock.Now = Now + Duration.FromDays(30);
        FindingLine line = Assert.Single(ListFindings.Run(session, new FindingWish()).Findings);
        Assert.Equal((FindingStatus.Open, null), (line.Status, line.Acceptance));
        Assert.Null(db.WrongFigures());
        Assert.Equal(1, db.File.Read(t => t.RiskMatrixOf(clock.Now)).Total);
        Assert.Equal(["accepted", "acceptance-ended"], ShowFinding.Run(session, Id(1)).Events.Select(e => e.What));
        Assert.Contains("finding.acceptance-ended", db.Journal());
    }

    [Fact]
    public void A_file_that_cannot_be_written_shows_no_expired_acceptance_as_one()
    {
        db.Import(Row(1, "web-01"));
        AcceptFindings.Run(session, [Id(1)], Terms(30));
        FindingLine shown = ShowFinding.Run(session, Id(1));
        FindingLine line = Assert.Single(db.File.Read(t => AcceptedRisks.With(t, [shown with { Acceptance = null }], Now + Duration.FromDays(31))));
        Assert.Equal((FindingStatus.Open, null), (line.Status, line.Acceptance));
    }

    [Fact]
    public void What_got_worse_than_what_the_person_looked_at_counts_again()
    {
        db.Import(Row(1, "web-01", risk: "Low", cvss: "2.0"), Row(2, "web-01", risk: "Low", cvss: "2.0"));
        AcceptFindings.Run(session, [Id(1), Id(2)], Terms(30));
        ImportReport report = db.Import(Row(1, "web-01", risk: "Critical", cvss: "9.8", epss: "0.9"), Row(2, "web-01", risk: "Low", cvss: "2.1"));
        Assert.Contains(report.Notes, n => n.Contains("got worse, so that they count again: 1", StringComparison.Ordinal));
        Assert.Equal((FindingStatus.Open, FindingStatus.Accepted), (StatusOf(1), StatusOf(2)));
        Assert.StartsWith("got worse: its risk was", ShowFinding.Run(session, Id(1)).Events[^1].Detail, StringComparison.Ordinal);
        Assert.Null(db.WrongFigures());
    }

    [Fact]
    public void A_host_that_becomes_more_important_makes_its_accepted_findings_worse()
    {
        db.AddHost("web-01", criticality: 1);
        db.Import(Row(1, "web-01", risk: "High", cvss: "7.5", epss: "0.2"));
        AcceptFindings.Run(session, [Id(1)], Terms(30));
        Operations.Hosts.SetHost.Run(session, "web-01", Core.Hosts.Editing.HostFields.None with { Values = new Dictionary<string, string> { ["criticality"] = "5", ["exposure"] = "internet" } });
        Assert.Equal(FindingStatus.Open, StatusOf(1));
        Assert.Null(db.WrongFigures());
    }

    [Fact]
    public void Imports_keep_it_close_it_and_open_it_again()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"));
        AcceptFindings.Run(session, [Id(1)], Terms(30));
        db.Import(Covered("web-01", 2), Row(1, "web-01"));
        Assert.Equal(FindingStatus.Accepted, StatusOf(1));

        // Not listed, and not proven gone.
        db.Import(Covered("web-01", 3, credentialed: false));
        Assert.Equal(FindingStatus.Accepted, StatusOf(1));
        Assert.Equal(1L, db.Import(Covered("web-01", 4)).Closed);
        Assert.Equal((FindingStatus.Closed, 0L), (StatusOf(1), db.File.Read(t => t.AcceptedFindings(clock.Now))));
        Assert.Null(db.WrongFigures());
        Assert.Equal(1L, db.Import(Covered("web-01", 5), Row(1, "web-01")).Reopened);
        Assert.Equal(FindingStatus.Open, StatusOf(1));
        Assert.Null(db.WrongFigures());
    }

    [Fact]
    public void A_person_ends_it_or_gives_it_another_end()
    {
        db.Import(Row(1, "web-01"));
        AcceptFindings.Run(session, [Id(1)], Terms(30));
        AcceptFindings.Run(session, [Id(1)], Terms(60, reason: "later"));
        Assert.Equal("later", ShowFinding.Run(session, Id(1)).Acceptance!.Reason);
        Assert.Equal(1, db.File.Read(t => t.AcceptedFindings(clock.Now)));
        ReopenFindings.Run(session, [Id(1)], "the control is gone");
        Assert.Equal(FindingStatus.Open, StatusOf(1));
        Assert.Null(db.WrongFigures());
        Assert.Equal("FINDING_NOT_ACCEPTED", CodeOf(() => ReopenFindings.Run(session, [Id(1)], "again")));
    }

    [Fact]
    public void What_is_not_right_changes_nothing()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"), Row(2, "web-01"));
        db.Import(Covered("web-01", 2), Row(2, "web-01"));
        string before = db.Dump();
        Assert.Equal("FINDING_NOT_OPEN", CodeOf(() => AcceptFindings.Run(session, [Id(2), Id(1)], Terms(30))));
        Assert.Equal("FINDING_UNKNOWN", CodeOf(() => AcceptFindings.Run(session, [Id(2), new FindingId(99)], Terms(30))));
        Assert.Equal("ACCEPTANCE_INVALID", CodeOf(() => AcceptFindings.Run(session, [Id(2)], Terms(-1))));
        Assert.Equal("ACCEPTANCE_INVALID", CodeOf(() => AcceptFindings.Run(session, [Id(2)], Terms(500))));
        Assert.Equal("ACCEPTANCE_INVALID", CodeOf(() => AcceptFindings.Run(session, [Id(2)], Terms(30, reason: " "))));
        Assert.Equal("ACCEPTANCE_INVALID", CodeOf(() => AcceptFindings.Preview(session, new AcceptChoice([], Cve: CveId.TryParse("CVE-2026-99999")))));
        Assert.Equal(before, db.Dump());
    }

    [Fact]
    public void All_open_findings_of_a_host_are_shown_before_they_are_accepted()
    {
        db.AddHost("web-01");
        db.Import(Row(1, "web-01"), Row(2, "web-01"), Row(3, "web-02"));
        Assert.Equal(["F1", "F2"], AcceptFindings.Preview(session, new AcceptChoice([], Host: "web-01")).Select(f => f.Id).Order());
    }

    [Fact]
    public void The_history_says_what_an_import_changed_in_which_file_and_who_imported_it()
    {
        db.Import(Row(1, "web-01", risk: "High", cvss: "7.5", output: "old"));
        db.Import(Row(1, "web-01", risk: "Critical", cvss: "9.8", output: "new"));
        FindingChange change = ShowFinding.Run(session, Id(1)).Events[^1];
        Assert.Equal(("changed", "severity high -> critical, CVSS v3 7.5 -> 9.8, CVSS v2 7.5 -> 9.8, evidence", "M2", "scan.csv", "anna"), (change.What, change.Detail, change.ImportId, change.File, change.By));
    }

    private AcceptTerms Terms(int days, string reason = "replaced in December", string? control = null) => new(clock.Now + Duration.FromDays(days), reason, control);

    private FindingId Id(long plugin) => db.File.Read(t => new FindingStatus?[] { null, FindingStatus.Accepted, FindingStatus.Closed }.SelectMany(s => t.Findings(new FindingFilter(Status: s, Limit: 100))).Single(f => f.PluginId == plugin).Id);

    private FindingStatus StatusOf(long plugin) => ShowFinding.Run(session, Id(plugin)).Status;

    private static string CodeOf(Action act) => Assert.Throws<CockpitException>(act).Fault.Code.Name;

    private sealed class Clock : IClock
    {
        public Instant Now { get; set; }

        public Instant GetCurrentInstant() => Now;
    }
}
