using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using Cockpit.Scanner.Nessus;
using static Cockpit.Scanner.Csv.FindingCells;
using static Cockpit.Scanner.Tenable.SecurityCenterColumns;
using static Cockpit.Scanner.Tenable.TenableWords;

namespace Cockpit.Scanner.Tenable;

/// <summary>A Tenable Security Center export. Its plugins are those of Nessus, so a finding keeps its identity whichever of the two reports it.</summary>
internal sealed class SecurityCenterReader(CsvExport export) : ExportReader(export, Header, Plugin)
{
    private readonly CellScores scores = new();

    public override FindingSource Source => FindingSource.Nessus;

    public override string Shape => $"Tenable Security Center, {HeaderWidth} columns";

    protected override IEnumerable<string> FormatNotes() => scores.Notes();

    protected override string? Fill(CsvExport record, int[] at, ref FindingRow row)
    {
        if (CellNumbers.Whole(record.Word(at[Plugin])) is not ({ } plugin and > 0)) return "the plugin is not a number";
        ReadOnlySpan<byte> ip = Given(record.Word(at[Ip])), dns = Given(record.Word(at[Dns])), netBios = Given(record.Word(at[NetBios])), repository = Given(record.Word(at[Repository]));

        // "WORKGROUP\WEB-01": the machine's name is the last part.
        if (netBios.LastIndexOf((byte)'\\') is >= 0 and var slash) netBios = netBios[(slash + 1)..];
        ReadOnlySpan<byte> label = !ip.IsEmpty ? ip : !dns.IsEmpty ? dns : netBios;
        if ((HostFault(label) ?? NameFault(dns) ?? NameFault(netBios) ?? NameFault(repository)) is { } fault) return fault;
        if (PortOf(record.Word(at[Port])) is not { } port) return "the port is not a number from 0 to 65535";
        ReadOnlySpan<byte> level = record.Word(at[SecurityCenterColumns.Severity]);
        if (SeverityOf(level) is not { } severity) return "the severity is none of Info, Low, Medium, High, Critical";

        row.PluginId = plugin;
        row.HostLabel = label;
        if (IsAddress(ip)) row.Ip = ip;
        row.Dns = dns;
        row.NetBios = netBios;
        row.Network = repository;
        row.Issuer = "tenable-sc"u8;
        row.AssetId = IdOf(record.Word(at[HostId]));
        row.AgentId = IdOf(record.Word(at[AgentId]));
        row.Macs = IdsOf(record.Word(at[Mac]));
        row.Port = port;
        row.Protocol = ProtocolOf(record.Word(at[Protocol]));
        row.RawSeverity = level;
        row.Severity = severity;
        if (at[Exploit] >= 0) row.FlagsInFile |= FindingFlags.PublicExploit;
        if (at[Cvss3Vector] >= 0) row.FlagsInFile |= FindingFlags.OpenToNetwork;
        if (IsTrue(record.Word(at[Exploit]))) row.Flags |= FindingFlags.PublicExploit;
        if (Cells.IsOpenToNetwork(record.Word(at[Cvss3Vector]))) row.Flags |= FindingFlags.OpenToNetwork;
        row.Scores = new FindingScores(
            scores.Tenths(record, at[Cvss2]), scores.Tenths(record, at[Cvss3]), scores.Tenths(record, at[Cvss4]), scores.Tenths(record, at[Vpr]), scores.Millionths(record, at[EpssScore]), FindingScores.NotInFile);
        row.Cves = Given(record.Word(at[Cve]));
        row.Name = record.Word(at[SecurityCenterColumns.Name]);
        row.Synopsis = record.Text(at[Synopsis]);
        row.Description = record.Text(at[Description]);
        row.Solution = record.Text(at[Solution]);
        row.SeeAlso = record.Text(at[SeeAlso]);
        row.References = record.Text(at[References]);
        row.Output = record.Text(at[Text]);
        row.FirstSeenAt = CellNumbers.NamedDate(record.Word(at[FirstDiscovered]));
        row.LastSeenAt = CellNumbers.NamedDate(record.Word(at[LastObserved]));
        if (plugin == NessusScanInfo.PluginId) row.Coverage = NessusScanInfo.Parse(row.Output);
        return null;
    }
}
