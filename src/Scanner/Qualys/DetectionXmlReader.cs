using System.Globalization;
using System.Xml;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using Cockpit.Scanner.Xml;
using NodaTime;
using NodaTime.Text;
using static Cockpit.Scanner.Csv.FindingCells;

namespace Cockpit.Scanner.Qualys;

/// <summary>
/// A Qualys host detection list (HOST_LIST_VM_DETECTION_OUTPUT): per HOST its names, then its DETECTIONs. It holds no titles, so a finding goes
/// by its QID until another export names it.
/// </summary>
internal sealed class DetectionXmlReader(Stream file, FileSurvey survey) : XmlExport(file, survey)
{
    public const string Root = "HOST_LIST_VM_DETECTION_OUTPUT";

    private readonly Dictionary<string, string> host = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> detection = new(StringComparer.Ordinal);
    private readonly CellScores scores = new();
    private int hostDepth;

    public override FindingSource Source => FindingSource.Qualys;

    public override string Shape => "Qualys host detection list";

    public override IReadOnlyList<string> Notes => [.. scores.Notes()];

    protected override bool NextFinding()
    {
        while (true)
        {
            if (Xml.NodeType == XmlNodeType.Element)
            {
                switch (Xml.Name)
                {
                    case "HOST":
                        host.Clear();
                        hostDepth = Xml.Depth;
                        break;
                    case "DETECTION":
                        TakeDetection();
                        return true;
                    case "IP" or "DNS" or "NETBIOS" or "TRACKING_METHOD" or "NETWORK_ID" or "ID" or "ASSET_ID" or "QG_HOSTID" when host.Count < 16 && Xml.Depth == hostDepth + 1:
                        host[Xml.Name] = Text();
                        continue;
                }
            }
            if (!Xml.Read()) return false;
        }
    }

    protected override string? Fill(ref FindingRow row)
    {
        if (!long.TryParse(Of("QID"), NumberStyles.None, CultureInfo.InvariantCulture, out long qid) || qid == 0) return "the QID is not a number";
        byte[] ip = Word(host.GetValueOrDefault("IP")), dns = Word(Of("FQDN") ?? host.GetValueOrDefault("DNS")), netBios = Word(host.GetValueOrDefault("NETBIOS"));
        byte[] label = ip.Length > 0 ? ip : dns.Length > 0 ? dns : netBios;
        if ((HostFault(label) ?? NameFault(dns) ?? NameFault(netBios)) is { } fault) return fault;
        if (PortOf(Word(Of("PORT"))) is not { } port) return "the port is not a number from 0 to 65535";
        byte[] level = Word(Of("SEVERITY")), type = Word(Of("TYPE"));
        if (QualysWords.SeverityOf(level, type) is not { } severity) return "the severity is not 1 to 5";

        row.PluginId = qid;
        row.HostLabel = label;
        row.Ip = ip;
        row.Dns = dns;
        row.NetBios = netBios;
        byte[] asset = IdOf(Word(host.GetValueOrDefault("ASSET_ID"))).ToArray();
        row.Issuer = asset.Length > 0 ? "qualys"u8 : "qualys-host"u8;
        row.AssetId = asset.Length > 0 ? asset : IdOf(Word(host.GetValueOrDefault("ID"))).ToArray();
        row.AgentId = IdOf(Word(host.GetValueOrDefault("QG_HOSTID"))).ToArray();
        row.Network = Word(host.GetValueOrDefault("NETWORK_ID") is { } network and not "0" ? network : null);
        row.Port = port;
        row.Protocol = ProtocolOf(Word(Of("PROTOCOL")));
        row.Instance = Word(InstanceOf());
        row.RawSeverity = level;
        row.Severity = severity;
        row.FlagsInFile = FindingFlags.Potential;
        if (QualysWords.IsPotential(type)) row.Flags |= FindingFlags.Potential;
        row.Scores = FindingScores.Nothing with { Qds = Of("QDS") is { } qds ? scores.Hundred(Word(qds)) : FindingScores.NotInFile };
        row.Name = Word($"QID {qid}");
        row.Output = Bytes(Of("RESULTS"));
        row.FirstSeenAt = DateOf("FIRST_FOUND_DATETIME");
        row.LastSeenAt = DateOf("LAST_FOUND_DATETIME");
        row.Fixed = string.Equals(Of("STATUS"), "Fixed", StringComparison.OrdinalIgnoreCase);
        return null;
    }

    private void TakeDetection()
    {
        detection.Clear();
        if (Xml.IsEmptyElement) return;
        int depth = Xml.Depth;
        Xml.Read();
        while (Xml.Depth > depth)
        {
            // Only plain texts count; a list inside, such as QDS_FACTORS, is stepped over.
            if (Xml.NodeType != XmlNodeType.Element) Xml.Read();
            else if (Xml.Name is "QDS_FACTORS" or "ASSET_CVE") Xml.Skip();
            else detection[Xml.Name] = Text();
        }
    }

    private string? Of(string name) => detection.TryGetValue(name, out string? text) && text.Length > 0 ? text : null;

    private Instant? DateOf(string name) => Of(name) is { } text && InstantPattern.General.Parse(text) is { Success: true, Value: var at } ? at : null;

    /// <summary>As in the VM report: "over ssl/nginx".</summary>
    private string? InstanceOf()
    {
        string? ssl = Of("SSL") == "1" ? "over ssl" : null, name = Of("INSTANCE");
        return ssl is null ? name : name is null ? ssl : $"{ssl}/{name}";
    }
}
