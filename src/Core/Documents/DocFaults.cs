namespace Cockpit.Core.Documents;

/// <summary>Something in a document that does not hold.</summary>
/// <param name="Line">From 1; 0 where the document came from no text.</param>
/// <param name="Where">The path to it, such as "policies.prod-web.updates.minimumAge".</param>
/// <param name="Sentence">What is wrong and what was expected.</param>
public sealed record DocFault(int Line, string Where, string Sentence)
{
    public override string ToString() => Line > 0 ? $"Line {Line}, {Where}: {Sentence}" : $"{Where}: {Sentence}";
}

/// <summary>Collects the faults of a document while it is read, so that all are told at once. Not thread-safe.</summary>
public sealed class DocFaults
{
    /// <summary>More would only hide the first ones.</summary>
    private const int Most = 50;

    private readonly List<DocFault> found = [];

    public IReadOnlyList<DocFault> Found => found;

    public bool Any => found.Count > 0;

    public void Add(DocNode at, string where, string sentence) => Add(at.Line, where, sentence);

    public void Add(int line, string where, string sentence)
    {
        if (found.Count < Most) found.Add(new DocFault(line, where, sentence));
    }
}
