using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Qualys;

/// <summary>Columns of a Qualys PCI report. Its SEVERITY is a word of the PCI rating; Q_SEVERITY is Qualys' own 1 to 5.</summary>
internal static class PciColumns
{
    public const int Ip = 0, HostName = 1, LastScan = 2, Qid = 3, Title = 4, Type = 5, Severity = 6, Port = 7, Protocol = 8, Cvss = 9,
        QualysSeverity = 10, Threat = 11, Impact = 12, Solution = 13, Result = 14, Cve = 15, Count = 16;

    public static HeaderNames Header { get; } = new(Count, [Ip, Qid, Title, QualysSeverity],
    [
        ("ip", Ip), ("hostname", HostName), ("last scan", LastScan), ("qid", Qid), ("vuln title", Title), ("type", Type), ("severity", Severity),
        ("port", Port), ("protocol", Protocol), ("cvss_base", Cvss), ("q_severity", QualysSeverity), ("threat", Threat), ("impact", Impact),
        ("solution", Solution), ("result", Result), ("cveid", Cve),
    ]);
}
