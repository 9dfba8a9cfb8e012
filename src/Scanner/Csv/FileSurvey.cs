using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace Cockpit.Scanner.Csv;

/// <summary>One look over the whole file before it is parsed: its hash, its encoding, and whether it ends with a line break.</summary>
/// <param name="Encoding">Null is UTF-8.</param>
internal sealed record FileSurvey(byte[] Sha256, Encoding? Encoding, long Length, bool EndsWithLineBreak, bool IsBlank)
{
    private const int BufferBytes = 1 << 17;

    /// <summary>White space, zeros and the bytes of a byte order mark in any encoding.</summary>
    private static readonly SearchValues<byte> Blank = SearchValues.Create([0x20, 0x09, 0x0D, 0x0A, 0x00, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF]);

    /// <summary>cp1252, the encoding of exports that went through Excel on Windows. It maps every byte, so it is what is left when UTF-8 does not fit.</summary>
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static FileSurvey Of(Stream file)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferBytes];
        Encoding? marked = null;
        bool utf8 = true, first = true, blank = true;
        long length = 0;
        int carried = 0;
        Span<byte> tail = stackalloc byte[4];
        while (true)
        {
            int read = file.ReadAtLeast(buffer.AsSpan(carried), BufferBytes - carried, throwOnEndOfStream: false);
            bool end = read < BufferBytes - carried;
            sha.AppendData(buffer, carried, read);
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, carried + read);
            length += read;
            if (first)
            {
                marked = Marked(bytes);
                first = false;
            }
            if (blank) blank = !bytes.ContainsAnyExcept(Blank);
            Keep(tail, bytes);
            carried = 0;
            if (marked is null && utf8) (utf8, carried) = Check(buffer, bytes, end);
            if (end) break;
        }
        return new FileSurvey(sha.GetHashAndReset(), marked ?? (utf8 ? null : Windows1252), length, IsLineBreak(tail, marked), blank);
    }

    /// <summary>Checks a block as UTF-8. A character may be cut at the block's end: its bytes are carried to the front of the next one.</summary>
    private static (bool Valid, int Carried) Check(byte[] buffer, ReadOnlySpan<byte> bytes, bool end)
    {
        if (Utf8.IsValid(bytes)) return (true, 0);
        if (end) return (false, 0);
        for (int cut = 1; cut <= 3 && cut < bytes.Length; cut++)
        {
            if (bytes[^cut] < 0xC0) continue;
            if (!Utf8.IsValid(bytes[..^cut])) return (false, 0);
            bytes[^cut..].CopyTo(buffer);
            return (true, cut);
        }
        return (false, 0);
    }

    /// <summary>UTF-16 by its byte order mark, or by the zero beside its first letter.</summary>
    private static Encoding? Marked(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        if (start.Length < 4) return null;
        if (start[1] == 0 && start[3] == 0 && start[0] is > 0x1F and < 0x7F && start[2] is > 0x1F and < 0x7F) return Encoding.Unicode;
        if (start[0] == 0 && start[2] == 0 && start[1] is > 0x1F and < 0x7F && start[3] is > 0x1F and < 0x7F) return Encoding.BigEndianUnicode;
        return null;
    }

    private static void Keep(Span<byte> tail, ReadOnlySpan<byte> bytes)
    {
        int take = Math.Min(tail.Length, bytes.Length);
        tail[take..].CopyTo(tail);
        bytes[^take..].CopyTo(tail[(tail.Length - take)..]);
    }

    private static bool IsLineBreak(ReadOnlySpan<byte> tail, Encoding? marked)
    {
        if (marked is null) return tail[3] is (byte)'\n' or (byte)'\r';
        (byte high, byte low) = marked == Encoding.Unicode ? (tail[3], tail[2]) : (tail[2], tail[3]);
        return high == 0 && low is (byte)'\n' or (byte)'\r';
    }
}
