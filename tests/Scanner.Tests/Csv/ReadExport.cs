using System.Text;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Csv;
using NodaTime;

namespace Cockpit.Scanner.Tests.Csv;

/// <summary>A row that a reader gave, copied out of its buffer so that a test can look at it.</summary>
public sealed record ReadRow(
    long Line, string Host, string Ip, string Dns, string NetBios, string Network, long PluginId, int Port, FindingProtocol Protocol, string Instance, Severity Severity, string RawSeverity,
    FindingScores Scores, FindingFlags Flags, string Cves, string Name, string Description, string Output, string PatchReferences, Instant? FirstSeenAt, Instant? LastSeenAt, bool Fixed, HostCoverage? Coverage)
{
    public string Issuer { get; init; } = "";

    public string AssetId { get; init; } = "";

    public string AgentId { get; init; } = "";

    public string BiosUuid { get; init; } = "";

    public string Macs { get; init; } = "";

    public string Solution { get; init; } = "";

    public string References { get; init; } = "";
}

/// <summary>Everything that a reader gave for one file.</summary>
public sealed record ReadExport(FindingSource Source, string Shape, List<ReadRow> Rows, long RowCount, IReadOnlyList<RejectedRow> Rejected, IReadOnlyList<string> Notes, bool LooksComplete)
{
    public static ReadExport Of(string text, FindingFormat format = FindingFormat.Auto) => Of(Encoding.UTF8.GetBytes(text), format);

    public static ReadExport Of(byte[] bytes, FindingFormat format = FindingFormat.Auto)
    {
        using IFindingReader reader = FindingFiles.Open(new MemoryStream(bytes), "export.csv", format);
        List<ReadRow> rows = [];
        while (reader.TryRead(out FindingRow r))
        {
            rows.Add(new ReadRow(
                r.Line, Text(r.HostLabel), Text(r.Ip), Text(r.Dns), Text(r.NetBios), Text(r.Network), r.PluginId, r.Port, r.Protocol, Text(r.Instance), r.Severity, Text(r.RawSeverity),
                r.Scores, r.Flags, Text(r.Cves), Text(r.Name), Text(r.Description), Text(r.Output), Text(r.PatchReferences), r.FirstSeenAt, r.LastSeenAt, r.Fixed, r.Coverage)
            {
                Issuer = Text(r.Issuer), AssetId = Text(r.AssetId), AgentId = Text(r.AgentId), BiosUuid = Text(r.BiosUuid), Macs = Text(r.Macs), Solution = Text(r.Solution), References = Text(r.References),
            });
        }
        return new ReadExport(reader.Source, reader.Shape, rows, reader.Rows, reader.Rejected, reader.Notes, reader.LooksComplete);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
}
