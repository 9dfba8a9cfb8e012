using System.Text;

namespace Cockpit.Scanner.Advisories;

/// <summary>Names and versions of a feed, each kept once however often it stands there: a feed of 300,000 statements has 40,000 of them.</summary>
internal sealed class Words
{
    /// <summary>Longer than any package's name or version.</summary>
    private const int MaxLength = 255;

    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> bySpan;

    public Words() => bySpan = known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Printable ASCII without spaces, bounded; null for what is no such word.</summary>
    public string? Word(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength || utf8.ContainsAnyExceptInRange((byte)'!', (byte)'~')) return null;
        Span<char> text = stackalloc char[utf8.Length];
        Encoding.ASCII.GetChars(utf8, text);
        return Kept(text);
    }

    /// <summary>The same for a text.</summary>
    public string? Word(ReadOnlySpan<char> text) => text.Length is 0 or > MaxLength || text.ContainsAnyExceptInRange('!', '~') ? null : Kept(text);

    private string Kept(ReadOnlySpan<char> text)
    {
        if (bySpan.TryGetValue(text, out string? word)) return word;
        word = text.ToString();
        known.Add(word);
        return word;
    }
}
