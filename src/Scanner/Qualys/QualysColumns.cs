using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Qualys;

/// <summary>Columns of a Qualys VM report (36 to 41 of them), and of a scan result, which is the same without status and dates.</summary>
internal static class QualysColumns
{
    public const int Ip = 0, Network = 1, Dns = 2, NetBios = 3, Tracking = 4, Qid = 5, Title = 6, VulnStatus = 7, Type = 8, Severity = 9,
        Port = 10, Protocol = 11, Fqdn = 12, Ssl = 13, FirstDetected = 14, LastDetected = 15, CveId = 16, VendorReference = 17,
        Cvss2 = 18, Cvss3 = 19, Threat = 20, Impact = 21, Solution = 22, Exploitability = 23, Malware = 24, Results = 25, Instance = 26,
        Qds = 27, AssetId = 28, AgentId = 29, Count = 30;

    public static HeaderNames Header { get; } = new(Count, [Ip, Qid, Title, Severity],
    [
        ("ip", Ip), ("network", Network), ("dns", Dns), ("netbios", NetBios), ("tracking method", Tracking), ("qid", Qid),
        ("title", Title), ("vuln status", VulnStatus), ("type", Type), ("severity", Severity), ("port", Port), ("protocol", Protocol),
        ("fqdn", Fqdn), ("ssl", Ssl), ("first detected", FirstDetected), ("last detected", LastDetected), ("cve id", CveId),
        ("vendor reference", VendorReference), ("cvss base", Cvss2), ("cvss", Cvss2), ("cvss3.1 base", Cvss3), ("cvss3 base", Cvss3),
        ("cvss3.1", Cvss3), ("cvss3", Cvss3), ("threat", Threat), ("impact", Impact), ("solution", Solution),
        ("exploitability", Exploitability), ("associated malware", Malware), ("malware", Malware), ("results", Results),
        ("instance", Instance), ("qds", Qds), ("asset id", AssetId), ("qg host id", AgentId), ("qghostid", AgentId),
    ]);
}
