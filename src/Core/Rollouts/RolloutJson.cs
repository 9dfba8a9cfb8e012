using System.Text.Json;
using System.Text.Json.Serialization;
using Cockpit.Core.Hosts;
using Cockpit.Core.Ids;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Core.Rollouts;

/// <summary>How plans and rollout events become JSON and back. Strict: an unknown field, a missing one, or an enum's number is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(HostIdJson), typeof(InstantJson), typeof(CamelCaseEnum<Transport>), typeof(CamelCaseEnum<SshChoice>), typeof(CamelCaseEnum<UpdateClass>)])]
[JsonSerializable(typeof(Plan))]
[JsonSerializable(typeof(RolloutEvent))]
internal sealed partial class RolloutJson : JsonSerializerContext;

/// <summary>A host's number, as a number.</summary>
internal sealed class HostIdJson : JsonConverter<HostId>
{
    public override HostId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, HostId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>A moment as RFC 3339 in UTC.</summary>
internal sealed class InstantJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parsed = InstantPattern.ExtendedIso.Parse(reader.GetString() ?? "");
        return parsed.Success ? parsed.Value : throw new JsonException("A time is RFC 3339 in UTC.");
    }

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
}
