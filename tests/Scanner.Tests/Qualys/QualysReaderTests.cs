using Cockpit.Core.Findings;
using Cockpit.Scanner.Tests.Csv;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Qualys;

public sealed class QualysReaderTests
{
    private const string Columns =
        "IP,Network,DNS,NetBIOS,Tracking Method,OS,IP Status,QID,Title,Vuln Status,Type,Severity,Port,Protocol,FQDN,SSL,First Detected,Last Detected,Times Detected,Date Last Fixed,CVE ID,Vendor Reference," +
        "Bugtraq ID,CVSS,CVSS Base,CVSS3.1,CVSS3.1 Base,Threat,Impact,Solution,Exploitability,Associated Malware,Results,PCI Vuln,Ticket State,Instance,OS CPE,Category,Associated Tags,QDS";

    private const string Preamble =
        "\"Vulnerability Report\",\"10/20/2026 at 06:10:00 (GMT)\"\n\n\"Example Ltd\",\"1 Test Street\",\"Testtown\"\n\"Anna\",\"exmpl_an\",\"Manager\"\n\n\"Asset Groups\",\"IPs\",\"Active Hosts\"\n\"web\",\"10.0.0.0/24\",\"2\"\n\n" +
        "\"Total Vulnerabilities\",\"Avg Security Risk\",\"Business Risk\"\n\"3\",\"4.0\",\"36/100\"\n\"IP\",\"DNS\",\"Security Risk\"\n\"10.0.0.1\",\"web-01.example.test\",\"4.0\"\n\n";

    private static readonly (string Column, string Value)[] Plain = [];

    private static readonly Dictionary<string, string> Defaults = new()
    {
        ["IP"] = "10.0.0.1", ["Network"] = "Global Default Network", ["DNS"] = "web-01.example.test", ["NetBIOS"] = "WEB-01", ["Tracking Method"] = "QAGENT", ["QID"] = "38863", ["Title"] = "OpenSSL is old",
        ["Vuln Status"] = "Active", ["Type"] = "Vuln", ["Severity"] = "4", ["Port"] = "443", ["Protocol"] = "tcp", ["SSL"] = "over ssl", ["First Detected"] = "05/13/2026 07:08:28",
        ["Last Detected"] = "10/19/2026 06:10:00", ["CVE ID"] = "CVE-2026-31842, CVE-2026-31843", ["Vendor Reference"] = "KB5003169, KB5003171", ["CVSS Base"] = "7.5 (AV:N/AC:L/Au:N/C:P/I:P/A:P)",
        ["CVSS3.1 Base"] = "8.1 (AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H)", ["Threat"] = "A library is old.", ["Impact"] = "Takeover.", ["Solution"] = "Upgrade.", ["Results"] = "openssl 3.0.15", ["Instance"] = "nginx", ["QDS"] = "42",
    };

    [Fact]
    public void Reads_a_report_behind_its_preamble_which_has_a_host_table_of_its_own()
    {
        ReadExport read = ReadExport.Of(Preamble + Report(Plain));
        Assert.Equal((FindingSource.Qualys, "Qualys VM report, 40 columns", 1L, 0), (read.Source, read.Shape, read.RowCount, read.Rejected.Count));
        ReadRow row = Assert.Single(read.Rows);
        Assert.Equal(("10.0.0.1", "10.0.0.1", "web-01.example.test", "WEB-01", ""), (row.Host, row.Ip, row.Dns, row.NetBios, row.Network));
        Assert.Equal((38863L, 443, FindingProtocol.Tcp, "over ssl/nginx"), (row.PluginId, row.Port, row.Protocol, row.Instance));
        Assert.Equal((Severity.High, "4", FindingFlags.OpenToNetwork), (row.Severity, row.RawSeverity, row.Flags));
        Assert.Equal(new FindingScores(75, 81, -2, -2, -2, 42), row.Scores);
        Assert.Equal((Instant.FromUtc(2026, 5, 13, 7, 8, 28), Instant.FromUtc(2026, 10, 19, 6, 10)), (row.FirstSeenAt, row.LastSeenAt));
        Assert.Equal(("OpenSSL is old", "openssl 3.0.15", "KB5003169, KB5003171"), (row.Name, row.Output, row.PatchReferences));
        Assert.Equal(15, row.Line);
        Assert.Contains("Rows before a header, passed over: 9.", read.Notes);
    }

