using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Nessus;

/// <summary>
/// Columns of Nessus CSV exports: 12 and 13 columns (the default), 26 (all, 2020 to 2022), 27 to 30 (newer), 32 to 65 (the cloud). "Risk" is the severity
/// of the finding; "Risk Factor" is the plugin's own and not it.
/// </summary>
internal static class NessusColumns
{
    public const int PluginId = 0, Cve = 1, Cvss2 = 2, Risk = 3, Host = 4, Protocol = 5, Port = 6, Name = 7, Synopsis = 8, Description = 9,
        Solution = 10, SeeAlso = 11, Output = 12, Cvss3 = 13, Cvss4 = 14, Vpr = 15, EpssScore = 16, Xref = 17, MsKb = 18,
        Metasploit = 19, CoreImpact = 20, Canvas = 21, State = 22, Ip = 23, NetBios = 24, Cvss3Vector = 25, ExploitAvailable = 26, ExploitedByMalware = 27,
        AssetId = 28, AgentId = 29, BiosUuid = 30, Mac = 31, Fqdn = 32, FirstFound = 33, LastFound = 34, Count = 35;

    public static HeaderNames Header { get; } = new(Count, [PluginId, Risk, Host, Name],
    [
        ("plugin id", PluginId), ("cve", Cve), ("cvss", Cvss2), ("cvss v2.0 base", Cvss2), ("risk", Risk), ("host", Host),
        ("protocol", Protocol), ("port", Port), ("name", Name), ("synopsis", Synopsis), ("description", Description),
        ("solution", Solution), ("see also", SeeAlso), ("plugin output", Output), ("cvss v3.0 base", Cvss3), ("cvssv3", Cvss3),
        ("cvss v4.0 base", Cvss4), ("vpr", Vpr), ("epss", EpssScore), ("xref", Xref), ("mskb", MsKb), ("metasploit", Metasploit),
        ("core impact", CoreImpact), ("canvas", Canvas),

        // Tenable's cloud writes the same columns and more.
        ("vulnerability state", State), ("ip address", Ip), ("netbios", NetBios), ("cvss3 base", Cvss3), ("cvss3 vector", Cvss3Vector), ("core exploits", CoreImpact),
        ("vulnerability priority rating (vpr)", Vpr), ("exploit available", ExploitAvailable), ("exploited by malware", ExploitedByMalware),
        ("asset uuid", AssetId), ("agent uuid", AgentId), ("agent id", AgentId), ("bios uuid", BiosUuid), ("mac address", Mac), ("fqdn", Fqdn), ("first found", FirstFound), ("last found", LastFound), ("host end", LastFound),
    ]);
}
