using System.Buffers;
using System.Text;
using System.Text.Json;
using Cockpit.Core.Notices;

namespace Cockpit.Operations.Notices;

/// <summary>A notice as the JSON that a chat service takes. What names of hosts may hold must neither call people nor become markup there.</summary>
internal static class WebhookText
{
    public static byte[] Of(WebhookShape shape, Parcel parcel)
    {
        if (shape is WebhookShape.Json) return parcel.Json();
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (shape is WebhookShape.Teams) Card(json, parcel);
            else json.WriteString("text", shape is WebhookShape.Slack ? $"*{Slack(parcel.Title)}*\n{Slack(parcel.Body)}" : Fenced($"{parcel.Title}\n\n{parcel.Body}"));
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The three characters that Slack's text takes as its own.</summary>
    private static string Slack(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Inside of a block of code Mattermost reads neither mentions nor markup.</summary>
    private static string Fenced(string text) => $"```\n{text.Replace('`', '\'')}\n```";

    /// <summary>An adaptive card of two blocks.</summary>
    private static void Card(Utf8JsonWriter json, Parcel parcel)
    {
        json.WriteString("type", "message");
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
        json.WriteStartObject("content");
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteStartArray("body");
        Block(json, parcel.Title, "Bolder");
        Block(json, parcel.Body.Replace("\n", "\n\n", StringComparison.Ordinal), "Default");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Block(Utf8JsonWriter json, string text, string weight)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextBlock");
        json.WriteString("text", Plain(text));
        json.WriteString("weight", weight);
        json.WriteBoolean("wrap", true);
        json.WriteEndObject();
    }

    /// <summary>The Markdown of a card, and its mentions, taken as text.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 16);
        foreach (char c in text)
        {
            if (c is '\\' or '*' or '_' or '[' or ']' or '`' or '<') plain.Append('\\');
            plain.Append(c);
        }
        return plain.ToString();
    }
}
