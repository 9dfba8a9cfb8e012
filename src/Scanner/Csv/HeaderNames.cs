using System.Text;

namespace Cockpit.Scanner.Csv;

/// <summary>
/// Finds a header by its set of names, wherever it stands and in whatever order: exports begin with a preamble of any length,
/// and some are several exports one after the other.
/// </summary>
/// <param name="required">Column numbers without which a record is no header.</param>
/// <param name="names">Lower-case names, each with the column number that it means. A column may have several names; the first that is there counts.</param>
internal sealed class HeaderNames(int columns, int[] required, (string Name, int Column)[] names)
{
    /// <summary>The widest known export has 75 columns; a record with far more is no header.</summary>
    private const int MaxColumns = 300;

    /// <summary>Where each column is in this record, -1 for one that is missing; null when the record is no header.</summary>
    public int[]? TryMap(int fieldCount, Func<int, string> field)
    {
        if (fieldCount is < 3 or > MaxColumns) return null;
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < fieldCount; i++) found.TryAdd(field(i), i);
        int[] map = new int[columns];
        Array.Fill(map, -1);
        foreach ((string name, int column) in names)
        {
            if (map[column] < 0 && found.TryGetValue(name, out int at)) map[column] = at;
        }
        return Array.TrueForAll(required, c => map[c] >= 0) ? map : null;
    }

    /// <summary>The columns that it cannot do without, as a header writes them first.</summary>
    public IEnumerable<string> RequiredNames => required.Select(c => names.First(n => n.Column == c).Name);

    /// <summary>How many of its columns the record has, and which of those that it cannot do without it lacks.</summary>
    public (int Found, IReadOnlyList<string> Missing) Compare(int fieldCount, Func<int, string> field)
    {
        if (fieldCount is < 3 or > MaxColumns) return (0, []);
        HashSet<string> given = [.. Enumerable.Range(0, fieldCount).Select(field)];
        HashSet<int> found = [.. names.Where(n => given.Contains(n.Name)).Select(n => n.Column)];
        return (found.Count, [.. required.Where(c => !found.Contains(c)).Select(c => names.First(n => n.Column == c).Name)]);
    }

    /// <summary>Where the last of the columns is without which a row says nothing.</summary>
    public int LastRequired(int[] map) => required.Max(c => map[c]);

    /// <summary>A header's cell as it is compared: no byte order mark, no quotes, no white space around, lower case, without a final " score".</summary>
    public static string Normal(ReadOnlySpan<byte> cell)
    {
        const int maxBytes = 100;
        if (cell.Length > maxBytes) return "";
        string name = Encoding.UTF8.GetString(cell).Trim('\uFEFF', '"', '\'', ' ', '\t', '\u00A0').ToLowerInvariant();
        return name.EndsWith(" score", StringComparison.Ordinal) ? name[..^6] : name;
    }
}
