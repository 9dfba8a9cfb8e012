using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Tests.Csv;
using Xunit;

namespace Cockpit.Scanner.Tests.Nessus;

public sealed class NessusXmlTests
{
    /// <summary>The shape of a .nessus file; hosts and findings are invented.</summary>
    private const string File = """
        <?xml version="1.0" ?>
        <NessusClientData_v2>
          <Policy><policyName>Basic</policyName><Preferences><ServerPreferences><preference><name>max_hosts</name><value>5</value></preference></ServerPreferences></Preferences></Policy>
          <Report name="weekly" xmlns:cm="http://www.nessus.org/cm">
            <ReportHost name="web-01.example.test">
              <HostProperties>
                <tag name="host-ip">10.0.0.1</tag><tag name="host-fqdn">web-01.example.test</tag><tag name="netbios-name">EXAMPLE\WEB-01</tag>
                <tag name="bios-uuid">4c4c4544-0000-4000-8000-000000000001</tag><tag name="agent-uuid">ag-1</tag><tag name="mac-address">00:50:56:00:00:01
        00:50:56:00:00:02</tag>
              </HostProperties>
              <ReportItem port="0" svc_name="general" protocol="tcp" severity="0" pluginID="19506" pluginName="Nessus Scan Information" pluginFamily="Settings">
                <plugin_output>Credentialed checks : yes, as 'root' via ssh
        Port range : default
        Scan Start Date : 2026/10/19 06:10 UTC</plugin_output>
              </ReportItem>
              <ReportItem port="443" svc_name="www" protocol="tcp" severity="3" pluginID="201338" pluginName="OpenSSL &lt; 3.0.18" pluginFamily="Web Servers">
                <cve>CVE-2026-31842</cve><cve>CVE-2026-31843</cve>
                <cvss_base_score>7.5</cvss_base_score><cvss3_base_score>9.8</cvss3_base_score><cvss3_vector>CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</cvss3_vector>
                <vpr_score>8.1</vpr_score><epss_score>0.3833</epss_score><exploit_available>true</exploit_available>
                <description>A library is old.</description><solution>Upgrade.</solution><synopsis>Old library.</synopsis><xref>IAVA:2026-A-0001</xref>
                <plugin_output>Installed : 3.0.15
        Fixed : 3.0.18</plugin_output>
              </ReportItem>
              <ReportItem port="0" protocol="tcp" severity="2" pluginID="21157" pluginName="Unix Compliance Checks" pluginFamily="Policy Compliance">
                <cm:compliance-check-name>1.1.1 Ensure something</cm:compliance-check-name><cm:compliance-result>FAILED</cm:compliance-result>
              </ReportItem>
            </ReportHost>
            <ReportHost name="10.0.0.2"><HostProperties/><ReportItem port="99999" protocol="tcp" severity="1" pluginID="1" pluginName="x"/><ReportItem port="22" protocol="tcp" severity="1" pluginID="2" pluginName="y"/></ReportHost>
          </Report>
        </NessusClientData_v2>
        """;

    [Fact]
    public void Reads_each_finding_with_its_host()
    {
        ReadExport read = ReadExport.Of(File);
        Assert.Equal((FindingSource.Nessus, ".nessus, version 2", 5L, 1), (read.Source, read.Shape, read.RowCount, read.Rejected.Count));
        Assert.Equal("the port is not a number from 0 to 65535", read.Rejected[0].Reason);
        Assert.True(read.Rows[0].Coverage!.Credentialed);
        ReadRow row = read.Rows[1];
        Assert.Equal(("web-01.example.test", "10.0.0.1", "web-01.example.test", "WEB-01"), (row.Host, row.Ip, row.Dns, row.NetBios));
        Assert.Equal(("tenable", "ag-1", "4c4c4544-0000-4000-8000-000000000001", 2), (row.Issuer, row.AgentId, row.BiosUuid, HardwareIds.Macs(row.Macs).Count));
        Assert.Equal((201338L, 443, FindingProtocol.Tcp, Severity.High, "3"), (row.PluginId, row.Port, row.Protocol, row.Severity, row.RawSeverity));
        Assert.Equal(new FindingScores(75, 98, -1, 81, 383_300, -2), row.Scores);
        Assert.Equal((FindingFlags.PublicExploit | FindingFlags.OpenToNetwork, "CVE-2026-31842,CVE-2026-31843", "OpenSSL < 3.0.18"), (row.Flags, row.Cves, row.Name));
        Assert.Equal("1.1.1 Ensure something", read.Rows[2].Instance);
        Assert.Equal(("10.0.0.2", "10.0.0.2", "", 2L), (read.Rows[3].Host, read.Rows[3].Ip, read.Rows[3].Dns, read.Rows[3].PluginId));
    }

    [Fact]
    public void It_names_the_same_findings_as_the_csv_of_the_same_scan()
    {
        ReadRow xml = ReadExport.Of(File).Rows[1];
        ReadRow csv = Assert.Single(ReadExport.Of(NessusShapes.File(NessusShapes.Columns30, [("Plugin ID", "201338"), ("Host", "web-01.example.test"), ("Port", "443")])).Rows);
        Assert.Equal((csv.Host, csv.PluginId, csv.Port, csv.Protocol, csv.Instance, csv.Severity), (xml.Host, xml.PluginId, xml.Port, xml.Protocol, xml.Instance, xml.Severity));
    }

    [Theory]
    [InlineData(300), InlineData(900), InlineData(2000)]
    public void A_cut_file_is_refused(int length) =>
        Assert.Equal("FINDINGS_TRUNCATED", Assert.Throws<CockpitException>(() => ReadExport.Of(File[..length])).Fault.Code.Name);

    [Fact]
    public void What_is_no_text_in_the_encoding_that_it_names_is_refused() =>
        Assert.Equal("FINDINGS_TRUNCATED", Assert.Throws<CockpitException>(() => ReadExport.Of((byte[])[.. "<\0\0\0"u8, .. new byte[8], 0xFF, 0xDF, 0, 0, .. "<NessusClientData_v2/>"u8])).Fault.Code.Name);

    [Fact]
    public void A_file_with_entities_that_grow_is_refused_and_fetches_nothing()
    {
        string bomb = "<?xml version=\"1.0\"?><!DOCTYPE NessusClientData_v2 [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><NessusClientData_v2><Report><ReportHost name=\"&b;\"/></Report></NessusClientData_v2>";
        Assert.Equal("FINDINGS_TRUNCATED", Assert.Throws<CockpitException>(() => ReadExport.Of(bomb)).Fault.Code.Name);
    }
}
