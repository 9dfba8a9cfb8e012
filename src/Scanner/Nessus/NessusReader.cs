using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using static Cockpit.Scanner.Csv.FindingCells;
using static Cockpit.Scanner.Nessus.NessusColumns;
using static Cockpit.Scanner.Tenable.TenableWords;

namespace Cockpit.Scanner.Nessus;

/// <summary>Nessus CSV, a row per CVE. Only the cloud's carries a status; what a scan covered stands in the output of one plugin.</summary>
internal sealed class NessusReader(CsvExport export) : ExportReader(export, Header, PluginId)
{
    private readonly CellScores scores = new();

    public override FindingSource Source => FindingSource.Nessus;

    public override string Shape => $"Nessus, {HeaderWidth} columns";

    protected override IEnumerable<string> FormatNotes() => scores.Notes();

    protected override string? Fill(CsvExport record, int[] at, ref FindingRow row)
    {
        if (CellNumbers.Whole(record.Word(at[PluginId])) is not ({ } plugin and > 0)) return "the plugin ID is not a number";
        ReadOnlySpan<byte> host = Given(record.Word(at[Host])), fqdn = Given(record.Word(at[Fqdn])), ip = Given(record.Word(at[Ip]));
        if (host.IsEmpty) host = fqdn.IsEmpty ? ip : fqdn;
        WebAddress? page = IsPage(host) ? WebAddress.TryParse(Encoding.UTF8.GetString(host)) : null;
        if (page is { } web) host = Encoding.UTF8.GetBytes(web.Host);
        if (HostFault(host) is { } fault) return fault;
        if (PortOf(record.Word(at[Port])) is not { } port) return "the port is not a number from 0 to 65535";
        ReadOnlySpan<byte> risk = record.Word(at[Risk]);
        if (SeverityOf(risk, out bool compliance) is not { } severity) return "the risk is none of None, Low, Medium, High, Critical";

        row.PluginId = plugin;
        row.HostLabel = host;
        if (IsAddress(host)) row.Ip = host;
        else row.Dns = host;
        if (row.Ip.IsEmpty && IsAddress(ip)) row.Ip = ip;
        if (row.Dns.IsEmpty && !fqdn.IsEmpty && HostFault(fqdn) is null) row.Dns = fqdn;
        row.Issuer = "tenable"u8;
        row.AssetId = IdOf(record.Word(at[AssetId]));
        row.AgentId = IdOf(record.Word(at[AgentId]));
        row.BiosUuid = IdOf(record.Word(at[BiosUuid]));
        row.Macs = IdsOf(record.Word(at[Mac]));
        if (record.Word(at[NetBios]) is { IsEmpty: false } netBios && HostFault(netBios) is null && !CellScores.IsBlank(netBios)) row.NetBios = netBios;
        row.Port = port > 0 ? port : page?.Port ?? 0;
        row.Protocol = ProtocolOf(record.Word(at[Protocol]));
        row.Severity = severity;
        row.RawSeverity = risk;
        row.Scores = new FindingScores(
            scores.Tenths(record, at[Cvss2]), scores.Tenths(record, at[Cvss3]), scores.Tenths(record, at[Cvss4]), scores.Tenths(record, at[Vpr]), scores.Millionths(record, at[EpssScore]), FindingScores.NotInFile);
        if (at[Metasploit] >= 0 || at[CoreImpact] >= 0 || at[Canvas] >= 0 || at[ExploitAvailable] >= 0) row.FlagsInFile |= FindingFlags.PublicExploit;
        if (at[ExploitedByMalware] >= 0) row.FlagsInFile |= FindingFlags.Malware;
        if (at[Cvss3Vector] >= 0) row.FlagsInFile |= FindingFlags.OpenToNetwork;
        if (IsTrue(record.Word(at[Metasploit])) || IsTrue(record.Word(at[CoreImpact])) || IsTrue(record.Word(at[Canvas])) || IsTrue(record.Word(at[ExploitAvailable]))) row.Flags |= FindingFlags.PublicExploit;
        if (IsTrue(record.Word(at[ExploitedByMalware]))) row.Flags |= FindingFlags.Malware;
        if (Cells.IsOpenToNetwork(record.Word(at[Cvss3Vector]))) row.Flags |= FindingFlags.OpenToNetwork;
        row.FirstSeenAt = CellNumbers.Date(record.Word(at[FirstFound]), out _);
        row.LastSeenAt = CellNumbers.Date(record.Word(at[LastFound]), out _);
        row.Fixed = Cells.Is(record.Word(at[State]), "Fixed"u8);
        row.Cves = record.Word(at[Cve]);
        row.Name = record.Word(at[Name]);
        row.Synopsis = record.Text(at[Synopsis]);
        row.Description = record.Text(at[Description]);
        row.Solution = record.Text(at[Solution]);
        row.SeeAlso = record.Text(at[SeeAlso]);
        row.References = record.Text(at[Xref]);
        row.PatchReferences = record.Text(at[MsKb]);
        row.Output = record.Text(at[Output]);
        if (compliance) row.Instance = ComplianceCheck(row.Description);
        else if (page is { Path: var path }) row.Instance = Encoding.UTF8.GetBytes(path);
        if (plugin == NessusScanInfo.PluginId) row.Coverage = NessusScanInfo.Parse(row.Output);
        return null;
    }

    /// <summary>A web application's findings name the page instead of the host.</summary>
    private static bool IsPage(ReadOnlySpan<byte> host) => host.Length > 8 && Cells.Is(host[..4], "http"u8) && host.IndexOf("://"u8) > 0;

    private static Severity? SeverityOf(ReadOnlySpan<byte> risk, out bool compliance)
    {
        compliance = false;
        if (risk.IsEmpty || Cells.Is(risk, "None"u8) || Cells.Is(risk, "Info"u8)) return Severity.Info;
        if (Cells.Is(risk, "Low"u8)) return Severity.Low;
        if (Cells.Is(risk, "Medium"u8)) return Severity.Medium;
        if (Cells.Is(risk, "High"u8)) return Severity.High;
        if (Cells.Is(risk, "Critical"u8)) return Severity.Critical;
        compliance = true;
        if (Cells.Is(risk, "FAILED"u8)) return Severity.Medium;
        if (Cells.Is(risk, "WARNING"u8) || Cells.Is(risk, "ERROR"u8)) return Severity.Low;
        if (Cells.Is(risk, "PASSED"u8)) return Severity.Info;
        return null;
    }

    /// <summary>All checks of a compliance audit share one plugin ID; the description's first line names the check: "1.1.1 Ensure ..." : [FAILED].</summary>
    private static ReadOnlySpan<byte> ComplianceCheck(ReadOnlySpan<byte> description)
    {
        int end = description.IndexOfAny("\r\n"u8);
        ReadOnlySpan<byte> line = end < 0 ? description : description[..end];
        int result = line.LastIndexOf("["u8);
        if (result > 0) line = line[..result];
        return line.Trim(" :\""u8);
    }
}
