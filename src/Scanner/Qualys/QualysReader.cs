using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using static Cockpit.Scanner.Csv.FindingCells;
using static Cockpit.Scanner.Qualys.QualysColumns;
using static Cockpit.Scanner.Qualys.QualysWords;

namespace Cockpit.Scanner.Qualys;

/// <summary>A Qualys VM report, a row per detection. It carries a status and dates, but not what a scan covered: only its own "Fixed" closes a finding.</summary>
internal sealed class QualysReader(CsvExport export) : ExportReader(export, Header, Qid)
{
    private readonly CellScores scores = new();
    private byte[] instance = new byte[256];
    private long turnedDates;

    public override FindingSource Source => FindingSource.Qualys;

    public override string Shape => $"Qualys VM report, {HeaderWidth} columns";

    protected override IEnumerable<string> FormatNotes()
    {
        foreach (string note in scores.Notes()) yield return note;
        if (turnedDates > 0) yield return $"Dates with the day first, as a spreadsheet writes them: {turnedDates}. Those with a day up to 12 cannot be told apart.";
    }

    protected override string? Fill(CsvExport record, int[] at, ref FindingRow row)
    {
        if (CellNumbers.Whole(record.Word(at[Qid])) is not ({ } qid and > 0)) return "the QID is not a number";
        ReadOnlySpan<byte> ip = Given(record.Word(at[Ip])), dns = Given(record.Word(at[Fqdn])), netBios = Given(record.Word(at[NetBios]));
        if (dns.IsEmpty) dns = Given(record.Word(at[Dns]));
        ReadOnlySpan<byte> label = Label(record.Word(at[Tracking]), ip, dns, netBios);
        if ((HostFault(label) ?? NameFault(ip) ?? NameFault(dns) ?? NameFault(netBios) ?? NameFault(record.Word(at[Network]))) is { } fault) return fault;
        if (PortOf(record.Word(at[Port])) is not { } port) return "the port is not a number from 0 to 65535";
        ReadOnlySpan<byte> level = record.Word(at[QualysColumns.Severity]), type = record.Word(at[QualysColumns.Type]);
        if (SeverityOf(level, type) is not { } severity) return "the severity is not 1 to 5";

        row.PluginId = qid;
        row.HostLabel = label;
        row.Ip = ip;
        row.Dns = dns;
        row.NetBios = netBios;
        row.Issuer = "qualys"u8;
        row.AssetId = IdOf(record.Word(at[AssetId]));
        row.AgentId = IdOf(record.Word(at[AgentId]));
        row.Network = NetworkOf(Given(record.Word(at[Network])));
        row.Port = port;
        row.Protocol = ProtocolOf(record.Word(at[Protocol]));
        row.Instance = InstanceOf(Given(record.Word(at[Ssl])), Given(record.Word(at[QualysColumns.Instance])));
        row.RawSeverity = level;
        row.Severity = severity;
        if (IsPotential(type)) row.Flags |= FindingFlags.Potential;
        if (!CellScores.IsBlank(record.Word(at[Exploitability]))) row.Flags |= FindingFlags.PublicExploit;
        if (!CellScores.IsBlank(record.Word(at[QualysColumns.Malware]))) row.Flags |= FindingFlags.Malware;
        ReadOnlySpan<byte> cvss3 = record.Word(at[Cvss3]);
        if (Cells.IsOpenToNetwork(cvss3)) row.Flags |= FindingFlags.OpenToNetwork;
        row.Scores = new FindingScores(
            scores.Tenths(record, at[Cvss2]), scores.Tenths(record, at[Cvss3]), FindingScores.NotInFile, FindingScores.NotInFile, FindingScores.NotInFile, scores.Hundred(record, at[Qds]));
        if (at[QualysColumns.Type] >= 0) row.FlagsInFile |= FindingFlags.Potential;
        if (at[Exploitability] >= 0) row.FlagsInFile |= FindingFlags.PublicExploit;
        if (at[QualysColumns.Malware] >= 0) row.FlagsInFile |= FindingFlags.Malware;
        if (at[Cvss3] >= 0) row.FlagsInFile |= FindingFlags.OpenToNetwork;
        row.Cves = record.Word(at[QualysColumns.CveId]);
        row.Name = record.Word(at[Title]);
        row.Synopsis = record.Text(at[Threat]);
        row.Description = record.Text(at[QualysColumns.Impact]);
        row.Solution = record.Text(at[Solution]);
        row.PatchReferences = record.Text(at[VendorReference]);
        row.Output = record.Text(at[Results]);
        row.FirstSeenAt = Date(record.Word(at[FirstDetected]));
        row.LastSeenAt = Date(record.Word(at[LastDetected]));
        row.Fixed = Cells.Is(record.Word(at[VulnStatus]), "Fixed"u8);
        return null;
    }

    /// <summary>What Qualys itself tracks the host by; its address where it does not say.</summary>
    private static ReadOnlySpan<byte> Label(ReadOnlySpan<byte> tracking, ReadOnlySpan<byte> ip, ReadOnlySpan<byte> dns, ReadOnlySpan<byte> netBios)
    {
        if (Cells.Is(tracking, "DNS"u8) && !dns.IsEmpty) return dns;
        if (Cells.Is(tracking, "NETBIOS"u8) && !netBios.IsEmpty) return netBios;
        return !ip.IsEmpty ? ip : !dns.IsEmpty ? dns : netBios;
    }

    /// <summary>The default network is the one that an address means when none is named.</summary>
    private static ReadOnlySpan<byte> NetworkOf(ReadOnlySpan<byte> network) => Cells.Is(network, "Global Default Network"u8) ? default : network;

        /// <summary>The same QID on the same port may be found with and without SSL, and on several instances of a service.</summary>
    private ReadOnlySpan<byte> InstanceOf(ReadOnlySpan<byte> ssl, ReadOnlySpan<byte> name)
    {
        if (ssl.IsEmpty) return name;
        if (name.IsEmpty) return ssl;
        if (instance.Length < ssl.Length + 1 + name.Length) instance = new byte[2 * (ssl.Length + 1 + name.Length)];
        ssl.CopyTo(instance);
        instance[ssl.Length] = (byte)'/';
        name.CopyTo(instance.AsSpan(ssl.Length + 1));
        return instance.AsSpan(0, ssl.Length + 1 + name.Length);
    }

    private NodaTime.Instant? Date(ReadOnlySpan<byte> cell)
    {
        NodaTime.Instant? at = CellNumbers.Date(cell, out bool dayFirst);
        if (dayFirst) turnedDates++;
        return at;
    }
}
