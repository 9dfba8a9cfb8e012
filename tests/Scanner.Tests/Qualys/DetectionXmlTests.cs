using Cockpit.Core.Findings;
using Cockpit.Scanner.Tests.Csv;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Qualys;

public sealed class DetectionXmlTests
{
    /// <summary>The shape of the API's answer; hosts and findings are invented.</summary>
    private const string List = """
        <?xml version="1.0" encoding="UTF-8" ?>
        <!DOCTYPE HOST_LIST_VM_DETECTION_OUTPUT SYSTEM "https://scanner.example.test/host_list_vm_detection_output.dtd">
        <HOST_LIST_VM_DETECTION_OUTPUT>
          <RESPONSE>
            <DATETIME>2026-10-20T06:10:00Z</DATETIME>
            <HOST_LIST>
              <HOST>
                <ID>6506432</ID><IP>10.0.0.1</IP><TRACKING_METHOD>IP</TRACKING_METHOD><NETWORK_ID>0</NETWORK_ID>
                <OS><![CDATA[Debian 12]]></OS><DNS><![CDATA[web-01.example.test]]></DNS><NETBIOS><![CDATA[WEB-01]]></NETBIOS>
                <LAST_SCAN_DATETIME>2026-10-19T06:10:00Z</LAST_SCAN_DATETIME>
                <DETECTION_LIST>
                  <DETECTION>
                    <UNIQUE_VULN_ID>1</UNIQUE_VULN_ID><QID>38863</QID><TYPE>Confirmed</TYPE><SEVERITY>4</SEVERITY><PORT>443</PORT><PROTOCOL>tcp</PROTOCOL><SSL>1</SSL>
                    <RESULTS><![CDATA[openssl <3.0.15> & more]]></RESULTS><STATUS>Active</STATUS>
                    <FIRST_FOUND_DATETIME>2026-05-13T07:08:28Z</FIRST_FOUND_DATETIME><LAST_FOUND_DATETIME>2026-10-19T06:10:00Z</LAST_FOUND_DATETIME>
                    <QDS severity="HIGH">72</QDS><QDS_FACTORS><QDS_FACTOR name="CVSS">7.7</QDS_FACTOR></QDS_FACTORS>
                  </DETECTION>
                  <DETECTION><QID>90001</QID><TYPE>Potential</TYPE><SEVERITY>2</SEVERITY><STATUS>Fixed</STATUS></DETECTION>
                </DETECTION_LIST>
              </HOST>
              <HOST><ID>2</ID><IP>10.0.0.2</IP><NETWORK_ID>7</NETWORK_ID><DETECTION_LIST><DETECTION><QID>x</QID></DETECTION><DETECTION><QID>5</QID><SEVERITY>1</SEVERITY></DETECTION></DETECTION_LIST></HOST>
            </HOST_LIST>
          </RESPONSE>
        </HOST_LIST_VM_DETECTION_OUTPUT>
        """;

    [Fact]
    public void Reads_each_detection_with_its_host()
    {
        ReadExport read = ReadExport.Of(List);
        Assert.Equal((FindingSource.Qualys, "Qualys host detection list", 4L, 1), (read.Source, read.Shape, read.RowCount, read.Rejected.Count));
        Assert.Equal("the QID is not a number", read.Rejected[0].Reason);
        ReadRow row = read.Rows[0];
        Assert.Equal(("10.0.0.1", "web-01.example.test", "WEB-01", ""), (row.Ip, row.Dns, row.NetBios, row.Network));
        Assert.Equal(("qualys-host", "6506432"), (row.Issuer, row.AssetId));
        Assert.Equal((38863L, 443, FindingProtocol.Tcp, "over ssl", Severity.High, 72), (row.PluginId, row.Port, row.Protocol, row.Instance, row.Severity, row.Scores.Qds));
        Assert.Equal(("QID 38863", "openssl <3.0.15> & more", false), (row.Name, row.Output, row.Fixed));
        Assert.Equal((Instant.FromUtc(2026, 5, 13, 7, 8, 28), Instant.FromUtc(2026, 10, 19, 6, 10)), (row.FirstSeenAt, row.LastSeenAt));
        Assert.Equal((90001L, true, FindingFlags.Potential), (read.Rows[1].PluginId, read.Rows[1].Fixed, read.Rows[1].Flags));
        Assert.Equal(("10.0.0.2", "", "7", 5L), (read.Rows[2].Ip, read.Rows[2].Dns, read.Rows[2].Network, read.Rows[2].PluginId));
    }
}
