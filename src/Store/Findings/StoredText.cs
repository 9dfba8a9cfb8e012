using System.Buffers;
using System.Text;

namespace Cockpit.Store.Findings;

/// <summary>
/// Texts from outside as they are kept: bounded, and without control characters, so that a screen, a report or a terminal that
/// prints the file by hand gets none. Line breaks (as LF) and tabs stay in long texts.
/// </summary>
internal sealed class StoredText
{
    /// <summary>Longest text that is kept of a plugin or of an output. Some outputs list a whole host's packages; their beginning says enough.</summary>
    public const int MaxLongBytes = 64 << 10;

    public const int MaxLineBytes = 400;

    private static readonly SearchValues<byte> SuspectLong = SearchValues.Create(Suspects(keepLines: true));
    private static readonly SearchValues<byte> SuspectLine = SearchValues.Create(Suspects(keepLines: false));

    private byte[] buffer = new byte[4096];

    /// <summary>A text of one or many lines. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Long(ReadOnlySpan<byte> text) => Clean(Cut(text, MaxLongBytes), SuspectLong, keepLines: true).Trim(" \t\r\n"u8);

    /// <summary>A text of one line. Valid until the next call.</summary>
    public ReadOnlySpan<byte> Line(ReadOnlySpan<byte> text) => Clean(Cut(text, MaxLineBytes), SuspectLine, keepLines: false).Trim((byte)' ');

    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int bytes)
    {
        if (text.Length <= bytes) return text;
        while (bytes > 0 && (text[bytes] & 0xC0) == 0x80) bytes--;
        return text[..bytes];
    }

    private ReadOnlySpan<byte> Clean(ReadOnlySpan<byte> text, SearchValues<byte> suspect, bool keepLines)
    {
        int first = text.IndexOfAny(suspect);
        if (first < 0) return text;
        if (buffer.Length < text.Length) buffer = new byte[text.Length * 2];
        text[..first].CopyTo(buffer);
        int at = first;
        ReadOnlySpan<byte> rest = text[first..];
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out Rune rune, out int used) == OperationStatus.Done)
            {
                bool line = rune.Value is '\n' or '\t';
                if (!Rune.IsControl(rune) || keepLines && line)
                {
                    rest[..used].CopyTo(buffer.AsSpan(at));
                    at += used;
                }
                else if (!keepLines && line)
                {
                    buffer[at++] = (byte)' ';
                }
            }
            rest = rest[used..];
        }
        return buffer.AsSpan(0, at);
    }

    /// <summary>C0 controls, DEL, and 0xC2, with which C1 controls begin in UTF-8.</summary>
    private static byte[] Suspects(bool keepLines) =>
        [.. Enumerable.Range(0, 0x20).Select(i => (byte)i).Where(b => !keepLines || b is not ((byte)'\n' or (byte)'\t')), 0x7F, 0xC2];
}
