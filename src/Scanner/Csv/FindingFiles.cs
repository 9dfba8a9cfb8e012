using System.Text;
using Cockpit.Core.Errors;
using Cockpit.Core.Findings;
using Cockpit.Scanner.Nessus;
using Cockpit.Scanner.Qualys;

namespace Cockpit.Scanner.Csv;

/// <summary>Opens a scanner's export: finds out encoding, separator and format from the file itself.</summary>
public static class FindingFiles
{
    /// <summary>The header is looked for in so much of the file; preambles run to some tens of rows.</summary>
    private const int HeadBytes = 1 << 20;

    /// <summary>An XML file's root stands behind its declaration and document type.</summary>
    private const int RootBytes = 4 << 10;

    /// <summary>The order matters: a semicolon file holds commas too, but no header splits by them.</summary>
    private static ReadOnlySpan<char> Separators => [',', ';', '\t', '|'];

    /// <summary>
    /// Opens the file for reading row by row. Throws a CockpitException: FINDINGS_UNREADABLE, FINDINGS_EMPTY, FINDINGS_UNKNOWN_FORMAT;
    /// reading on throws FINDINGS_TRUNCATED and FINDINGS_EMPTY.
    /// </summary>
    public static IFindingReader Open(string path, FindingFormat format = FindingFormat.Auto)
    {
        string name = Path.GetFileName(path);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CockpitException(FindingErrors.FindingsUnreadable.Because($"{name} cannot be opened: {Why(error)}."), error);
        }
        try
        {
            if (!file.CanSeek) throw new CockpitException(FindingErrors.FindingsUnreadable.Because($"{name} is no regular file."));
            return Open(file, name, format);
        }
        catch (IOException error)
        {
            file.Dispose();
            throw new CockpitException(FindingErrors.FindingsUnreadable.Because($"{name} cannot be read: {Why(error)}."), error);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The same for a stream that can seek; it is closed with the reader.</summary>
    public static IFindingReader Open(Stream file, string name, FindingFormat format = FindingFormat.Auto)
    {
        // Devices such as /dev/zero have no length and no end.
        if (file.Length == 0) throw new CockpitException(FindingErrors.FindingsEmpty.Because($"{name} is empty."));
        FileSurvey survey = FileSurvey.Of(file);
        if (survey.IsBlank) throw new CockpitException(FindingErrors.FindingsEmpty.Because($"{name} holds nothing but blanks."));
        byte[] head = Head(file, survey.Encoding);
        if (OfXml(head, file, survey) is { } xml)
        {
            FindingFormat kind = xml.Source == FindingSource.Nessus ? FindingFormat.Nessus : FindingFormat.Qualys;
            return format.Fits(kind) ? xml : throw Other(name, xml.Shape, format);
        }
        var detection = new ExportDetection();
        foreach (char separator in Separators)
        {
            if (detection.Find(head, separator) is not { } found) continue;
            if (!format.Fits(found.Format)) throw Other(name, found.Name, format);
            file.Position = 0;
            return found.Open(file, survey, separator);
        }
        string known = detection.Nearest ?? $"Known are {string.Join("; ", ExportShapes.All.Where(s => format.Fits(s.Format)).Select(s => s.Words))}.";
        throw new CockpitException(FindingErrors.FindingsUnknownFormat.Because($"No line of {name} holds the columns of an export that is known. {known}"));
    }

    private static CockpitException Other(string name, string isA, FindingFormat wanted) =>
        new(FindingErrors.FindingsUnknownFormat.Because($"{name} is an export of another kind ({isA}), not {FindingFormats.WordOf(wanted)}."));

    private static byte[] Head(Stream file, Encoding? encoding)
    {
        file.Position = 0;
        byte[] buffer = new byte[(int)Math.Min(HeadBytes, file.Length)];
        int read = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        return encoding is null ? buffer[..read] : Encoding.UTF8.GetBytes(encoding.GetString(buffer, 0, read));
    }

    /// <summary>A reader for an XML export by its root element, which stands in the first lines; null where it is none.</summary>
    private static IFindingReader? OfXml(byte[] head, Stream file, FileSurvey survey)
    {
        string start = Encoding.UTF8.GetString(head, 0, Math.Min(head.Length, RootBytes));
        if (!start.TrimStart('\uFEFF', ' ', '\r', '\n', '\t').StartsWith('<')) return null;
        file.Position = 0;
        if (start.Contains($"<{NessusXmlReader.Root}", StringComparison.Ordinal)) return new NessusXmlReader(file, survey);
        return start.Contains($"<{DetectionXmlReader.Root}", StringComparison.Ordinal) ? new DetectionXmlReader(file, survey) : null;
    }

    private static string Why(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "no right to read it, or it is a folder",
        _ => "the system refused it",
    };
}
