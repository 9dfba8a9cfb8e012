using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Qualys;

/// <summary>Columns of a Qualys VMDR report, by QID (a row per detection) or by CVE (a row per CVE).</summary>
internal static class VmdrColumns
{
    public const int Qid = 0, Title = 1, Severity = 2, Type = 3, LastDetected = 4, FirstDetected = 5, Protocol = 6, Port = 7, Status = 8,
        AssetId = 9, AssetName = 10, Ipv4 = 11, Ipv6 = 12, Solution = 13, Qds = 14, Rti = 15, Threat = 16, Results = 17, Cve = 18,
        CveDescription = 19, Cvss2 = 20, Cvss3 = 21, Count = 22;

    public static HeaderNames Header { get; } = new(Count, [Qid, Title, Severity, AssetName],
    [
        ("qid", Qid), ("title", Title), ("severity", Severity), ("type detected", Type), ("last detected", LastDetected), ("first detected", FirstDetected),
        ("protocol", Protocol), ("port", Port), ("status", Status), ("asset id", AssetId), ("asset name", AssetName), ("asset ipv4", Ipv4), ("asset ipv6", Ipv6),
        ("solution", Solution), ("qds", Qds), ("rti", Rti), ("threat", Threat), ("results", Results), ("cve", Cve), ("cve-description", CveDescription),
        ("cvssv2 base (nvd)", Cvss2), ("cvssv3.1 base (nvd)", Cvss3),
    ]);
}
