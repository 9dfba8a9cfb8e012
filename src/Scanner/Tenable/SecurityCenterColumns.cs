using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Tenable;

/// <summary>Columns of a Tenable Security Center export (23 to 44 of them), a row per finding.</summary>
internal static class SecurityCenterColumns
{
    public const int Plugin = 0, Name = 1, Severity = 2, Ip = 3, Protocol = 4, Port = 5, Exploit = 6, Repository = 7, Dns = 8, NetBios = 9, Text = 10,
        Synopsis = 11, Description = 12, Solution = 13, SeeAlso = 14, Vpr = 15, Cvss2 = 16, Cvss3 = 17, Cvss3Vector = 18, Cve = 19, References = 20,
        FirstDiscovered = 21, LastObserved = 22, Cvss4 = 23, EpssScore = 24, Mac = 25, AgentId = 26, HostId = 27, Count = 28;

    public static HeaderNames Header { get; } = new(Count, [Plugin, Name, Severity, Ip],
    [
        ("plugin", Plugin), ("plugin name", Name), ("severity", Severity), ("ip address", Ip), ("protocol", Protocol), ("port", Port), ("exploit?", Exploit),
        ("repository", Repository), ("dns name", Dns), ("netbios name", NetBios), ("plugin text", Text), ("plugin output", Text), ("synopsis", Synopsis),
        ("description", Description), ("solution", Solution), ("steps to remediate", Solution), ("see also", SeeAlso), ("vulnerability priority rating", Vpr), ("vpr", Vpr),
        ("cvss v2 base", Cvss2), ("cvss v3 base", Cvss3), ("cvss v3 vector", Cvss3Vector), ("cvss v4 base", Cvss4), ("epss", EpssScore), ("cve", Cve),
        ("cross references", References), ("first discovered", FirstDiscovered), ("last observed", LastObserved),
        ("mac address", Mac), ("agent id", AgentId), ("host id", HostId), ("exploit prediction scoring system (epss)", EpssScore),
    ]);
}
