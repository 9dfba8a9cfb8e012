using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using static Cockpit.Scanner.Csv.FindingCells;
using static Cockpit.Scanner.Qualys.QualysWords;
using static Cockpit.Scanner.Qualys.Sections.PatchColumns;

namespace Cockpit.Scanner.Qualys.Sections;

/// <summary>
/// A Qualys patch report: vulnerability, the patch that fixes it, the host that needs it. A finding is a vulnerability of a host; a report without
/// the table of vulnerabilities gives one per missing patch.
/// </summary>
internal sealed class PatchReader(Stream file, FileSurvey survey, char separator) : SectionedReader(file, survey, separator)
{
    /// <summary>Patches and hosts of one report, and links of one patch.</summary>
    private const int Most = 200_000, MostLinks = 20;

    private sealed class Patch
    {
        public byte[] Title = [], VendorId = [], Severity = [];
        public readonly List<string> Links = [];
    }

    private readonly Dictionary<long, Patch> patches = [];
    private readonly Dictionary<string, (byte[] Dns, byte[] NetBios)> hosts = new(StringComparer.Ordinal);
    private HeaderNames? header;
    private int[] at = [];
    private bool namesVulnerabilities;
    private long unlisted;

    public override string Shape => "Qualys patch report";

    protected override Section Look(CsvExport record)
    {
        ReadOnlySpan<byte> first = record.Word(0);
        if (first.IsEmpty || first[0] is < (byte)'0' or > (byte)'9')
        {
            if (HeaderOf(record) is not { } found)
            {
                // A line with a table's title ends the table before.
                header = null;
                return Section.Other;
            }
            (header, at) = found;
            return Section.Header;
        }
        if (header is null) return Section.Other;
        if (header == Fixed)
        {
            namesVulnerabilities = true;
            return Section.Finding;
        }
        return header == ByHost && !namesVulnerabilities && learned ? Section.Finding : Section.Learned;
    }

    private bool learned;

    protected override void Forget()
    {
        header = null;
        learned = true;
    }

    protected override void Learn(CsvExport record)
    {
        if (CellNumbers.Whole(record.Word(at[PatchQid])) is not { } qid) return;
        if (header == ByHost)
        {
            if (hosts.Count < Most) hosts.TryAdd(Encoding.UTF8.GetString(record.Word(at[Ip])), (Given(record.Word(at[Dns])).ToArray(), Given(record.Word(at[NetBios])).ToArray()));
            return;
        }
        if (!patches.TryGetValue(qid, out Patch? patch))
        {
            if (patches.Count == Most) return;
            patches[qid] = patch = new Patch();
        }
        if (header == List) (patch.Title, patch.VendorId, patch.Severity) = (record.Word(at[Title]).ToArray(), record.Word(at[VendorId]).ToArray(), record.Word(at[PatchColumns.Severity]).ToArray());
        else if (patch.Links.Count < MostLinks) patch.Links.Add(Encoding.UTF8.GetString(record.Word(at[Link])));
    }

    protected override string? Fill(CsvExport record, ref FindingRow row)
    {
        if (CellNumbers.Whole(record.Word(at[PatchQid])) is not ({ } patchQid and > 0)) return "the patch QID is not a number";
        bool vulnerability = header == Fixed;
        if (CellNumbers.Whole(record.Word(vulnerability ? at[Qid] : at[PatchQid])) is not ({ } qid and > 0)) return "the QID is not a number";
        ReadOnlySpan<byte> ip = Given(record.Word(at[Ip]));
        (byte[] Dns, byte[] NetBios) names = hosts.GetValueOrDefault(Encoding.UTF8.GetString(ip), ([], []));
        ReadOnlySpan<byte> dns = Given(record.Word(at[Dns])), netBios = Given(record.Word(at[NetBios]));
        if (dns.IsEmpty) dns = names.Dns;
        if (netBios.IsEmpty) netBios = names.NetBios;
        if ((HostFault(!ip.IsEmpty ? ip : dns) ?? NameFault(dns) ?? NameFault(netBios)) is { } fault) return fault;
        if (PortOf(record.Word(at[Port])) is not { } port) return "the port is not a number from 0 to 65535";
        Patch? patch = patches.GetValueOrDefault(patchQid);
        if (patch is null) unlisted++;
        ReadOnlySpan<byte> level = record.Word(at[PatchColumns.Severity]), title = record.Word(at[Title]);
        if (level.IsEmpty && patch is not null) level = patch.Severity;
        if (SeverityOf(level.IsEmpty ? "3"u8 : level, default) is not { } severity) return "the severity is not 1 to 5";

        row.PluginId = qid;
        row.HostLabel = !ip.IsEmpty ? ip : dns;
        row.Ip = ip;
        row.Dns = dns;
        row.NetBios = netBios;
        row.Port = port;
        row.Protocol = ProtocolOf(record.Word(at[Protocol]));
        row.Instance = Given(record.Word(at[Instance]));
        row.RawSeverity = level;
        row.Severity = severity;
        row.Scores = FindingScores.Nothing;
        row.Cves = Given(record.Word(at[Cve]));
        row.Name = !title.IsEmpty ? title : !vulnerability && patch is { Title.Length: > 0 } ? patch.Title : Encoding.UTF8.GetBytes($"QID {qid}");
        if (patch is not null)
        {
            row.Solution = Encoding.UTF8.GetBytes($"Patch {patchQid}: {Encoding.UTF8.GetString(patch.Title)}");
            row.PatchReferences = patch.VendorId;
            row.SeeAlso = Encoding.UTF8.GetBytes(string.Join('\n', patch.Links));
        }
        row.Output = record.Text(at[Result]);
        row.FirstSeenAt = CellNumbers.Date(record.Word(at[FirstDetected]), out _);
        row.LastSeenAt = CellNumbers.Date(record.Word(at[LastDetected]), out _);
        return null;
    }

    protected override IEnumerable<string> SectionNotes()
    {
        yield return $"Patches that the report lists: {patches.Count}.";
        if (!namesVulnerabilities) yield return "The report does not say which vulnerabilities the patches fix, so a missing patch is a finding.";
        if (unlisted > 0) yield return $"Findings whose patch the report does not list: {unlisted}.";
    }

    private static (HeaderNames, int[])? HeaderOf(CsvExport record)
    {
        foreach (HeaderNames header in (HeaderNames[])[ByHost, Fixed, List, Links])
        {
            if (header.TryMap(record.FieldCount, i => HeaderNames.Normal(record.Text(i))) is { } map) return (header, map);
        }
        return null;
    }
}
