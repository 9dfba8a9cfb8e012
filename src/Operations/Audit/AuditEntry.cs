using System.Text.Json;
using Cockpit.Core.Ids;
using Cockpit.Core.Journal;
using NodaTime;

namespace Cockpit.Operations.Audit;

/// <summary>One row of the journal for people.</summary>
/// <param name="Who">The user's name as it was then.</param>
/// <param name="Remark">What --as said; it proves nothing.</param>
/// <param name="Type">The event's name, such as "host.added".</param>
/// <param name="What">What happened, in words.</param>
/// <param name="Subject">What it is about: a host's name, a rollout and its host, a scan; the stream where nothing is nearer.</param>
/// <param name="Details">The event's own fields, as the journal keeps them.</param>
public sealed record AuditEntry(
    long Seq, Instant At, string Who, long Uid, long? LoginUid, string? Remark, string Type, string What, string Subject, JsonElement? Details)
{
    /// <param name="hosts">Names of hosts by their number.</param>
    public static AuditEntry Of(JournalRow row, IReadOnlyDictionary<HostId, string> hosts)
    {
        try
        {
            using var document = JsonDocument.Parse(row.Payload);
            JsonElement by = document.RootElement.GetProperty("by");
            JsonElement happened = document.RootElement.GetProperty("event");
            var (what, on) = AuditSentence.Of(row, happened, hosts);
            return new(row.Seq, row.At, by.GetProperty("name").GetString() ?? "?", row.ActorUid, row.LoginUid, by.GetProperty("remark").GetString(), row.Type, what, on, happened.Clone());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A row whose bytes were altered still has to be listed; audit verify says that it does not hold.
            return new(row.Seq, row.At, "?", row.ActorUid, row.LoginUid, null, row.Type, row.Type, row.Stream, null);
        }
    }
}
