using System.Text.Json.Nodes;

namespace Cockpit.Core.Documents;

/// <summary>How one kind of value is read from a document, written back, shown to people and described to editors.</summary>
public abstract class Format<T>
{
    /// <summary>False after it has told <paramref name="faults"/> why.</summary>
    public abstract bool TryRead(DocNode node, string where, DocFaults faults, out T value);

    /// <summary>What reads back as the same value.</summary>
    public abstract DocNode Write(T value);

    /// <summary>For people; the same text for equal values and another for others.</summary>
    public virtual string Text(T value) => Shown.Of(Write(value));

    /// <summary>The part of a JSON schema that accepts what <see cref="TryRead"/> can accept.</summary>
    public abstract JsonObject Schema();

    /// <summary>Refuses a node with what was found and what was expected.</summary>
    protected static bool Refuse(DocNode node, string where, DocFaults faults, string expected, out T value)
    {
        string found = node switch
        {
            DocScalar { Text: "" } => "nothing",
            DocScalar s => $"\"{Shown.Line(s.Text)}\"",
            DocList => "a list",
            _ => "a mapping",
        };
        faults.Add(node, where, $"found {found}, expected {expected}.");
        value = default!;
        return false;
    }
}

/// <summary>Texts of a document as a line can show them.</summary>
internal static class Shown
{
    private const int Most = 60;

    public static string Line(string text)
    {
        string plain = new([.. text.Take(Most).Select(c => char.IsControl(c) ? '?' : c)]);
        return text.Length > Most ? plain + ".." : plain;
    }

    public static string Of(DocNode node) => node switch
    {
        DocScalar s => s.Text,
        DocList { Items.Count: 0 } => "none",
        DocList l => string.Join(", ", l.Items.Select(i => i is DocMap ? $"({Of(i)})" : Of(i))),
        DocMap m => string.Join(" ", m.Entries.Select(e => $"{e.Key} {Of(e.Value)}")),
        _ => "",
    };
}
