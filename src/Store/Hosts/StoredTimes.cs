using System.Text.Json;
using System.Text.Json.Serialization;
using Cockpit.Core.Journal;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Store.Hosts;

/// <summary>A moment as microseconds since 1970-01-01T00:00:00Z, as in the columns.</summary>
internal sealed class StoredInstant : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JournalHash.FromMicroseconds(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteNumberValue(JournalHash.Microseconds(value));
}

/// <summary>A span as microseconds.</summary>
internal sealed class StoredDuration : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Duration.FromTicks(reader.GetInt64() * 10);

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) => writer.WriteNumberValue(value.BclCompatibleTicks / 10);
}

/// <summary>A date as ISO 8601 writes it.</summary>
internal sealed class StoredDate : JsonConverter<LocalDate>
{
    public override LocalDate Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => LocalDatePattern.Iso.Parse(reader.GetString()!).Value;

    public override void Write(Utf8JsonWriter writer, LocalDate value, JsonSerializerOptions options) => writer.WriteStringValue(LocalDatePattern.Iso.Format(value));
}
