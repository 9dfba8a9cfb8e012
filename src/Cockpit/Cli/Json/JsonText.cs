using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Cockpit.Cli.Json;

/// <summary>Writes one JSON document. Control characters are always escaped; letters of any language and signs stay as they are, for people read it too.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of<T>(T value, JsonTypeInfo<T> type)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options)) JsonSerializer.Serialize(writer, value, type);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
