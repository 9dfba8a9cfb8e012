using System.Text.Json;
using Cockpit.Core.Errors;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Core.Rollouts;

/// <summary>A rollout's event as it was read from the journal, with when and by whom.</summary>
public sealed record RecordedEvent(long StreamSeq, RolloutEvent Event, Instant At, Actor By);

/// <summary>A rollout event's journal payload, and back. The event's own "type" is the row's type as well.</summary>
public static class RolloutEventJson
{
    /// <summary>The row's type and its payload: <c>{"by":{...},"event":{"type":"step.sent",...}}</c>.</summary>
    public static (string Type, byte[] Payload) Write(Actor by, RolloutEvent e)
    {
        JsonElement body = JsonSerializer.SerializeToElement(e, RolloutJson.Default.RolloutEvent);
        byte[] payload = AuditPayload.Write(by, json =>
        {
            foreach (JsonProperty field in body.EnumerateObject()) field.WriteTo(json);
        });
        return (body.GetProperty("type").GetString()!, payload);
    }

    /// <summary>Reads one row of a rollout's stream.</summary>
    /// <exception cref="CockpitException">FILE_DAMAGED when the payload is not such an event, or its type is not the row's.</exception>
    public static RecordedEvent Read(JournalRow row)
    {
        try
        {
            using var document = JsonDocument.Parse(row.Payload);
            JsonElement by = document.RootElement.GetProperty("by"), body = document.RootElement.GetProperty("event");
            if (body.GetProperty("type").GetString() != row.Type) throw new JsonException("The event's type is not the row's.");
            RolloutEvent e = body.Deserialize(RolloutJson.Default.RolloutEvent) ?? throw new JsonException("The event is empty.");
            var actor = new Actor(row.ActorUid, row.LoginUid, by.GetProperty("name").GetString() ?? "", by.GetProperty("remark").GetString());
            return new RecordedEvent(row.StreamSeq, e, row.At, actor);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new CockpitException(FileErrors.FileDamaged.Because($"Row {row.Seq} of the journal is not an event that a rollout has."), e);
        }
    }
}
