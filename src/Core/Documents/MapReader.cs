using Cockpit.Core.Scopes;
using Cockpit.Core.Suggestions;

namespace Cockpit.Core.Documents;

/// <summary>Reads a mapping whose keys are known. A key that is not known is a fault: what was meant would otherwise silently not count.</summary>
public sealed class MapReader
{
    private readonly DocMap map;
    private readonly string where;
    private readonly DocFaults faults;
    private readonly List<string> known = [];

    private MapReader(DocMap map, string where, DocFaults faults)
    {
        this.map = map;
        this.where = where;
        this.faults = faults;
    }

    /// <summary>False everywhere once something could not be read.</summary>
    public bool Sound { get; private set; } = true;

    /// <summary>Null after a fault where the node is no mapping, or has a key twice. An empty value is a mapping without entries.</summary>
    public static MapReader? Of(DocNode node, string where, DocFaults faults)
    {
        if (node is DocScalar { Text: "" }) node = new DocMap(node.Line, []);
        if (node is not DocMap map)
        {
            faults.Add(node, where, "expected a mapping of keys and values.");
            return null;
        }
        if (map.Entries.GroupBy(e => e.Key, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            faults.Add(twice.Last().KeyLine, where, $"the key {Shown.Line(twice.Key)} stands twice.");
            return null;
        }
        return new MapReader(map, where, faults);
    }

    /// <summary>The value of a key; <paramref name="fallback"/> where it is not there or could not be read.</summary>
    public T Get<T>(string key, Format<T> format, T fallback) => Find(key) is { } node && TryRead(node, key, format, out T value) ? value : fallback;

    /// <summary>The value of a key; null where it is not there or could not be read.</summary>
    public T? Maybe<T>(string key, Format<T> format) where T : struct => Find(key) is { } node && TryRead(node, key, format, out T value) ? value : null;

    /// <summary>The value of a key that must be there.</summary>
    public T Need<T>(string key, Format<T> format)
    {
        if (Find(key) is { } node) return TryRead(node, key, format, out T value) ? value : default!;
        Fault(map, $"{key} is missing.");
        return default!;
    }

    /// <summary>The node of a key, or null.</summary>
    public DocNode? Find(string key)
    {
        known.Add(key);
        return map.Entries.FirstOrDefault(e => e.Key == key)?.Value;
    }

    /// <summary>To be called last: every key that nobody asked for is a fault.</summary>
    public bool Done()
    {
        foreach (DocEntry entry in map.Entries.Where(e => !known.Contains(e.Key)))
        {
            string? near = Nearest.To(entry.Key, known);
            faults.Add(entry.KeyLine, where, $"the key {Shown.Line(entry.Key)} is unknown; {(near is null ? $"known are {string.Join(", ", known)}" : $"did you mean {near}?")}.");
            Sound = false;
        }
        return Sound;
    }

    private bool TryRead<T>(DocNode node, string key, Format<T> format, out T value)
    {
        bool ok = format.TryRead(node, $"{where}.{key}", faults, out value);
        Sound &= ok;
        return ok;
    }

    private void Fault(DocNode at, string sentence)
    {
        faults.Add(at, where, sentence);
        Sound = false;
    }
}
