using Cockpit.Core.Findings;
using Cockpit.Scanner.Tests.Csv;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Tenable;

public sealed class TenableReaderTests
{
    private const string SecurityCenter =
        "Plugin,Plugin Name,Family,Severity,IP Address,Protocol,Port,Exploit?,Repository,MAC Address,DNS Name,NetBIOS Name,Plugin Output,Synopsis,Description,Steps to Remediate,See Also,Risk Factor," +
        "STIG Severity,Vulnerability Priority Rating,CVSS V2 Base Score,CVSS V3 Base Score,CVSS V3 Vector,CPE,CVE,BID,Cross References,First Discovered,Last Observed,Patch Publication Date,Agent ID,Host ID";

    private const string Cloud =
        "asset.id,asset.display_fqdn,asset.display_ipv4_address,asset.name,asset.network.name,definition.id,definition.name,definition.cve,definition.cvss2.base_score,definition.cvss3.base_score," +
        "definition.cvss3.base_vector,definition.epss.score,definition.vpr.score,definition.synopsis,definition.description,definition.solution,definition.exploited_by_malware,first_observed,last_seen,state,severity,output,port,protocol,asset.port";

    [Fact]
    public void Reads_an_export_of_the_security_center()
    {
        ReadExport read = ReadExport.Of(InventedExport.Of(SecurityCenter, ',',
            [("Plugin", "201338"), ("Plugin Name", "OpenSSL is old"), ("Severity", "High"), ("IP Address", "10.0.0.1"), ("Protocol", "TCP"), ("Port", "443"), ("Exploit?", "Yes"), ("Repository", "plant"),
             ("DNS Name", "web-01.example.test"), ("NetBIOS Name", "EXAMPLE\\WEB-01"), ("Plugin Output", "3.0.15"), ("Vulnerability Priority Rating", "8.1"), ("CVSS V2 Base Score", "7.5"), ("CVSS V3 Base Score", "9.8"),
             ("CVSS V3 Vector", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), ("CVE", "CVE-2026-31842,CVE-2026-31843"), ("First Discovered", "Jan 5, 2026 10:24:08 MST"), ("Last Observed", "Oct 19, 2026 06:10:00 MST"), ("MAC Address", "00:50:56:00:00:01,00:50:56:00:00:02"), ("Agent ID", "ag-1"), ("Host ID", "h-1")]));
        Assert.Equal((FindingSource.Nessus, "Tenable Security Center, 32 columns"), (read.Source, read.Shape));
        ReadRow row = Assert.Single(read.Rows);
        Assert.Equal(("10.0.0.1", "10.0.0.1", "web-01.example.test", "WEB-01", "plant"), (row.Host, row.Ip, row.Dns, row.NetBios, row.Network));
        Assert.Equal(("tenable-sc", "h-1", "ag-1", "00:50:56:00:00:01,00:50:56:00:00:02"), (row.Issuer, row.AssetId, row.AgentId, row.Macs));
        Assert.Equal((201338L, 443, FindingProtocol.Tcp, Severity.High), (row.PluginId, row.Port, row.Protocol, row.Severity));
        Assert.Equal(((short)75, (short)98, (short)81, FindingFlags.PublicExploit | FindingFlags.OpenToNetwork), (row.Scores.Cvss2, row.Scores.Cvss3, row.Scores.Vpr, row.Flags));
        Assert.Equal((Instant.FromUtc(2026, 1, 5, 10, 24, 8), Instant.FromUtc(2026, 10, 19, 6, 10)), (row.FirstSeenAt, row.LastSeenAt));
    }

    [Theory]
    [InlineData("ACTIVE", "HIGH", false, Severity.High), InlineData("FIXED", "4", true, Severity.Critical), InlineData("RESURFACED", "0", false, Severity.Info)]
    public void Reads_an_export_of_vulnerability_management_with_its_guards(string state, string level, bool isFixed, Severity severity)
    {
        ReadExport read = ReadExport.Of(InventedExport.Of(Cloud, ';',
            [("asset.id", "0d4c0f5e-0000-4000-8000-000000000001"), ("asset.display_fqdn", "web-01.example.test"), ("asset.display_ipv4_address", "10.0.0.1"), ("asset.network.name", "Default"), ("definition.id", "201338"),
             ("definition.name", "OpenSSL is old"), ("definition.cve", "CVE-2026-31842"), ("definition.cvss3.base_score", "9.8"), ("definition.epss.score", "0.3833"), ("definition.vpr.score", "8.1"),
             ("definition.exploited_by_malware", "true"), ("first_observed", "2026-01-05T10:24:08.123Z"), ("last_seen", "2026-10-19T06:10:00Z"), ("state", state), ("severity", level), ("output", "'-3.0.15"), ("port", "443"), ("protocol", "TCP"), ("asset.port", "1")]));
        Assert.Equal("Tenable Vulnerability Management, 25 columns", read.Shape);
        ReadRow row = Assert.Single(read.Rows);
        Assert.Equal(("web-01.example.test", "10.0.0.1", "", 201338L, 443, severity, isFixed), (row.Host, row.Ip, row.Network, row.PluginId, row.Port, row.Severity, row.Fixed));
        Assert.Equal(("tenable", "0d4c0f5e-0000-4000-8000-000000000001"), (row.Issuer, row.AssetId));
        Assert.Equal((98, 383_300, 81, FindingFlags.Malware, "-3.0.15"), (row.Scores.Cvss3, row.Scores.Epss, row.Scores.Vpr, row.Flags, row.Output));
        Assert.Equal((Instant.FromUtc(2026, 1, 5, 10, 24, 8), Instant.FromUtc(2026, 10, 19, 6, 10)), (row.FirstSeenAt, row.LastSeenAt));
    }
}
