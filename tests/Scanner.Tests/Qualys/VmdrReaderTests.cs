using Cockpit.Core.Findings;
using Cockpit.Scanner.Tests.Csv;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Qualys;

public sealed class VmdrReaderTests
{
    private const string ByQid =
        "QID,Title,Severity,KB Severity,Type Detected,Last Detected,First Detected,Protocol,Port,Status,Asset Id,Asset Name,Asset IPV4,Asset IPV6,Solution,Asset Tags,Disabled,Ignored,QDS,QDS Severity," +
        "Detection AGE,Published Date,Patch Released,Category,RTI,Operating System,Last Fixed,Last Reopened,Times Detected,Threat,Vuln Patchable,Asset Critical Score,TruRisk Score,Vulnerability Tags,Results,Deep Scan Result,Detection Source";

    private const string ByCve =
        "CVE,CVE-Description,CVSSv2 Base (nvd),CVSSv3.1 Base (nvd),QID,Title,Severity,KB Severity,Type Detected,Last Detected,First Detected,Protocol,Port,Status,Asset Id,Asset Name,Asset IPV4,Asset IPV6,Solution," +
        "Asset Tags,Disabled,Ignored,QVS Score,Detection AGE,Published Date,Patch Released,Category,CVSS Rating Labels,RTI,Operating System,Last Fixed,Last Reopened,Times Detected,Threat,Vuln Patchable,Asset Critical Score,TruRisk Score,Vulnerability Tags,Results,Deep Scan Result,Detection Source";

    private const string Preamble = "\"Asset Vuln Datalist Report\",\"20 Oct 2026 10:00AM GMT\",\"1\"\n\"Example Ltd\",\"1 Test Street\",\"Testtown\"\n\"Anna\",\"anna\",\"Scanner\"\n";

    private static readonly (string, string)[] Log4j =
    [
        ("QID", "730143"), ("Title", "A logging library runs what it logs"), ("Severity", "5"), ("Type Detected", "Confirmed"), ("Last Detected", "Oct 19, 2026 07:05 PM"), ("First Detected", "Jan 02, 2026 12:10 AM"),
        ("Protocol", "TCP"), ("Port", "8080"), ("Status", "ACTIVE"), ("Asset Id", "200000001"), ("Asset Name", "APP01"), ("Asset IPV4", "10.1.0.50,10.1.0.51"), ("Solution", "Upgrade."),
        ("RTI", "Remote Code Execution,Active_Attacks,Public Exploit"), ("Results", "log 2.14.1"),
    ];

    [Fact]
    public void Reads_a_report_by_detection_behind_its_preamble()
    {
        ReadExport read = ReadExport.Of(Preamble + InventedExport.Of(ByQid, ',', [.. Log4j, ("QDS", "95")]));
        Assert.Equal((FindingSource.Qualys, "Qualys VMDR, 37 columns", 1L, 0), (read.Source, read.Shape, read.RowCount, read.Rejected.Count));
        ReadRow row = Assert.Single(read.Rows);
        Assert.Equal(("APP01", "10.1.0.50", "", "APP01", 730143L, 8080, FindingProtocol.Tcp), (row.Host, row.Ip, row.Dns, row.NetBios, row.PluginId, row.Port, row.Protocol));
        Assert.Equal(("qualys", "200000001"), (row.Issuer, row.AssetId));
        Assert.Equal((Severity.Critical, "5", FindingFlags.ActiveAttack | FindingFlags.PublicExploit, 95), (row.Severity, row.RawSeverity, row.Flags, row.Scores.Qds));
        Assert.Equal((Instant.FromUtc(2026, 1, 2, 0, 10), Instant.FromUtc(2026, 10, 19, 19, 5), false), (row.FirstSeenAt, row.LastSeenAt, row.Fixed));
        Assert.Contains("Rows of hosts with several addresses, of which the first counts: 1.", read.Notes);
    }

    [Fact]
    public void Reads_a_report_by_cve_with_its_scores()
    {
        ReadRow row = Assert.Single(ReadExport.Of(InventedExport.Of(ByCve, ',', [.. Log4j, ("CVE", "CVE-2021-44228"), ("CVSSv2 Base (nvd)", "9.3"), ("CVSSv3.1 Base (nvd)", "10.0")])).Rows);
        Assert.Equal(("CVE-2021-44228", (short)93, (short)100), (row.Cves, row.Scores.Cvss2, row.Scores.Cvss3));
    }

    [Theory]
    [InlineData("FIXED", true), InlineData("ACTIVE", false), InlineData("NEW", false), InlineData("REOPENED", false)]
    public void Only_what_the_report_calls_fixed_is(string status, bool isFixed) =>
        Assert.Equal(isFixed, Assert.Single(ReadExport.Of(InventedExport.Of(ByQid, ',', [.. Log4j.Where(c => c.Item1 != "Status"), ("Status", status)])).Rows).Fixed);

    [Fact]
    public void A_host_of_the_newer_protocol_only_and_one_without_a_name_are_hosts()
    {
        (string, string)[] bare = [.. Log4j.Where(c => c.Item1 is not ("Asset Name" or "Asset IPV4")), ("Asset IPV6", "2001:db8::7")];
        ReadRow row = Assert.Single(ReadExport.Of(InventedExport.Of(ByQid, ',', bare)).Rows);
        Assert.Equal(("2001:db8::7", "2001:db8::7"), (row.Host, row.Ip));
        Assert.Equal("the host is missing", Assert.Single(ReadExport.Of(InventedExport.Of(ByQid, ',', [.. bare.Where(c => c.Item1 != "Asset IPV6")], Log4j)).Rejected).Reason);
    }

    [Fact]
    public void A_report_whose_records_are_quoted_once_more_reads_as_the_plain_one()
    {
        string plain = InventedExport.Of(ByQid, ',', Log4j, [.. Log4j.Where(c => c.Item1 != "Results"), ("Results", "says \"no\", twice")]);
        string twice = string.Concat(plain.TrimEnd('\n').Split('\n').Select(line => $"\"{line.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"));
        ReadExport read = ReadExport.Of(twice);
        Assert.Equal(ReadExport.Of(plain).Rows, read.Rows);
        Assert.Contains("Rows that were quoted as a whole and were taken apart again: 3.", read.Notes);
    }
}
