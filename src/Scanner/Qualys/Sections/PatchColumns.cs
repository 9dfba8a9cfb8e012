using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Qualys.Sections;

/// <summary>The tables of a Qualys patch report: the patches, which host needs which, what each fixes there, and where to get it.</summary>
internal static class PatchColumns
{
    public const int PatchQid = 0, Ip = 1, Dns = 2, NetBios = 3, VulnerabilityCount = 4, Qid = 5, Title = 6, Severity = 7, Cve = 8, VendorId = 9, Published = 10, Link = 11, Port = 12, Protocol = 13,
        Instance = 14, Result = 15, FirstDetected = 16, LastDetected = 17, Count = 18;

    private static readonly (string, int)[] Names =
    [
        ("patch qid", PatchQid), ("ip", Ip), ("dns", Dns), ("netbios", NetBios), ("vulnerability count", VulnerabilityCount), ("vulnerability qid", Qid), ("vuln qid", Qid), ("qid", Qid),
        ("vulnerability title", Title), ("title", Title), ("vulnerability severity", Severity), ("severity", Severity), ("cve id", Cve), ("cve", Cve), ("vendor id", VendorId),
        ("published", Published), ("link", Link), ("port", Port), ("protocol", Protocol), ("instance", Instance), ("results", Result), ("first detected", FirstDetected), ("last detected", LastDetected),
    ];

    public static HeaderNames ByHost { get; } = new(Count, [PatchQid, Ip, VulnerabilityCount], Names);

    public static HeaderNames Fixed { get; } = new(Count, [PatchQid, Ip, Qid], Names);

    public static HeaderNames List { get; } = new(Count, [PatchQid, Title, Severity], Names);

    /// <summary>Its first column is named as a vulnerability's is, and means the patch.</summary>
    public static HeaderNames Links { get; } = new(Count, [PatchQid, Link], [("patch qid", PatchQid), ("qid", PatchQid), ("link", Link)]);
}
