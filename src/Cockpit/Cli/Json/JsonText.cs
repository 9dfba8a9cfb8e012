using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cockpit.Cli.Json;

/// <summary>Writes one JSON document. Control characters are always escaped; letters of any language and signs stay as they are, for people read it too.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Turns = SearchValues.Create("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069");

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of<T>(T value, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) JsonSerializer.Serialize(writer, value, type);
        return WithoutTurns(Encoding.UTF8.GetString(stream.ToArray()));
    }

    /// <summary>Marks that turn the direction of writing (Unicode TR 9) could make a document look like another one; they only occur inside strings.</summary>
    private static string WithoutTurns(string json)
    {
        if (json.AsSpan().IndexOfAny(Turns) < 0) return json;
        var escaped = new StringBuilder(json.Length + 32);
        foreach (char c in json)
        {
            if (Turns.Contains(c)) escaped.Append($"\\u{(int)c:x4}");
            else escaped.Append(c);
        }
        return escaped.ToString();
    }
}
