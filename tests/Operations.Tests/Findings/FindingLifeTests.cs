using Cockpit.Core.Findings;
using Cockpit.Core.Ids;
using Cockpit.Store.Findings;
using NodaTime;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

public sealed class FindingLifeTests : IDisposable
{
    private readonly FindingsFile db = new();

    public void Dispose()
    {
        Assert.Null(db.WrongFigures());
        db.Dispose();
    }

    [Fact]
    public void A_row_per_CVE_is_one_finding_with_all_of_them()
    {
        ImportReport report = db.Import(Row(1, "web-01", cve: "CVE-2026-1001"), Row(1, "web-01", cve: "CVE-2026-1002"), Row(1, "web-01", 443, cve: "CVE-2026-1001"));
        Assert.Equal((3, 2, 2, 1), (report.Rows, report.Findings, report.New, report.Hosts));
        Assert.All(db.List(), f => Assert.Equal(["CVE-2026-1001", "CVE-2026-1002"], f.Cves.Select(c => c.ToString())));
    }

    [Fact]
    public void What_a_finding_is_known_by_is_neither_its_severity_nor_its_text()
    {
        db.Import(Row(1, "web-01", risk: "High", output: "one"));
        ImportReport report = db.Import(Row(1, "web-01", risk: "Low", output: "two", cvss: "3.1", cve: "CVE-2026-1001"));
        Assert.Equal((0L, 1L, 0L), (report.New, report.Updated, report.Unchanged));
        FindingSummary finding = Assert.Single(db.List());
        Assert.Equal((Severity.Low, "two"), (finding.Severity, db.File.Read(t => t.Finding(finding.Id))!.Output));
    }

    [Fact]
    public void An_export_with_fewer_columns_does_not_take_away_what_was_known()
    {
        db.Import(Row(1, "web-01", epss: "0.6", cvss: "9.8").Replace(",0.6,\n", ",0.6,true\n", StringComparison.Ordinal));
        FindingSummary before = Assert.Single(db.List());
        Assert.Equal((600_000, FindingFlags.PublicExploit), (before.Scores.Epss, before.Flags));
        ImportReport narrow = db.Import(System.Text.Encoding.UTF8.GetBytes(
            "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description,Solution,See Also,Plugin Output\n1,,9.8,High,web-01,tcp,0,Plugin 1,s,d,u,,found\n"));
        Assert.Equal(1, narrow.Unchanged);
        Assert.Equal(before.Risk, Assert.Single(db.List()).Risk);

        // An empty cell is another thing: the scanner looked and has none.
        Assert.Equal(1, db.Import(Row(1, "web-01", cvss: "9.8")).Updated);
        Assert.Equal((-1, FindingFlags.None), (Assert.Single(db.List()).Scores.Epss, Assert.Single(db.List()).Flags));
    }

    [Fact]
    public void The_same_file_again_changes_no_finding()
    {
        byte[] file = Nessus(Row(1, "web-01"), Row(2, "web-01", 80), Row(1, "10.0.0.9"));
        db.Import(file);
        string before = db.Dump();
        ImportReport report = db.Import(file);
        Assert.Equal((0L, 0L, 3L, true), (report.New, report.Updated, report.Unchanged, report.SameFile));
        Assert.Equal((3L, 3L, 2), (report.Rows, report.Findings, report.Hosts));
        Assert.Equal(before, db.Dump());
        Assert.Equal(["findings.imported", "findings.imported", "file.created"], db.Journal());
    }

    [Fact]
    public void The_same_rows_in_another_file_write_no_finding_either()
    {
        db.Import(Row(1, "web-01"), Row(2, "web-01", 80));
        ImportReport report = db.Import(Row(2, "web-01", 80), Row(1, "web-01"));
        Assert.Equal((0L, 0L, 2L, false), (report.New, report.Updated, report.Unchanged, report.SameFile));
    }

