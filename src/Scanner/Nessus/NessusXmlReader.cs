using System.Xml;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using Cockpit.Scanner.Tenable;
using Cockpit.Scanner.Xml;
using static Cockpit.Scanner.Csv.FindingCells;

namespace Cockpit.Scanner.Nessus;

/// <summary>A .nessus file (NessusClientData_v2): for each ReportHost its properties, then a ReportItem per finding.</summary>
internal sealed class NessusXmlReader(Stream file, FileSurvey survey) : XmlExport(file, survey)
{
    public const string Root = "NessusClientData_v2";

    /// <summary>Of one host or finding; products write some dozens. And of a list that several elements make.</summary>
    private const int MostNames = 500, MostCharacters = 64 << 10;

    private readonly Dictionary<string, string> host = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> item = new(StringComparer.Ordinal);
    private readonly CellScores scores = new();
    private string hostName = "";

    public override FindingSource Source => FindingSource.Nessus;

    public override string Shape => ".nessus, version 2";

    public override IReadOnlyList<string> Notes => [.. scores.Notes()];

    protected override bool NextFinding()
    {
        while (Xml.Read())
        {
            if (Xml.NodeType != XmlNodeType.Element) continue;
            if (Xml.Name == "ReportHost")
            {
                hostName = Xml.GetAttribute("name") ?? "";
                host.Clear();
            }
            else if (Xml.Name == "HostProperties")
            {
                TakeProperties();
            }
            else if (Xml.Name == "ReportItem")
            {
                TakeItem();
                return true;
            }
        }
        return false;
    }

    protected override string? Fill(ref FindingRow row)
    {
        if (!long.TryParse(item.GetValueOrDefault("@pluginID"), out long plugin) || plugin < 0) return "pluginID is not a number";
        byte[] label = Word(hostName), dns = Word(host.GetValueOrDefault("host-fqdn") ?? host.GetValueOrDefault("host-rdns")), netBios = Word(NetBiosName(host.GetValueOrDefault("netbios-name"))), ip = Word(host.GetValueOrDefault("host-ip"));
        if ((HostFault(label) ?? NameFault(dns) ?? NameFault(netBios) ?? NameFault(ip)) is { } fault) return fault;
        if (!int.TryParse(item.GetValueOrDefault("@port"), out int port) || port is < 0 or > 65535) return "the port is not a number from 0 to 65535";
        byte[] level = Word(item.GetValueOrDefault("@severity"));
        if (TenableWords.SeverityOf(level) is not { } severity) return "the severity is not 0 to 4";

        row.PluginId = plugin;
        row.HostLabel = label;
        if (TenableWords.IsAddress(ip)) row.Ip = ip;
        else if (TenableWords.IsAddress(label)) row.Ip = label;
        row.Dns = dns.Length == 0 && !TenableWords.IsAddress(label) ? label : dns;
        row.NetBios = netBios;
        row.Issuer = "tenable"u8;
        row.AssetId = Id("asset-uuid");
        row.AgentId = Id("agent-uuid") is { Length: > 0 } agent ? agent : Id("agent_uuid");
        row.BiosUuid = Id("bios-uuid");
        row.Macs = IdsOf(Word(host.GetValueOrDefault("mac-address"))).ToArray();
        row.Port = port;
        row.Protocol = ProtocolOf(Word(item.GetValueOrDefault("@protocol")));
        row.RawSeverity = level;
        row.Severity = severity;
        row.FlagsInFile = FindingFlags.PublicExploit | FindingFlags.Malware | FindingFlags.OpenToNetwork;
        if (IsTrue("exploit_available") || IsTrue("exploit_framework_metasploit") || IsTrue("exploit_framework_core") || IsTrue("exploit_framework_canvas")) row.Flags |= FindingFlags.PublicExploit;
        if (IsTrue("exploited_by_malware")) row.Flags |= FindingFlags.Malware;
        if (item.TryGetValue("cvss3_vector", out string? vector) && Cells.IsOpenToNetwork(Bytes(vector))) row.Flags |= FindingFlags.OpenToNetwork;
        row.Scores = new FindingScores(Tenths("cvss_base_score"), Tenths("cvss3_base_score"), Tenths("cvss4_base_score"), Tenths("vpr_score"), scores.Millionths(Word(item.GetValueOrDefault("epss_score"))), FindingScores.NotInFile);
        row.Cves = Word(item.GetValueOrDefault("cve"));
        row.Name = Word(item.GetValueOrDefault("@pluginName"));
        row.Synopsis = Bytes(item.GetValueOrDefault("synopsis"));
        row.Description = Bytes(item.GetValueOrDefault("description"));
        row.Solution = Bytes(item.GetValueOrDefault("solution"));
        row.SeeAlso = Bytes(item.GetValueOrDefault("see_also"));
        row.References = Bytes(item.GetValueOrDefault("xref"));
        row.PatchReferences = Bytes(item.GetValueOrDefault("msft") ?? item.GetValueOrDefault("mskb"));
        row.Output = Bytes(item.GetValueOrDefault("plugin_output"));

        // All checks of a compliance audit share one plugin.
        row.Instance = Word(item.GetValueOrDefault("cm:compliance-check-name") ?? item.GetValueOrDefault("compliance-check-name"));
        if (plugin == NessusScanInfo.PluginId) row.Coverage = NessusScanInfo.Parse(row.Output);
        return null;
    }

    private void TakeProperties()
    {
        using XmlReader properties = Xml.ReadSubtree();
        properties.Read();
        while (properties.Read())
        {
            while (properties.NodeType == XmlNodeType.Element && properties.Name == "tag")
            {
                string name = properties.GetAttribute("name") ?? "";
                string text = properties.ReadElementContentAsString();
                if (host.Count < MostNames) host[name] = text.Length > MostCharacters ? text[..MostCharacters] : text;
            }
        }
    }

    private void TakeItem()
    {
        item.Clear();
        for (bool more = Xml.MoveToFirstAttribute(); more; more = Xml.MoveToNextAttribute()) item["@" + Xml.Name] = Xml.Value;
        Xml.MoveToElement();
        if (Xml.IsEmptyElement) return;
        int depth = Xml.Depth;
        Xml.Read();
        while (Xml.Depth > depth)
        {
            if (Xml.NodeType != XmlNodeType.Element)
            {
                Xml.Read();
                continue;
            }
            string name = Xml.Name;
            string text = Text();

            // A finding has an element per CVE and per reference.
            if (!item.TryGetValue(name, out string? before))
            {
                if (item.Count < MostNames) item[name] = text;
            }
            else if (name is not ("cve" or "xref" or "msft" or "bid")) item[name] = text;
            else if (before.Length < MostCharacters) item[name] = $"{before},{text}";
        }
    }

    private byte[] Id(string name) => IdOf(Word(host.GetValueOrDefault(name))).ToArray();

    private short Tenths(string name) => scores.Tenths(Word(item.GetValueOrDefault(name)));

    private bool IsTrue(string name) => item.TryGetValue(name, out string? text) && TenableWords.IsTrue(Word(text));

    private static string? NetBiosName(string? name) => name?[(name.LastIndexOf('\\') + 1)..];
}
