using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using Cockpit.Scanner.Tests.Csv;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Qualys;

public sealed class SectionedReportTests
{
    private const string WebHeader =
        "VULNERABILITY,ID,QID,Url,Param/Cookie,Function,Form Entry Point,Access Path,Authentication,Ajax Request,Ajax Request ID,Ignored,Ignore Reason,Ignore Date,Ignore User,Ignore Comments,First Time Detected,Last Time Detected,Status,Payload #1,Request Method #1,Request URL #1,Response #1,Evidence #1\n";

    private const string QidHeader = "QID,Id,Title,Category,Severity Level,Groups,OWASP,WASC,CWE,CVSS Base,CVSS Temporal,Description,Impact,Solution\n";

    private static string Web(string qid = "150001", string url = "https://shop.example.test/cart?item=7", string param = "item", string status = "Active", string response = "<b>hit</b>") =>
        $"VULNERABILITY,11,{qid},{url},{param},,,,No,No,,No,,,,,2026-05-13 07:08:28,2026-10-19 06:10:00,{status},%27,GET,{url},\"{response}\",\"quote broke out\"\n";

    private static string Qid(string id = "150001", string level = "5") => $"QID,{id},SQL Injection,VULN,{level},SQL,A3,WASC-19,CWE-89,7.5,6.0,\"A page, which\ntrusts its input\",Data is read,Bind values\n";

    [Fact]
    public void A_web_report_takes_titles_from_the_table_behind_its_findings()
    {
        ReadExport read = ReadExport.Of("Web Application Report\nTitle,Shop\nSUMMARY,1,2\n" + WebHeader + Web() + Web(param: "", url: "http://10.0.0.5:8080/login") +
            "INFORMATION GATHERED,ID,QID,Results,Detection Date\n" + "\nGROUP,Name,Category\nGROUP,SQL,VULN\n" + QidHeader + Qid());
        Assert.Equal((FindingSource.Qualys, "Qualys WAS", 2L), (read.Source, read.Shape, read.RowCount));
        ReadRow row = read.Rows[0];
        Assert.Equal(("shop.example.test", "shop.example.test", "", 150001L, 443, FindingProtocol.Tcp, "/cart item"), (row.Host, row.Dns, row.Ip, row.PluginId, row.Port, row.Protocol, row.Instance));
        Assert.Equal(("SQL Injection", Severity.Critical, "5", (short)75, "CWE-89", "Bind values"), (row.Name, row.Severity, row.RawSeverity, row.Scores.Cvss2, row.References, row.Solution));
        Assert.Contains("evidence: quote broke out", row.Output, StringComparison.Ordinal);
        Assert.Equal((Instant.FromUtc(2026, 5, 13, 7, 8, 28), Instant.FromUtc(2026, 10, 19, 6, 10)), (row.FirstSeenAt, row.LastSeenAt));
        Assert.Equal(("10.0.0.5", "10.0.0.5", 8080, "/login"), (read.Rows[1].Host, read.Rows[1].Ip, read.Rows[1].Port, read.Rows[1].Instance));
    }

    [Fact]
    public void What_a_scan_sends_changes_from_scan_to_scan_and_is_no_part_of_the_finding()
    {
        ReadExport read = ReadExport.Of(WebHeader + Web(url: "https://shop.example.test/cart?item=7") + Web(url: "https://shop.example.test/cart?item=8") + QidHeader + Qid());
        Assert.Single(read.Rows.Select(r => (r.Host, r.Port, r.Instance)).Distinct());
    }

    [Fact]
    public void A_cell_of_a_hundred_thousand_characters_is_kept()
    {
        string response = string.Concat(Enumerable.Repeat("0123456789,\n\"\"x\"\" ", 6_300));
        ReadRow row = Assert.Single(ReadExport.Of(WebHeader + Web(response: response) + QidHeader + Qid()).Rows);
        Assert.True(row.Output.Length > 99_042);
    }

