using Cockpit.Core.Findings;
using Cockpit.Scanner.Tests.Csv;
using NodaTime;
using Xunit;

namespace Cockpit.Scanner.Tests.Qualys;

public sealed class PciReaderTests
{
    private const string Columns =
        "IP,HOSTNAME,LAST SCAN,QID,VULN TITLE,TYPE,SEVERITY,PORT,PROTOCOL,OPERATING SYSTEM,IS_PCI,FALSE POSITIVE STATUS,CVSS_BASE,Q_SEVERITY,THREAT,IMPACT,SOLUTION,CVSS_TEMPORAL,CATEGORY,RESULT,BUGTRAQID,CVEID";

    [Fact]
    public void Reads_the_severity_of_qualys_and_a_date_with_the_day_first()
    {
        ReadExport read = ReadExport.Of(InventedExport.Of(Columns, ',',
            [("IP", "10.0.0.9"), ("HOSTNAME", "shop.example.test"), ("LAST SCAN", "03/09/2026 13:01"), ("QID", "86476"), ("VULN TITLE", "The server stopped"), ("TYPE", "POTENTIAL"), ("SEVERITY", "Medium"),
             ("PORT", "80"), ("PROTOCOL", "tcp"), ("CVSS_BASE", "6.4"), ("Q_SEVERITY", "3"), ("RESULT", "no answer"), ("CVEID", "-")]));
        Assert.Equal("Qualys PCI, 22 columns", read.Shape);
        ReadRow row = Assert.Single(read.Rows);
        Assert.Equal(("10.0.0.9", "shop.example.test", 86476L, Severity.Medium, "Medium", FindingFlags.Potential, ""), (row.Ip, row.Dns, row.PluginId, row.Severity, row.RawSeverity, row.Flags, row.Cves));
        Assert.Equal((short)64, row.Scores.Cvss2);
        Assert.Equal(Instant.FromUtc(2026, 9, 3, 13, 1), row.LastSeenAt);
    }
}
