using System.Text;

namespace Cockpit.Scanner.Csv;

/// <summary>Exports that exist and are not read: an error that calls the file by its name saves its owner the search.</summary>
internal static class OtherExports
{
    /// <summary>Words that all stand in the file's beginning, and whose it then is.</summary>
    private static readonly (string[] Words, string Name)[] Kinds =
    [
        (["patch list", "qid"], "a Qualys patch report"), (["vulnerability", "qid", "url"], "a Qualys WAS report"),
    ];

    private const int LookAtBytes = 16 << 10;

    public static string? NameOf(ReadOnlySpan<byte> head)
    {
        string start = Encoding.UTF8.GetString(head[..Math.Min(head.Length, LookAtBytes)]).ToLowerInvariant();
        foreach ((string[] words, string name) in Kinds)
        {
            if (Array.TrueForAll(words, w => start.Contains(w, StringComparison.Ordinal))) return name;
        }
        return null;
    }
}
