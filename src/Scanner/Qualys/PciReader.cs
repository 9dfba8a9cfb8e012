using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using static Cockpit.Scanner.Csv.FindingCells;
using static Cockpit.Scanner.Qualys.PciColumns;
using static Cockpit.Scanner.Qualys.QualysWords;

namespace Cockpit.Scanner.Qualys;

/// <summary>A Qualys PCI report. Its dates have the day first; it has no status, so it closes nothing.</summary>
internal sealed class PciReader(CsvExport export) : ExportReader(export, Header, Qid)
{
    private readonly CellScores scores = new();

    public override FindingSource Source => FindingSource.Qualys;

    public override string Shape => $"Qualys PCI, {HeaderWidth} columns";

    protected override IEnumerable<string> FormatNotes() => scores.Notes();

    protected override string? Fill(CsvExport record, int[] at, ref FindingRow row)
    {
        if (CellNumbers.Whole(record.Word(at[Qid])) is not ({ } qid and > 0)) return "the QID is not a number";
        ReadOnlySpan<byte> ip = Given(record.Word(at[Ip])), name = Given(record.Word(at[HostName]));
        if ((HostFault(ip.IsEmpty ? name : ip) ?? NameFault(name)) is { } fault) return fault;
        if (PortOf(record.Word(at[Port])) is not { } port) return "the port is not a number from 0 to 65535";
        ReadOnlySpan<byte> level = record.Word(at[QualysSeverity]), type = record.Word(at[PciColumns.Type]);
        if (SeverityOf(level, type) is not { } severity) return "Q_SEVERITY is not 1 to 5";

        row.PluginId = qid;
        row.HostLabel = ip.IsEmpty ? name : ip;
        row.Ip = ip;
        row.Dns = name;
        row.Port = port;
        row.Protocol = ProtocolOf(record.Word(at[Protocol]));
        row.RawSeverity = record.Word(at[PciColumns.Severity]);
        row.Severity = severity;
        if (IsPotential(type)) row.Flags |= FindingFlags.Potential;
        if (at[PciColumns.Type] >= 0) row.FlagsInFile |= FindingFlags.Potential;
        row.Scores = FindingScores.Nothing with { Cvss2 = scores.Tenths(record, at[Cvss]) };
        row.Cves = Given(record.Word(at[Cve]));
        row.Name = record.Word(at[Title]);
        row.Synopsis = record.Text(at[Threat]);
        row.Description = record.Text(at[Impact]);
        row.Solution = record.Text(at[Solution]);
        row.Output = record.Text(at[Result]);
        row.LastSeenAt = CellNumbers.DayFirstDate(record.Word(at[LastScan]));
        return null;
    }
}
