using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Cockpit.Core.Ids;
using Cockpit.Core.Notices;
using Cockpit.Store.Notices;
using NodaTime;
using NodaTime.Text;

namespace Cockpit.Operations.Notices;

/// <summary>One notice on its way through one channel: what every kind of channel makes its own form of. All texts are fit for a screen.</summary>
/// <param name="MessageId">The same at every try of the same delivery, so that a receiver that got it twice can tell; without angle brackets.</param>
/// <param name="Name">What names its files; the same at every try.</param>
/// <param name="To">The receivers' addresses; empty for a channel without any.</param>
/// <param name="Calendar">An invitation as iCalendar text; null for none.</param>
/// <param name="At">When the notice was first said.</param>
internal sealed record Parcel(string MessageId, string Name, string Kind, string Subject, string Title, string Body, IReadOnlyList<string> To, string? Calendar, Instant At)
{
    /// <summary>Characters of a title and a body: longer ones are cut.</summary>
    private const int MostTitle = 200, MostBody = 16 * 1024;

    public static Parcel Of(FileId file, StoredNotice n, StoredDelivery d, NoticeChannel channel)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"n{n.Id}.{d.Id}");
        string again = d.Round > 0 ? string.Create(CultureInfo.InvariantCulture, $" (said again, {d.Round})") : "";
        return new Parcel($"{name}@{file}", name, n.Draft.Kind, n.Draft.Subject, Printable.Line(n.Draft.Title, MostTitle) + again, Clip(Printable.Text(n.Draft.Body)) + Footer(n),
            d.Recipient.Length > 0 ? [d.Recipient] : channel.To, n.Draft.Calendar, n.At);
    }

    /// <summary>As JSON, for a webhook and a command.</summary>
    public byte[] Json()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("messageId", MessageId);
            json.WriteString("kind", Kind);
            json.WriteString("subject", Subject);
            json.WriteString("title", Title);
            json.WriteString("text", Body);
            json.WriteString("at", InstantPattern.ExtendedIso.Format(At));
            json.WriteStartArray("to");
            foreach (string address in To) json.WriteStringValue(address);
            json.WriteEndArray();
            if (Calendar is not null) json.WriteString("calendar", Calendar);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static string Clip(string text) => text.Length <= MostBody ? text : text[..MostBody] + "\n..";

    private static string Footer(StoredNotice n) => n.Draft.RepeatSeconds > 0 ? string.Create(CultureInfo.InvariantCulture, $"\n\nThis is said again until: cockpit notify ack {n.Id}") : "";
}
