using System.Buffers;
using System.Text.Json;
using Cockpit.Core.Ids;

namespace Cockpit.Core.Journal;

/// <summary>
/// The envelope of every journal payload: <c>{"by":{"name":"anna","remark":null},"event":{...}}</c>, UTF-8 JSON.
/// The name is kept as it was then, so that a file can be read on a machine that does not know the user.
/// </summary>
public static class AuditPayload
{
    /// <summary>Writes the envelope; <paramref name="body"/> writes the fields of the event's object.</summary>
    public static byte[] Write(Actor by, Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("by");
            json.WriteString("name", by.Name);
            json.WriteString("remark", by.Remark);
            json.WriteEndObject();
            json.WriteStartObject("event");
            body(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The writer's name as kept in a payload, or null where it cannot be read.</summary>
    public static string? WriterName(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.TryGetProperty("by", out var by) && by.TryGetProperty("name", out var name) ? name.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