    [Fact]
    public void A_test_that_the_report_does_not_explain_is_taken_as_medium_and_said()
    {
        ReadExport read = ReadExport.Of(WebHeader + Web(qid: "150099") + Web(status: "Fixed") + QidHeader + Qid());
        Assert.Equal(("QID 150099", Severity.Medium), (read.Rows[0].Name, read.Rows[0].Severity));
        Assert.True(read.Rows[1].Fixed);
        Assert.Contains(read.Notes, n => n.Contains("does not explain, taken as medium: 1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("150001", "no address"), InlineData("x", "https://shop.example.test/")]
    public void A_row_without_a_host_or_a_test_is_rejected_by_its_line(string qid, string url)
    {
        ReadExport read = ReadExport.Of(WebHeader + Web() + Web(qid: qid, url: url) + QidHeader + Qid());
        Assert.Equal((2L, 3L), (read.RowCount, Assert.Single(read.Rejected).Line));
    }

    private const string PatchReport =
        "Patch Report,,,,,,,,\n\nPatch List,,,,,,,,\nPatch QID, Severity, Title, Vendor ID, Published\n91701,5,Windows Update for October,KB5031356,10/10/2026\n91702,3,Office Update,KB5002500,10/10/2026\n\n" +
        "Patches by Host,,,,,,,,\nPatch QID, IP, DNS, NetBIOS, OS, OS CPE, Vulnerability Count\n91701,10.0.0.1,web-01.example.test,WEB-01,Windows,,2\n91702,10.0.0.2,,DB-01,Windows,,1\n\n";

    private const string PatchedVulnerabilities =
        "Host Vulnerabilities Fixed by Patch,,,,,,,,\nPatch QID, IP, QID, Severity, Title, CVE ID\n91701,10.0.0.1,91650,4,Kernel flaw,CVE-2026-1111\n91701,10.0.0.1,91651,5,Print flaw,\"CVE-2026-1112, CVE-2026-1113\"\n91702,10.0.0.2,110400,3,Macro flaw,\n\n";

    private const string PatchLinks = "Patch Links.,,,,,,,,\nPatch QID,OS/SW,Link\n91701,Windows,https://vendor.example.test/a\n91701,Windows,https://vendor.example.test/b\n";

    [Fact]
    public void A_patch_report_gives_each_vulnerability_with_its_patch_and_host()
    {
        ReadExport read = ReadExport.Of(PatchReport + PatchedVulnerabilities + PatchLinks);
        Assert.Equal(("Qualys patch report", 3L), (read.Shape, read.RowCount));
        ReadRow row = read.Rows[1];
        Assert.Equal(("10.0.0.1", "web-01.example.test", "WEB-01", 91651L, Severity.Critical, "Print flaw"), (row.Host, row.Dns, row.NetBios, row.PluginId, row.Severity, row.Name));
        Assert.Equal(("CVE-2026-1112, CVE-2026-1113", "KB5031356", "Patch 91701: Windows Update for October"), (row.Cves, row.PatchReferences, row.Solution));
    }

    [Fact]
    public void A_patch_report_without_vulnerabilities_gives_the_missing_patches()
    {
        ReadExport read = ReadExport.Of(PatchReport + PatchLinks);
        Assert.Equal([(91701L, "Windows Update for October", Severity.Critical), (91702L, "Office Update", Severity.Medium)], read.Rows.Select(r => (r.PluginId, r.Name, r.Severity)));
        Assert.Contains(read.Notes, n => n.Contains("a missing patch is a finding", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cut_report_is_refused_or_says_that_it_may_be_cut()
    {
        foreach (string whole in (string[])[WebHeader + Web() + QidHeader + Qid(), PatchReport + PatchedVulnerabilities + PatchLinks])
        {
            for (int length = 0; length < whole.Length; length += 3)
            {
                try
                {
                    ReadExport read = ReadExport.Of(whole[..length]);
                    Assert.Equal(read.RowCount, read.Rows.Count + read.Rejected.Count);
                    if (!read.LooksComplete) Assert.Contains(read.Notes, n => n.Contains("may be cut", StringComparison.Ordinal));
                }
                catch (CockpitException error)
                {
                    Assert.Contains(error.Fault.Code.Name, (string[])["FINDINGS_EMPTY", "FINDINGS_UNKNOWN_FORMAT", "FINDINGS_TRUNCATED"]);
                }
            }
        }
    }

    [Theory]
    [InlineData(FindingFormat.QualysWas, null), InlineData(FindingFormat.Qualys, null), InlineData(FindingFormat.QualysPatch, "FINDINGS_UNKNOWN_FORMAT"), InlineData(FindingFormat.Nessus, "FINDINGS_UNKNOWN_FORMAT")]
    public void A_format_that_was_named_must_be_the_reports(FindingFormat format, string? code)
    {
        string text = WebHeader + Web() + QidHeader + Qid();
        if (code is null) Assert.Single(ReadExport.Of(text, format).Rows);
        else Assert.Equal(code, Assert.Throws<CockpitException>(() => ReadExport.Of(text, format)).Fault.Code.Name);
    }
}