    [Theory]
    [InlineData("Vuln", "5", Severity.Critical, FindingFlags.None), InlineData("Vuln", "1", Severity.Info, FindingFlags.None), InlineData("Practice", "3", Severity.Medium, FindingFlags.Potential), InlineData("Ig", "3", Severity.Info, FindingFlags.None)]
    public void Severity_is_1_to_5_and_the_type_says_how_sure_it_is(string type, string level, Severity severity, FindingFlags flag)
    {
        ReadRow row = Assert.Single(ReadExport.Of(Report([("Type", type), ("Severity", level)])).Rows);
        Assert.Equal((severity, level, flag), (row.Severity, row.RawSeverity, row.Flags & FindingFlags.Potential));
    }

    [Fact]
    public void An_exploit_and_malware_are_facts_and_a_dash_is_none()
    {
        ReadExport read = ReadExport.Of(Report([("Exploitability", "Source: Metasploit"), ("Associated Malware", "Trojan.Agent")], [("Exploitability", "'-"), ("Associated Malware", "-")]));
        Assert.Equal(FindingFlags.PublicExploit | FindingFlags.Malware, read.Rows[0].Flags & (FindingFlags.PublicExploit | FindingFlags.Malware));
        Assert.Equal(FindingFlags.None, read.Rows[1].Flags & (FindingFlags.PublicExploit | FindingFlags.Malware));
    }

    [Fact]
    public void Only_its_own_Fixed_means_fixed()
    {
        ReadExport read = ReadExport.Of(Report([("Vuln Status", "Fixed")], [("Vuln Status", "Re-Opened"), ("Date Last Fixed", "06/07/2026 22:53:26")], [("Vuln Status", "New")]));
        Assert.Equal([true, false, false], read.Rows.Select(r => r.Fixed));
    }

    [Fact]
    public void Days_before_months_are_seen_where_they_prove_themselves()
    {
        ReadExport read = ReadExport.Of(Report([("Last Detected", "25/05/2026 07:36:58"), ("First Detected", "2026-05-13 07:08")]));
        Assert.Equal((Instant.FromUtc(2026, 5, 13, 7, 8), Instant.FromUtc(2026, 5, 25, 7, 36, 58)), (read.Rows[0].FirstSeenAt, read.Rows[0].LastSeenAt));
        Assert.Contains(read.Notes, n => n.StartsWith("Dates with the day first, as a spreadsheet writes them: 1.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_host_goes_by_what_Qualys_tracks_it_by()
    {
        ReadExport read = ReadExport.Of(Report([("Tracking Method", "DNS")], [("Tracking Method", "NETBIOS")], [("Tracking Method", "IP"), ("Network", "Plant 2")], [("IP", ""), ("DNS", "")]));
        Assert.Equal([("web-01.example.test", ""), ("WEB-01", ""), ("10.0.0.1", "Plant 2"), ("WEB-01", "")], read.Rows.Select(r => (r.Host, r.Network)));
    }

    [Fact]
    public void A_second_report_with_its_preamble_is_no_bad_row()
    {
        ReadExport read = ReadExport.Of(Preamble + Report(Plain) + Preamble + Report([("QID", "8")]));
        Assert.Equal([38863L, 8L], read.Rows.Select(r => r.PluginId));
        Assert.Equal((2L, 0), (read.RowCount, read.Rejected.Count));
    }

    [Fact]
    public void Bad_rows_are_named()
    {
        ReadExport read = ReadExport.Of(Report([("Severity", "9")], [("QID", "")], [("IP", ""), ("DNS", ""), ("NetBIOS", "")], [("DNS", "a\u001b[2J")], []));
        Assert.Equal([(2L, "the severity is not 1 to 5"), (3, "the QID is not a number"), (4, "the host is missing"), (5, "the host's name holds control characters")], read.Rejected.Select(r => (r.Line, r.Reason)));
        Assert.Single(read.Rows);
    }

    private static string Report(params (string Column, string Value)[][] rows)
    {
        string[] names = Columns.Split(',');
        return string.Join(',', names.Select(n => $"\"{n}\"")) + "\n" + string.Concat(rows.Select(row => string.Join(',', names.Select(n => $"\"{Cell(row, n)}\"")) + "\n"));
    }

    private static string Cell((string Column, string Value)[] row, string name)
    {
        foreach ((string column, string value) in row)
        {
            if (column == name) return value;
        }
        return Defaults.GetValueOrDefault(name, "");
    }
}
