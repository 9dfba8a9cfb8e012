using System.Text.Json;
using System.Text.Json.Serialization;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Operations.Audit;

/// <summary>One row of the journal for people.</summary>
/// <param name="Who">The user's name as it was then.</param>
/// <param name="Remark">What --as said; it proves nothing.</param>
/// <param name="Type">The event's name, such as "host.added".</param>
/// <param name="Subject">What it is about: a host's name, a rollout, a scan; the stream where nothing is nearer.</param>
/// <param name="Details">The event's own fields, as the journal keeps them.</param>
public sealed record AuditEntry(
    long Seq, Instant At, string Who, long Uid, long? LoginUid, string? Remark, string Type, string Subject, JsonElement? Details)
{
    /// <summary>The host's number where the event is about one.</summary>
    [JsonIgnore]
    public long? HostId { get; private init; }

    public static AuditEntry Of(JournalRow row)
    {
        try
        {
            using var document = JsonDocument.Parse(row.Payload);
            JsonElement by = document.RootElement.GetProperty("by");
            JsonElement happened = document.RootElement.GetProperty("event");
            return new(row.Seq, row.At, by.GetProperty("name").GetString() ?? "?", row.ActorUid, row.LoginUid, by.GetProperty("remark").GetString(), row.Type, Nearest(row, happened), happened.Clone())
            {
                HostId = row.Stream == "hosts" && happened.TryGetProperty("id", out var id) && id.TryGetInt64(out long number) ? number : null,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A row whose bytes were altered still has to be listed; audit verify says that it does not hold.
            return new(row.Seq, row.At, "?", row.ActorUid, row.LoginUid, null, row.Type, row.Stream, null);
        }
    }

    private static string Nearest(JournalRow row, JsonElement happened)
    {
        foreach (string field in (ReadOnlySpan<string>)["name", "scan", "import"])
        {
            if (happened.ValueKind == JsonValueKind.Object && happened.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String && row.Stream is "hosts" or "scans" or "findings") return value.GetString()!;
        }
        return row.Stream;
    }
}
