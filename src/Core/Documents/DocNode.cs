using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Cockpit.Core.Documents;

/// <summary>A piece of what people write in YAML and the file keeps as JSON: both are read by the same readers. Scalars are texts in both.</summary>
/// <param name="Line">Where it begins in the text that it came from, from 1; 0 where it came from no text.</param>
public abstract record DocNode(int Line)
{
    /// <summary>Levels of nesting that a document may have; policies have five.</summary>
    public const int MaxDepth = 16;

    /// <summary>As compact JSON. Equal nodes, lines aside, give equal texts.</summary>
    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    public static DocNode OfJson(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return Of(document.RootElement);
    }

    internal abstract void Write(Utf8JsonWriter json);

    private static DocNode Of(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.Object => new DocMap(0, [.. e.EnumerateObject().Select(p => new DocEntry(p.Name, 0, Of(p.Value)))]),
        JsonValueKind.Array => new DocList(0, [.. e.EnumerateArray().Select(Of)]),
        JsonValueKind.String => new DocScalar(0, e.GetString()!),
        _ => new DocScalar(0, e.GetRawText()),
    };
}

/// <summary>One value, as it was written.</summary>
public sealed record DocScalar(int Line, string Text) : DocNode(Line)
{
    internal override void Write(Utf8JsonWriter json) => json.WriteStringValue(Text);
}

public sealed record DocList(int Line, IReadOnlyList<DocNode> Items) : DocNode(Line)
{
    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (DocNode item in Items) item.Write(json);
        json.WriteEndArray();
    }
}

/// <param name="KeyLine">Where the key stands.</param>
public sealed record DocEntry(string Key, int KeyLine, DocNode Value);

/// <param name="Entries">In the order in which they were written; no key stands twice.</param>
public sealed record DocMap(int Line, IReadOnlyList<DocEntry> Entries) : DocNode(Line)
{
    internal override void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (DocEntry e in Entries)
        {
            json.WritePropertyName(e.Key);
            e.Value.Write(json);
        }
        json.WriteEndObject();
    }
}