    [Fact]
    public void A_scan_that_covers_a_host_and_does_not_list_a_finding_closes_it()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"), Row(2, "web-01"));
        ImportReport report = db.Import(Covered("web-01", 8), Row(2, "web-01"));
        Assert.Equal((1L, 0L), (report.Closed, report.NotSeen));
        Assert.Equal((FindingStatus.Closed, FindingStatus.Open), (db.StatusOf(1, "web-01"), db.StatusOf(2, "web-01")));
        FindingSummary closed = Assert.Single(db.List(new FindingFilter(Status: FindingStatus.Closed)));
        Assert.Equal(Instant.FromUtc(2026, 10, 8, 2, 0), closed.ClosedAt);
        Assert.Equal(Instant.FromUtc(2026, 10, 1, 2, 0), closed.LastSeenAt);
    }

    [Fact]
    public void What_comes_back_is_reopened_and_keeps_its_first_day()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"));
        db.Import(Covered("web-01", 8));
        ImportReport report = db.Import(Covered("web-01", 15), Row(1, "web-01"));
        Assert.Equal((0L, 1L), (report.New, report.Reopened));
        FindingSummary finding = Assert.Single(db.List(), f => f.PluginId == 1);
        Assert.Equal((FindingStatus.Open, Instant.FromUtc(2026, 10, 1, 2, 0), Instant.FromUtc(2026, 10, 15, 2, 0), null), (finding.Status, finding.FirstSeenAt, finding.LastSeenAt, finding.ClosedAt));
        Assert.Equal(["closed", "reopened"], db.File.Read(t => t.Finding(finding.Id))!.Events.Select(e => e.Kind));
    }

    [Fact]
    public void An_export_that_does_not_say_what_was_scanned_closes_nothing_and_says_so()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"));
        ImportReport report = db.Import(Row(2, "web-01"));
        Assert.Equal((0L, FindingStatus.Open), (report.Closed, db.StatusOf(1, "web-01")));
        Assert.Contains(report.Notes, n => n.StartsWith("Nothing is closed on 1 host:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_scan_without_the_credentials_of_before_leaves_a_finding_not_seen()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"));
        ImportReport report = db.Import(Covered("web-01", 8, credentialed: false));
        Assert.Equal((0L, 1L, FindingStatus.NotSeen), (report.Closed, report.NotSeen, db.StatusOf(1, "web-01")));

        // Seen again, and then really gone.
        db.Import(Covered("web-01", 10), Row(1, "web-01"));
        Assert.Equal(FindingStatus.Open, db.StatusOf(1, "web-01"));
        Assert.Equal(1L, db.Import(Covered("web-01", 11)).Closed);
    }

    [Fact]
    public void What_was_not_seen_is_closed_by_the_next_scan_that_could_have_seen_it()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"));
        db.Import(Covered("web-01", 8, credentialed: false));
        Assert.Equal((1L, FindingStatus.Closed), (db.Import(Covered("web-01", 9)).Closed, db.StatusOf(1, "web-01")));
    }

    [Fact]
    public void A_port_outside_the_range_and_another_scan_prove_nothing()
    {
        db.Import(Covered("web-01", 1, credentialed: false, ports: "1-65535"), Row(1, "web-01", 8443));
        Assert.Equal((0L, 1L), Numbers(db.Import(Covered("web-01", 8, credentialed: false, ports: "1-1024"))));
        Assert.Equal((0L, 1L), Numbers(db.Import(Covered("web-01", 9, credentialed: false, ports: "1-65535", scan: "other"))));
        Assert.Equal((1L, 0L), Numbers(db.Import(Covered("web-01", 10, credentialed: false, ports: "1-65535"))));

        static (long, long) Numbers(ImportReport r) => (r.Closed, r.NotSeen);
    }

    [Fact]
    public void A_file_older_than_what_is_known_changes_nothing()
    {
        db.Import(Covered("web-01", 8), Row(2, "web-01"));
        List<FindingSummary> before = db.List();
        ImportReport report = db.Import(Covered("web-01", 1), Row(1, "web-01"), Row(2, "web-01", risk: "Critical"));
        Assert.Equal((3L, 3L, 0L, 0L, 0L), (report.Findings, report.Outdated, report.New, report.Updated, report.Closed));
        Assert.Contains(report.Notes, n => n.Contains("web-01", StringComparison.Ordinal));
        Assert.Equivalent(before, db.List());
        Assert.Null(db.StatusOf(1, "web-01"));
    }

    [Fact]
    public void An_undated_file_does_not_make_a_dated_one_old()
    {
        db.Import(Row(1, "web-01"));
        ImportReport report = db.Import(Covered("web-01", 1), Row(1, "web-01"));
        Assert.Equal((0L, 1L), (report.Outdated, report.Unchanged));
    }

    [Fact]
    public void A_host_that_the_same_scan_does_not_reach_any_more_is_stale_and_still_counts()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"), Covered("web-02", 1), Row(1, "web-02"));
        db.Import(Covered("web-01", 8), Row(1, "web-01"));
        Assert.Equal((FindingStatus.Open, FindingStatus.Stale), (db.StatusOf(1, "web-01"), db.StatusOf(1, "web-02")));
        Assert.Equal(4, db.File.Read(t => t.RiskMatrixOf(Now)).Total);
        Assert.Equal(["web-02", "web-02"], db.List(new FindingFilter(Status: FindingStatus.Stale)).Select(f => f.Host));

        db.Import(Covered("web-03", 9, scan: "another"), Row(1, "web-03"));
        Assert.Equal(FindingStatus.Open, db.StatusOf(1, "web-01"));

        db.Import(Covered("web-02", 10), Row(1, "web-02"));
        Assert.Equal((FindingStatus.Stale, FindingStatus.Open), (db.StatusOf(1, "web-01"), db.StatusOf(1, "web-02")));
    }

    [Fact]
    public void A_file_with_a_bad_row_or_a_cut_end_closes_nothing()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"));
        Assert.Equal(0, db.Import(Covered("web-01", 8), Row(1, "")).Closed);
        Assert.Equal(FindingStatus.Open, db.StatusOf(1, "web-01"));
        Assert.Equal(0, db.Import(Nessus(Covered("web-01", 9), Row(2, "web-01"))[..^1]).Closed);
        Assert.Equal(FindingStatus.Open, db.StatusOf(1, "web-01"));
    }

    [Fact]
    public void Qualys_closes_by_its_own_word_only()
    {
        Assert.Equal(2, db.Import(Qualys(("10.0.0.1", 7, "Active"), ("10.0.0.1", 8, "Fixed"))).New);
        Assert.Equal((FindingStatus.Open, FindingStatus.Closed), (db.StatusOf(7, "10.0.0.1"), db.StatusOf(8, "10.0.0.1")));
        ImportReport report = db.Import(Qualys(("10.0.0.1", 7, "Fixed"), ("10.0.0.1", 8, "Re-Opened")));
        Assert.Equal((1L, 1L), (report.Closed, report.Reopened));
        Assert.Equal((FindingStatus.Closed, FindingStatus.Open), (db.StatusOf(7, "10.0.0.1"), db.StatusOf(8, "10.0.0.1")));
        Assert.Equal(0, db.Import(Qualys(("10.0.0.1", 9, "New"))).Closed);
        Assert.Equal(FindingStatus.Open, db.StatusOf(8, "10.0.0.1"));
    }

    [Fact]
    public void Two_scanners_never_mix_their_findings()
    {
        db.Import(Row(7, "10.0.0.1"));
        Assert.Equal(1, db.Import(Qualys(("10.0.0.1", 7, "Active"))).New);
        Assert.Equal([FindingSource.Nessus, FindingSource.Qualys], db.List().Select(f => f.Source).Order());
    }

    [Fact]
    public void The_figures_follow_within_seven_days()
    {
        db.Import(Covered("web-01", 1), Row(1, "web-01"), Row(2, "web-01"));
        Assert.Equal((2L, 2L), Cell(Now));
        Assert.Equal((2L, 0L), Cell(Now + Duration.FromDays(8)));
        db.Import(Nessus(Covered("web-01", 8), Row(2, "web-01")), now: Now + Duration.FromDays(8));
        Assert.Equal((1L, -1L), Cell(Now + Duration.FromDays(8)));

        (long, long) Cell(Instant at)
        {
            MatrixCell cell = db.File.Read(t => t.RiskMatrixOf(at))[3, 4];
            return (cell.Count, cell.Change7d);
        }
    }

    private static byte[] Qualys(params (string Ip, int Qid, string Status)[] rows) => System.Text.Encoding.UTF8.GetBytes(
        "IP,DNS,QID,Title,Vuln Status,Type,Severity,Port,Protocol,First Detected,Last Detected\n" +
        string.Concat(rows.Select(r => $"{r.Ip},,{r.Qid},T{r.Qid},{r.Status},Vuln,4,,,05/13/2026 07:08:28,10/19/2026 06:10:00\n")));
}
