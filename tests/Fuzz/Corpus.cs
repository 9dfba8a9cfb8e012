using System.Runtime.CompilerServices;

namespace Cockpit.Fuzz;

/// <summary>
/// The inputs that a parser starts from: real output beside the parsers' tests, and the files under Corpus, where what once broke a
/// parser stays under the name of its fault.
/// </summary>
internal static class Corpus
{
    /// <summary>afl-fuzz works best with small inputs; a long one is cut, which is an input that parsers meet too.</summary>
    private const int MostBytes = 48 * 1024;

    private static readonly string Tests = Path.GetDirectoryName(Path.GetDirectoryName(Here()))!;

    public static string Root => Path.GetDirectoryName(Tests)!;

    public static IReadOnlyList<string> FilesOf(Target target)
    {
        var files = new List<string>();
        foreach (string seed in target.Seeds.Append($"Fuzz/Corpus/{target.Name}/*"))
        {
            foreach (string folder in Folders(Path.GetDirectoryName(seed)!)) files.AddRange(Directory.EnumerateFiles(folder, Path.GetFileName(seed)));
        }

        return [.. files.Order(StringComparer.Ordinal)];
    }

    /// <summary>The folders of a path that may hold one "*".</summary>
    private static IEnumerable<string> Folders(string path)
    {
        string[] parts = path.Split("/*/", 2);
        string first = Path.Combine(Tests, parts[0]);
        if (parts.Length == 1) return Directory.Exists(first) ? [first] : [];
        return Directory.EnumerateDirectories(first).Select(f => Path.Combine(f, parts[1])).Where(Directory.Exists);
    }

    /// <summary>Copies the inputs of a parser into a folder, for afl-fuzz; one line of text where there are none.</summary>
    public static void CopyTo(Target target, string folder)
    {
        Directory.CreateDirectory(folder);
        int number = 0;
        foreach (string file in FilesOf(target))
        {
            byte[] bytes = File.ReadAllBytes(file);
            File.WriteAllBytes(Path.Combine(folder, $"{number++:0000}"), bytes[..Math.Min(bytes.Length, MostBytes)]);
        }

        if (number == 0) File.WriteAllText(Path.Combine(folder, "0000"), "p\n");
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
