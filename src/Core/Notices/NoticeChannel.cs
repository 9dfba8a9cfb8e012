using System.Text.Json.Serialization;
using Cockpit.Core.Rollouts;

namespace Cockpit.Core.Notices;

[JsonConverter(typeof(CamelCaseEnum<ChannelKind>))]
public enum ChannelKind { Smtp, Webhook, Command, Spool }

/// <summary>The form of a webhook's JSON.</summary>
[JsonConverter(typeof(CamelCaseEnum<WebhookShape>))]
public enum WebhookShape { Json, Slack, Teams, Mattermost }

[JsonConverter(typeof(CamelCaseEnum<TlsMode>))]
public enum TlsMode
{
    /// <summary>The line is encrypted before anything is said on it.</summary>
    Tls,

    /// <summary>The line must become encrypted before the mail is handed over; a server that cannot is refused.</summary>
    StartTls,

    /// <summary>In the clear. Never with a password.</summary>
    None,
}

/// <summary>One way in which notices leave. It says where secrets come from, never what they are. Made by <see cref="ChannelCheck"/>.</summary>
/// <param name="Host">The mail server; null for the other kinds.</param>
/// <param name="From">The sender's address; mail and spool.</param>
/// <param name="To">The receivers' addresses; mail and spool.</param>
/// <param name="User">Who logs in at the mail server; null where nobody does.</param>
/// <param name="Secret">Where the mail password, or a webhook's bearer token, comes from, as text of a SecretSource; null for none.</param>
/// <param name="CaFile">A PEM file of the authorities that count instead of the machine's own; null for those.</param>
/// <param name="Url">A webhook's address, or the text of a SecretSource that has it where the address itself is the secret.</param>
/// <param name="Command">The program and its arguments, fixed; the notice comes on its standard input.</param>
/// <param name="Folder">Where .eml and .ics files are written; absolute.</param>
public sealed record NoticeChannel(
    string Name, ChannelKind Kind, string? Host, int Port, string? From, IReadOnlyList<string> To, TlsMode Tls, string? User, string? Secret, string? CaFile,
    string? Url, WebhookShape Shape, IReadOnlyList<string> Command, string? Folder)
{
    /// <summary>What it is, for people, without anything that an address may hold as a secret.</summary>
    [JsonIgnore]
    public string Where => Kind switch
    {
        ChannelKind.Smtp => $"mail by {Host}:{Port} ({Tls switch { TlsMode.Tls => "tls", TlsMode.StartTls => "starttls", _ => "no tls" }}) to {string.Join(", ", To)}",
        ChannelKind.Webhook => $"{Shape.ToString().ToLowerInvariant()} to {(Uri.TryCreate(Url, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url.GetLeftPart(UriPartial.Authority) : Url)}",
        ChannelKind.Command => $"the program {Command[0]}",
        _ => $"the folder {Folder}",
    };

    /// <summary>It reaches a named person by their mail address.</summary>
    [JsonIgnore]
    public bool IsMail => Kind is ChannelKind.Smtp or ChannelKind.Spool;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(NoticeChannel))]
[JsonSerializable(typeof(IReadOnlyList<Escalation>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
public sealed partial class NoticeJson : JsonSerializerContext;
