using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using static Cockpit.Scanner.Csv.FindingCells;
using static Cockpit.Scanner.Qualys.QualysWords;
using static Cockpit.Scanner.Qualys.VmdrColumns;

namespace Cockpit.Scanner.Qualys;

/// <summary>A Qualys VMDR report. Like a VM report it has a status and dates, and says nothing of what a scan covered.</summary>
internal sealed class VmdrReader(CsvExport export) : ExportReader(export, Header, Qid)
{
    private readonly CellScores scores = new();
    private long severalAddresses;

    public override FindingSource Source => FindingSource.Qualys;

    public override string Shape => $"Qualys VMDR, {HeaderWidth} columns";

    protected override IEnumerable<string> FormatNotes()
    {
        foreach (string note in scores.Notes()) yield return note;
        if (severalAddresses > 0) yield return $"Rows of hosts with several addresses, of which the first counts: {severalAddresses}.";
    }

    protected override string? Fill(CsvExport record, int[] at, ref FindingRow row)
    {
        if (CellNumbers.Whole(record.Word(at[Qid])) is not ({ } qid and > 0)) return "the QID is not a number";
        ReadOnlySpan<byte> name = Given(record.Word(at[AssetName])), ip = Given(First(record.Word(at[Ipv4])));
        if (ip.IsEmpty) ip = Given(First(record.Word(at[Ipv6])));
        ReadOnlySpan<byte> label = name.IsEmpty ? ip : name;
        if ((HostFault(label) ?? NameFault(ip)) is { } fault) return fault;
        if (PortOf(record.Word(at[Port])) is not { } port) return "the port is not a number from 0 to 65535";
        ReadOnlySpan<byte> level = record.Word(at[VmdrColumns.Severity]), type = record.Word(at[VmdrColumns.Type]);
        if (SeverityOf(level, type) is not { } severity) return "the severity is not 1 to 5";

        row.PluginId = qid;
        row.HostLabel = label;
        row.Ip = ip;
        if (name.Contains((byte)'.')) row.Dns = name;
        else row.NetBios = name;
        row.Issuer = "qualys"u8;
        row.AssetId = IdOf(record.Word(at[AssetId]));
        row.Port = port;
        row.Protocol = ProtocolOf(record.Word(at[Protocol]));
        row.RawSeverity = level;
        row.Severity = severity;
        row.Flags = Indicators(record.Word(at[Rti]));
        if (IsPotential(type)) row.Flags |= FindingFlags.Potential;
        if (at[VmdrColumns.Type] >= 0) row.FlagsInFile |= FindingFlags.Potential;
        if (at[Rti] >= 0) row.FlagsInFile |= FindingFlags.ActiveAttack | FindingFlags.Malware | FindingFlags.PublicExploit | FindingFlags.Ransomware;
        row.Scores = new FindingScores(
            scores.Tenths(record, at[Cvss2]), scores.Tenths(record, at[Cvss3]), FindingScores.NotInFile, FindingScores.NotInFile, FindingScores.NotInFile, scores.Hundred(record, at[Qds]));
        row.Cves = Given(record.Word(at[Cve]));
        row.Name = record.Word(at[Title]);
        row.Synopsis = record.Text(at[Threat]);
        row.Description = record.Text(at[CveDescription]);
        row.Solution = record.Text(at[Solution]);
        row.Output = record.Text(at[Results]);
        row.FirstSeenAt = CellNumbers.NamedDate(record.Word(at[FirstDetected]));
        row.LastSeenAt = CellNumbers.NamedDate(record.Word(at[LastDetected]));
        row.Fixed = Cells.Is(record.Word(at[Status]), "FIXED"u8);
        return null;
    }

    /// <summary>A host with several addresses has them in one cell.</summary>
    private ReadOnlySpan<byte> First(ReadOnlySpan<byte> addresses)
    {
        int comma = addresses.IndexOf((byte)',');
        if (comma < 0) return addresses;
        severalAddresses++;
        return addresses[..comma].Trim((byte)' ');
    }
}
