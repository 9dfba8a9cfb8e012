namespace Cockpit.Core.Documents;

/// <summary>Finds the line of what a document says, by its path.</summary>
public static class DocPlaces
{
    /// <summary>Gives each fault that names a place and no line the line of that place, as near as the document has it.</summary>
    public static IReadOnlyList<DocFault> Located(IReadOnlyList<DocFault> faults, DocNode root) =>
        [.. faults.Select(f => f.Line > 0 ? f : f with { Line = LineOf(root, f.Where) ?? 0 })];

    /// <summary>The line of a path such as "policies.prod-web.scope", or of the last part of it that is there; null where not even the first is.</summary>
    private static int? LineOf(DocNode node, string path)
    {
        if (node is not DocMap map) return null;
        foreach (DocEntry e in map.Entries)
        {
            if (path.Equals(e.Key, StringComparison.OrdinalIgnoreCase)) return e.KeyLine;
            // A name may have dots of its own, so the rest is what stands behind the whole key.
            if (path.StartsWith(e.Key + ".", StringComparison.OrdinalIgnoreCase)) return LineOf(e.Value, path[(e.Key.Length + 1)..]) ?? e.KeyLine;
        }
        return null;
    }
}
