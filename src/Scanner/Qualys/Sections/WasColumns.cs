using Cockpit.Scanner.Csv;

namespace Cockpit.Scanner.Qualys.Sections;

/// <summary>
/// The tables of a Qualys WAS report. Each has a header that begins with its name, and each row begins with that name too. Titles, severities
/// and solutions stand in a table of their own, after the findings.
/// </summary>
internal static class WasColumns
{
    public const int Table = 0, Id = 1, Qid = 2, Url = 3, Param = 4, Status = 5, FirstDetected = 6, LastDetected = 7, Payload = 8, Evidence = 9, Response = 10,
        Ip = 11, Port = 12, Result = 13, Potential = 14, Detection = 15, Count = 16;

    public const int QidTable = 0, QidNumber = 1, Title = 2, Category = 3, Level = 4, Cwe = 5, CvssBase = 6, Description = 7, Impact = 8, Solution = 9, Cvss3Base = 10, QidCount = 11;

    private static readonly (string, int)[] Names =
    [
        ("id", Id), ("qid", Qid), ("url", Url), ("param/cookie", Param), ("param", Param), ("status", Status), ("first time detected", FirstDetected), ("last time detected", LastDetected),
        ("detection date", Detection), ("payload #1", Payload), ("evidence #1", Evidence), ("response #1", Response), ("ip", Ip), ("port", Port), ("result", Result), ("results", Result),
        ("content", Evidence), ("potential", Potential),
    ];

    public static HeaderNames Vulnerability { get; } = new(Count, [Table, Qid, Url], [("vulnerability", Table), .. Names]);

    public static HeaderNames SensitiveContent { get; } = new(Count, [Table, Qid, Url], [("sensitive content", Table), .. Names]);

    public static HeaderNames Information { get; } = new(Count, [Table, Qid], [("information gathered", Table), .. Names]);

    public static HeaderNames Qids { get; } = new(QidCount, [QidTable, QidNumber, Title],
    [
        ("qid", QidTable), ("id", QidNumber), ("title", Title), ("category", Category), ("severity level", Level), ("severity", Level), ("cwe", Cwe), ("cvss base", CvssBase),
        ("cvss v3 base", Cvss3Base), ("description", Description), ("impact", Impact), ("solution", Solution),
    ]);
}
