using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using Cockpit.Core.Risk;
using Cockpit.Store.Findings;
using Cockpit.Store.Hosts;
using Xunit;
using static Cockpit.Operations.Tests.Findings.FindingsFile;

namespace Cockpit.Operations.Tests.Findings;

public sealed class FindingImportTests : IDisposable
{
    private readonly FindingsFile db = new();

    public void Dispose()
    {
        Assert.Null(db.WrongFigures());
        db.Dispose();
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        string[] rows =
        [
            Covered("web-01", 1), Covered("web-02", 2), Row(1, "web-01", cve: "CVE-2026-1001", epss: "0.2"), Row(1, "web-01", cve: "CVE-2026-1002", epss: "0.01"), Row(1, "web-01", 443, output: "long output"),
            Row(1, "web-01", 443, output: "short"), Row(2, "web-02", risk: "Low", cvss: "2.0"), Row(2, "web-02", risk: "Critical", cvss: "9.9"), Row(3, "10.0.0.9", name: "B name"), Row(3, "10.0.0.9", name: "A name"),
            Row(21157, "web-01", risk: "FAILED", name: "Compliance"), Row(4, "WEB-01"),
        ];
        db.Import(rows);
        string expected = db.Dump();
        var random = new Random(11);
        for (int i = 0; i < 20; i++)
        {
            using var other = new FindingsFile();
            other.Import(rows.OrderBy(_ => random.Next()).ToArray());
            Assert.Equal(expected, other.Dump());
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_imported_by_whole_rows_or_not_at_all()
    {
        byte[] whole = Nessus(Enumerable.Range(1, 40).Select(i => Row(i, $"web-{i % 4:00}", output: "line one\nline \"\"two\"\"")));
        for (int length = 0; length < whole.Length; length += 97)
        {
            string before = db.Dump();
            int rows = db.Journal().Length;
            try
            {
                ImportReport report = db.Import(whole[..length]);
                Assert.Equal(report.Rows, report.Findings + report.RejectedRows);
                Assert.InRange(report.RejectedRows, 0, 1);
            }
            catch (CockpitException error)
            {
                Assert.Equal(ExitCode.BadInput, error.Fault.Code.Exit);
                Assert.Equal(before, db.Dump());
                Assert.Equal(rows, db.Journal().Length);
            }
        }
        Assert.Equal(40, db.Import(whole).Findings);
        Assert.Equal(4, db.List().Select(f => f.Host).Distinct().Count());
    }

    [Fact]
    public void Strict_imports_nothing_for_one_bad_row_and_names_it()
    {
        Fault fault = Assert.Throws<CockpitException>(() => db.Import(Nessus(Row(1, "web-01"), Row(2, "")), strict: true)).Fault;
        Assert.Equal(("FINDINGS_REJECTED_ROWS", "1 of 2 rows are not right: line 3, the host is missing."), (fault.Code.Name, fault.What));
        Assert.Empty(db.List());
        Assert.Equal(["file.created"], db.Journal());
    }

    [Fact]
    public void Without_strict_the_good_rows_come_in_and_the_bad_ones_are_told()
    {
        ImportReport report = db.Import(Row(1, "web-01"), Row(2, ""), Row(3, "web-01"));
        Assert.Equal((3L, 2L, 1L), (report.Rows, report.New, report.RejectedRows));
        Assert.Equal(new RejectedRow(3, "the host is missing"), Assert.Single(report.Rejected));
    }

    [Fact]
    public void A_file_of_bad_rows_only_is_refused() =>
        Assert.Equal("FINDINGS_REJECTED_ROWS", Assert.Throws<CockpitException>(() => db.Import(Row(1, ""), Row(2, ""))).Fault.Code.Name);

    [Fact]
    public void A_dry_run_counts_and_keeps_nothing()
    {
        ImportReport report = db.Import(Nessus(Row(1, "web-01")), dryRun: true);
        Assert.Equal((null, 1L), (report.Import, report.New));
        Assert.Empty(db.List());
        Assert.Equal(["file.created"], db.Journal());
    }

    [Fact]
    public void A_stopped_import_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        byte[] file = Nessus(Enumerable.Range(1, 5000).Select(i => Row(i, "web-01")));
        using IFindingReader reader = Scanner.Csv.FindingFiles.Open(new MemoryStream(file), "scan.csv");
        Fault fault = Assert.Throws<CockpitException>(() => FindingImporter.Import(db.File, reader, new ImportOptions("scan.csv"), Anna, Now, _ => stop.Cancel(), stop.Token)).Fault;
        Assert.Equal(ExitCode.Interrupted, fault.Code.Exit);
        Assert.Empty(db.List());
        Assert.Equal(["file.created"], db.Journal());
    }

    [Fact]
    public void Progress_ends_with_the_whole_file()
    {
        byte[] file = Nessus(Enumerable.Range(1, 5000).Select(i => Row(i, "web-01")));
        using IFindingReader reader = Scanner.Csv.FindingFiles.Open(new MemoryStream(file), "scan.csv");
        List<ImportProgress> seen = [];
        FindingImporter.Import(db.File, reader, new ImportOptions("scan.csv"), Anna, Now, seen.Add, TestContext.Current.CancellationToken);
        Assert.Equal(new ImportProgress(file.Length, file.Length, 5000), seen[^1]);
        Assert.True(seen.Count >= 3);
    }

    [Fact]
    public void A_host_is_found_by_name_or_address_and_the_rest_is_listed()
    {
        db.AddHost("web-01", "10.0.0.1");
        db.AddHost("twin-a", "10.0.0.9");
        db.AddHost("twin-b", "10.0.0.9");
        ImportReport report = db.Import(Row(1, "web-01.example.test"), Row(2, "10.0.0.1"), Row(1, "10.0.0.9"), Row(1, "stranger"));
        Assert.Equal(["stranger"], report.UnmatchedHosts);
        Assert.Equal(["10.0.0.9"], report.AmbiguousHosts);
        Assert.Equal(3, report.Hosts);
        Assert.Equal([("10.0.0.9", false), ("stranger", false), ("web-01", true), ("web-01", true)], db.List().Select(f => (f.Host, f.HostId is not null)).Order());
        Assert.Equal(["10.0.0.9", "stranger"], db.File.Read(t => t.UnknownMachines()).Select(m => m.Machine));
    }

    [Fact]
    public void One_host_under_two_names_has_each_finding_once()
    {
        db.AddHost("web-01", "10.0.0.1");
        ImportReport report = db.Import(Row(1, "web-01.example.test"), Row(1, "10.0.0.1"));
        Assert.Equal((2L, 1L, 1), (report.Rows, report.Findings, report.Hosts));
        Assert.Equal(1, db.Import(Row(1, "web-01")).Unchanged);
    }

    [Fact]
    public void A_host_added_later_gets_the_findings_that_waited_for_it()
    {
        db.Import(Row(1, "10.0.0.1", epss: "0.6"), Row(2, "10.0.0.1"));
        Assert.All(db.List(), f => Assert.Null(f.HostId));
        Host host = db.AddHost("web-01", "10.0.0.1", criticality: 5, exposure: Exposure.Internet);
        Assert.All(db.List(), f => Assert.Equal((host.Id, "web-01"), (f.HostId, f.Host)));
        Assert.Equal([new RiskScore(5, 5), new RiskScore(4, 5)], db.List().Select(f => f.Risk));
        Assert.Equal(20, db.File.Read(t => t.HostRisks())[host.Id].Points);
    }

    [Fact]
    public void Findings_of_two_machines_that_turn_out_to_be_one_host_are_joined()
    {
        db.Import(Row(1, "10.0.0.1"), Row(2, "10.0.0.1"), Row(1, "web-01"), Row(3, "web-01"));
        db.AddHost("web-01", "10.0.0.1");
        Assert.Equal([("web-01", 1L), ("web-01", 2L), ("web-01", 3L)], db.List().Select(f => (f.Host, f.PluginId)).Order());
        Assert.Equal(3, db.Import(Row(1, "web-01"), Row(2, "web-01"), Row(3, "10.0.0.1")).Unchanged);
    }

    [Fact]
    public void A_removed_host_leaves_its_findings_under_the_scanners_name()
    {
        Host host = db.AddHost("web-01", "10.0.0.1", criticality: 5);
        db.Import(Row(1, "10.0.0.1", epss: "0.6"));
        db.File.Write(t =>
        {
            t.RemoveHost(host, Anna, Now);
            t.RefreshFindings(Now);
        });
        FindingSummary finding = Assert.Single(db.List());
        Assert.Equal(("10.0.0.1", null, new RiskScore(5, 4)), (finding.Host, finding.HostId, finding.Risk));
        Assert.Equal(1, db.Import(Row(1, "10.0.0.1", epss: "0.6", name: "Plugin 1")).Unchanged);
    }

    [Fact]
    public void A_hosts_criticality_moves_its_findings()
    {
        Host host = db.AddHost("web-01");
        db.Import(Row(1, "web-01", cvss: "9.8", risk: "Critical"));
        Assert.Equal(new RiskScore(3, 4), Assert.Single(db.List()).Risk);
        int moved = db.File.Write(t =>
        {
            t.ChangeHost(host with { Criticality = 5, Exposure = Exposure.Internet }, Anna, Now);
            return t.RefreshFindings(Now);
        });
        Assert.Equal((1, new RiskScore(4, 5)), (moved, Assert.Single(db.List()).Risk));
    }

    [Fact]
    public void Hostile_text_is_kept_without_its_control_characters_and_within_bounds()
    {
        db.Import(Row(1, "web-01", name: "\u001b[2Jevil\u009b31m\u202ename", output: "a\u001b]0;x\u0007b\r\nc\td\0" + new string('y', 200_000)));
        FindingDetail detail = db.File.Read(t => t.Finding(t.Findings(new FindingFilter())[0].Id))!;
        Assert.DoesNotContain(detail.Finding.Name, char.IsControl);
        Assert.StartsWith("a]0;xb\nc\tdyyy", detail.Output, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(detail.Output!), 1, 64 << 10);
    }

    [Fact]
    public void Lists_are_worst_first_and_pages_follow_each_other_without_a_gap()
    {
        db.AddHost("web-01");
        string[] risks = ["Low", "Medium", "High", "Critical"];
        db.Import(Enumerable.Range(1, 137).Select(i => Row(i, i % 2 == 0 ? "web-01" : "web-02", risk: risks[i % 4], cvss: $"{i % 10}.0", epss: i % 3 == 0 ? $"0.{i:000}" : "")));
        List<FindingSummary> all = db.List(), paged = [];
        FindingFilter filter = new(Limit: 10);
        for (List<FindingSummary> page = db.List(filter); page.Count > 0; page = db.List(filter with { After = page[^1] })) paged.AddRange(page);
        Assert.Equal(137, all.Count);
        Assert.Equal(all.Select(f => f.Id), paged.Select(f => f.Id));
        Assert.Equal(all.Select(f => f.Rank).OrderDescending(), all.Select(f => f.Rank));
        Assert.Equal(all.Select(f => f.Risk.Level).OrderDescending(), all.Select(f => f.Risk.Level));

        Matrix matrix = db.File.Read(t => t.RiskMatrixOf(Now));
        Assert.Equal((137L, all.Sum(f => (long)Core.Risk.LevelPoints.Standard.Of(f.Risk.Level))), (matrix.Total, matrix.Points));
        foreach (MatrixCell cell in matrix.Cells)
        {
            List<FindingSummary> inCell = db.List(new FindingFilter(Cell: new RiskScore(cell.Likelihood, cell.Impact), Limit: 1000));
            Assert.Equal(cell.Count, inCell.Count);
            Assert.Equal(inCell.Select(f => f.Host).Distinct().Count(), db.File.Read(t => t.MachinesIn(new RiskScore(cell.Likelihood, cell.Impact))));
            Assert.All(inCell, f => Assert.Equal((cell.Likelihood, cell.Impact), (f.Risk.Likelihood, f.Risk.Impact)));
        }

        HostId web = db.File.Read(t => t.FindHost("web-01"))!.Id;
        Assert.Equal(all.Where(f => f.Host == "web-01").Select(f => f.Id), db.List(new FindingFilter(Hosts: [web], Limit: 1000)).Select(f => f.Id));
        Assert.Equal(all.Where(f => f.Severity == Severity.High).Select(f => f.Id), db.List(new FindingFilter(Severity: Severity.High, Limit: 1000)).Select(f => f.Id));
        Assert.Equal(db.List(new FindingFilter(Hosts: [web], Limit: 1000)).Count, db.File.Read(t => t.RiskMatrixOf(Now, [web])).Total);
        Assert.Equal(all.GroupBy(f => f.Host).Select(g => (g.Key, g.Sum(f => (long)Core.Risk.LevelPoints.Standard.Of(f.Risk.Level)))).OrderByDescending(g => g.Item2), db.File.Read(t => t.TopHosts(9)).Select(h => (h.Host, h.Points)));
        Assert.Empty(db.List(new FindingFilter(Hosts: [], Limit: 10)));
    }

    [Fact]
    public void Every_combination_of_filters_lists_what_it_says()
    {
        HostId[] hosts = [.. Enumerable.Range(0, 230).Select(i => db.AddHost($"h{i:000}").Id)];
        string[] risks = ["None", "Low", "High", "Critical"];
        IEnumerable<string> Round(int day, int without) => Enumerable.Range(0, 230).SelectMany(h => (string[])
        [
            Covered($"h{h:000}", day), .. Enumerable.Range(1, 4).Where(p => (h + p) % 5 != without).Select(p => Row(p, $"h{h:000}", risk: risks[(h + p) % 4], cve: p == 2 ? "CVE-2026-1002" : "CVE-2026-1001", epss: h % 3 == 0 ? "0.2" : "")),
        ]);
        db.Import(Round(1, without: 9));
        db.Import(Round(8, without: 0).Where(r => !r.Contains(",h007,", StringComparison.Ordinal)));
        List<FindingSummary> all = [.. new FindingStatus?[] { null, FindingStatus.Closed }.SelectMany(s => db.List(new FindingFilter(Status: s, Limit: 5000)))];
        Assert.Equal(230 * 5, all.Count);
        Assert.Contains(all, f => f.Status == FindingStatus.Stale);

        foreach (FindingStatus? status in (FindingStatus?[])[null, FindingStatus.Open, FindingStatus.Stale, FindingStatus.NotSeen, FindingStatus.Closed])
        foreach (Severity? severity in (Severity?[])[null, Severity.Info, Severity.High])
        foreach (CveId? cve in (CveId?[])[null, CveId.TryParse("CVE-2026-1001")])
        foreach (HostId[]? of in (HostId[]?[])[null, [], [hosts[7]], hosts[..50], hosts])
        foreach (RiskScore? cell in (RiskScore?[])[null, new RiskScore(3, 4)])
        {
            var filter = new FindingFilter(severity, cve, status, of, cell, Limit: 7);
            List<FindingSummary> expected = [.. all.Where(f =>
                (status is null ? f.Status != FindingStatus.Closed : f.Status == status) && (severity is null || f.Severity == severity) && (cve is null || f.Cves.Contains(cve.Value))
                && (of is null || of.Contains(f.HostId!.Value)) && (cell is null || f.Risk == cell)).OrderByDescending(f => f.Rank).ThenBy(f => f.Id.Value)];
            List<FindingSummary> first = db.List(filter);
            Assert.Equal(expected.Take(7).Select(f => f.Id), first.Select(f => f.Id));
            if (first.Count == 7) Assert.Equal(expected.Skip(7).Take(7).Select(f => f.Id), db.List(filter with { After = first[^1] }).Select(f => f.Id));
        }
    }

    [Fact]
    public void A_CVE_finds_its_findings_over_all_plugins()
    {
        db.Import(Row(1, "a", cve: "CVE-2026-1001"), Row(2, "b", cve: "CVE-2026-1001"), Row(2, "b", cve: "CVE-2026-1002"), Row(3, "c", cve: "CVE-2026-1002"), Row(1, "d", cve: "CVE-2026-1001", epss: "0.9"));
        Assert.Equal(["d", "a", "b"], db.List(new FindingFilter(Cve: CveId.TryParse("CVE-2026-1001"))).Select(f => f.Host));
        Assert.Equal(["d"], db.List(new FindingFilter(Cve: CveId.TryParse("cve-2026-1001"), Limit: 1)).Select(f => f.Host));
        Assert.Empty(db.List(new FindingFilter(Cve: CveId.TryParse("CVE-2020-1001"))));
    }

    [Fact]
    public void A_finding_explains_the_cell_that_it_stands_in()
    {
        db.AddHost("web-01", criticality: 4, exposure: Exposure.Internet);
        db.Import(Covered("web-01", 19), Row(1, "web-01", risk: "Critical", cvss: "9.8", epss: "0.91"));
        FindingDetail detail = db.File.Read(t => t.Finding(t.Findings(new FindingFilter(Limit: 1))[0].Id))!;
        Assert.Equal(detail.Finding.Risk, detail.Explanation.Score);
        Assert.Equal("VERY HIGH: likelihood 5, impact 5, NIST SP 800-30 table I-2", detail.Explanation.Verdict);
        RiskFactor epss = Assert.Single(detail.Explanation.Factors, f => f.Name == "epss-5");
        Assert.Equal(("0.91", NodaTime.Instant.FromUtc(2026, 10, 19, 2, 0)), (epss.Value, epss.AsOf));
        Assert.Null(db.File.Read(t => t.Finding(new FindingId(999))));
    }

    [Fact]
    public void Imports_are_remembered_with_what_they_did()
    {
        db.Import(Row(1, "web-01"));
        db.Import(Row(2, "web-01"), Row(3, ""));
        Assert.Equal([(2L, 2L, 1L, 1L), (1L, 1L, 1L, 0L)], db.File.Read(t => t.Imports(5)).Select(i => (i.Id.Value, i.Rows, i.New, i.Rejected)));
    }
}
