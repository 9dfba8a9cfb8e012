using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using NodaTime;
using static Cockpit.Scanner.Csv.FindingCells;
using static Cockpit.Scanner.Qualys.QualysWords;
using static Cockpit.Scanner.Qualys.Sections.WasColumns;

namespace Cockpit.Scanner.Qualys.Sections;

/// <summary>A Qualys WAS report: what was found on which page of a web application. The host is the one in the address, so findings of one machine come together.</summary>
internal sealed class WasReader(Stream file, FileSurvey survey, char separator) : SectionedReader(file, survey, separator)
{
    /// <summary>Tests that a report explains. Qualys has a few hundred for web applications.</summary>
    private const int MostTests = 20_000;

    private sealed record Test(byte[] Title, byte[] Level, short Cvss2, short Cvss3, byte[] Description, byte[] Impact, byte[] Solution, byte[] References);

    private readonly Dictionary<long, Test> tests = [];
    private readonly CellScores scores = new();
    private HeaderNames? header;
    private int[] at = [];
    private long unexplained;

    public override string Shape => "Qualys WAS";

    protected override Section Look(CsvExport record)
    {
        ReadOnlySpan<byte> first = record.Word(0);
        HeaderNames? table = Cells.Is(first, "VULNERABILITY"u8) ? Vulnerability : Cells.Is(first, "SENSITIVE CONTENT"u8) ? SensitiveContent
            : Cells.Is(first, "INFORMATION GATHERED"u8) ? Information : Cells.Is(first, "QID"u8) ? Qids : null;
        if (table is null) return Section.Other;
        if (table.TryMap(record.FieldCount, i => HeaderNames.Normal(record.Text(i))) is { } map)
        {
            (header, at) = (table, map);
            return Section.Header;
        }
        return table != header ? Section.Other : table == Qids ? Section.Learned : Section.Finding;
    }

    protected override void Forget() => header = null;

    protected override void Learn(CsvExport record)
    {
        if (tests.Count == MostTests || CellNumbers.Whole(record.Word(at[QidNumber])) is not { } qid) return;
        byte[] cwe = record.Word(at[Cwe]).ToArray();
        tests.TryAdd(qid, new Test(
            record.Word(at[Title]).ToArray(), record.Word(at[Level]).ToArray(), scores.Tenths(record, at[CvssBase]), scores.Tenths(record, at[Cvss3Base]), record.Text(at[Description]).ToArray(),
            record.Text(at[WasColumns.Impact]).ToArray(), record.Text(at[Solution]).ToArray(), cwe.Length == 0 ? [] : cwe.AsSpan().StartsWith("CWE"u8) ? cwe : [.. "CWE-"u8, .. cwe]));
    }

    protected override string? Fill(CsvExport record, ref FindingRow row)
    {
        if (CellNumbers.Whole(record.Word(at[Qid])) is not ({ } qid and > 0)) return "the QID is not a number";
        bool information = header == Information;
        string url = Encoding.UTF8.GetString(record.Word(at[Url]));
        ReadOnlySpan<byte> ip = Given(record.Word(at[Ip]));
        WebAddress? address = WebAddress.TryParse(url);
        if (address is null && (!information || ip.IsEmpty)) return "the URL names no host";
        byte[] host = address is { } web ? Encoding.UTF8.GetBytes(web.Host) : ip.ToArray();
        if ((HostFault(host) ?? NameFault(ip)) is { } fault) return fault;
        if (PortOf(record.Word(at[Port])) is not { } port) return "the port is not a number from 0 to 65535";
        Test? test = tests.GetValueOrDefault(qid);
        if (test is null) unexplained++;

        // Without the table's word it is not known how bad it is; a finding is at least worth a look.
        if (SeverityOf(test is null ? "3"u8 : test.Level, information ? "Ig"u8 : default) is not { } severity) return "the severity is not 1 to 5";
        row.PluginId = qid;
        row.HostLabel = host;
        if (!ip.IsEmpty) row.Ip = ip;
        else if (Tenable.TenableWords.IsAddress(host)) row.Ip = host;
        if (!Tenable.TenableWords.IsAddress(host)) row.Dns = host;
        row.Port = port > 0 ? port : address?.Port ?? 0;
        row.Protocol = row.Port > 0 ? FindingProtocol.Tcp : FindingProtocol.None;
        ReadOnlySpan<byte> param = record.Word(at[Param]);
        row.Instance = Encoding.UTF8.GetBytes(param.IsEmpty ? address?.Path ?? "" : $"{address?.Path} {Encoding.UTF8.GetString(param)}");
        row.RawSeverity = test?.Level;
        row.Severity = severity;
        row.FlagsInFile = at[Potential] >= 0 ? FindingFlags.Potential : FindingFlags.None;
        if (Cells.Is(record.Word(at[Potential]), "true"u8) || Cells.Is(record.Word(at[Potential]), "yes"u8)) row.Flags |= FindingFlags.Potential;
        row.Scores = FindingScores.Nothing with { Cvss2 = test?.Cvss2 ?? FindingScores.NotInFile, Cvss3 = test?.Cvss3 ?? FindingScores.NotInFile };
        row.Name = test is { Title.Length: > 0 } ? test.Title : Encoding.UTF8.GetBytes($"QID {qid}");
        row.Synopsis = test?.Description;
        row.Description = test?.Impact;
        row.Solution = test?.Solution;
        row.References = test?.References;
        row.Output = Evidence(record, url);
        row.FirstSeenAt = Date(record, FirstDetected) ?? Date(record, Detection);
        row.LastSeenAt = Date(record, LastDetected) ?? Date(record, Detection);
        row.Fixed = Cells.Is(record.Word(at[Status]), "Fixed"u8);
        return null;
    }

    protected override IEnumerable<string> SectionNotes()
    {
        foreach (string note in scores.Notes()) yield return note;
        if (tests.Count > 0) yield return $"Tests that the report explains: {tests.Count}.";
        if (unexplained > 0) yield return $"Findings of tests that the report does not explain, taken as medium: {unexplained}.";
    }

    /// <summary>The page, what was sent, and what came back; an answer runs to a hundred thousand characters.</summary>
    private byte[] Evidence(CsvExport record, string url)
    {
        var text = new StringBuilder(url);
        foreach ((string name, int column) in ((string, int)[])[("payload", Payload), ("evidence", WasColumns.Evidence), ("response", Response), ("result", Result)])
        {
            if (record.Text(at[column]) is { IsEmpty: false } cell && !CellScores.IsBlank(cell)) text.Append('\n').Append(name).Append(": ").Append(Encoding.UTF8.GetString(cell));
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private Instant? Date(CsvExport record, int column) => CellNumbers.Date(record.Word(at[column]), out _) ?? CellNumbers.NamedDate(record.Word(at[column]));
}
