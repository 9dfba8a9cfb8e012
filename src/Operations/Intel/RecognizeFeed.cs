using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Cockpit.Core.Intel;

namespace Cockpit.Operations.Intel;

/// <summary>Says which feed a file is by its beginning, so that a person need not. What it calls a feed, the feed's own reader still has to take.</summary>
internal static partial class RecognizeFeed
{
    /// <summary>Each feed shows what it is within so much.</summary>
    private const int HeadBytes = 16 << 10;

    /// <returns>Null where it is none that is known, or cannot be read.</returns>
    public static IntelKind? Of(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!file.CanSeek) return null;
            string head = Head(file);
            if (head.Contains("knownRansomwareCampaignUse", StringComparison.OrdinalIgnoreCase) || head.Contains("cveID", StringComparison.Ordinal) && head.Contains("vendorProject", StringComparison.Ordinal)) return IntelKind.Kev;
            if (head.StartsWith("#model_version", StringComparison.Ordinal) || head.StartsWith("cve,epss,percentile", StringComparison.OrdinalIgnoreCase)) return IntelKind.Epss;
            if (head.Contains("<oval_definitions", StringComparison.Ordinal)) return IntelKind.Oval;
            if (head.Contains("Automatable", StringComparison.OrdinalIgnoreCase) && head.Contains("Exploitation", StringComparison.OrdinalIgnoreCase)) return IntelKind.Ssvc;
            return head.StartsWith('{') && TrackerEntry().IsMatch(head) ? IntelKind.DebianTracker : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException or InvalidDataException)
        {
            return null;
        }
    }

    private static string Head(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        bool zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        file.Position = 0;
        var head = new byte[HeadBytes];
        if (!zipped) return Text(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        return Text(head.AsSpan(0, plain.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    private static string Text(ReadOnlySpan<byte> head) => Encoding.UTF8.GetString(head).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');

    /// <summary>A package with CVEs under it, each with its releases or a description.</summary>
    [GeneratedRegex("""\A\{\s*"[^"]{1,100}"\s*:\s*\{\s*"CVE-\d{4}-\d{4,}"\s*:\s*\{""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex TrackerEntry();
}
