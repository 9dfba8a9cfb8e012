using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Core.Intel;
using Cockpit.Operations.Intel;
using Cockpit.Scanner.Csv;

namespace Cockpit.Operations.Findings;

/// <summary>What a file is, before it is read.</summary>
/// <param name="Shape">"Nessus, 30 columns"; of a feed its name, "CISA KEV".</param>
/// <param name="Feed">Which feed it is; null where it is a scanner's export.</param>
public sealed record ExportLook(string Path, string Shape, long Bytes, IntelKind? Feed);

/// <summary>Recognises a scanner's export, or a feed, by its beginning: the first row is read, no more.</summary>
public static class LookAtExport
{
    /// <exception cref="CockpitException">FINDINGS_UNREADABLE, FINDINGS_EMPTY, FINDINGS_UNKNOWN_FORMAT, FINDINGS_TRUNCATED where it is cut before its first row ends.</exception>
    public static ExportLook Run(string path)
    {
        // A feed is looked for first: KEV, EPSS and SSVC are CSV too, with columns that no scanner has.
        if (RecognizeFeed.Of(path) is { } feed) return new ExportLook(path, IntelKinds.Title(feed), new FileInfo(path).Length, feed);
        using IFindingReader reader = FindingFiles.Open(path);
        // How wide its header is, a reader knows once it has come to a row.
        reader.TryRead(out _);
        return new ExportLook(path, Printable.Line(reader.Shape, 100), reader.FileBytes, null);
    }
}
