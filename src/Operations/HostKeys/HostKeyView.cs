using System.Text.Json.Serialization;
using Cockpit.Core.Hosts;
using Cockpit.Remote;

namespace Cockpit.Operations.HostKeys;

/// <summary>A key that a known_hosts file has for the host, and where.</summary>
public sealed record KnownHostKey(string File, int Line, string Type, int Bits, string Fingerprint, string Md5)
{
    [JsonIgnore]
    public IReadOnlyList<string> Art { get; init; } = [];
}

/// <summary>The key that a host shows, beside what is known of it.</summary>
/// <param name="Peer">Who showed it: "10.0.0.7:22".</param>
/// <param name="Known">Other keys of the same type that the files have for it; empty unless the key changed.</param>
/// <param name="KnownAt">The line that knows or revokes it: "line 3 of FILE"; or null.</param>
/// <param name="File">The known_hosts file that a trusted key is written to.</param>
/// <param name="Note">What else is to be said, such as why a certificate does not count; or null.</param>
/// <param name="Trusted">It is trusted now, by this call or before it.</param>
/// <param name="Backup">Where the file lies as it was, if a line of it had to change; or null.</param>
public sealed record HostKeyView(
    string Host, string Peer, HostKeyState State, string Type, int Bits, string Fingerprint, string Md5,
    IReadOnlyList<KnownHostKey> Known, string? KnownAt, string? File, string? Note, bool Trusted, string? Backup)
{
    /// <summary>The lines of its picture.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Art { get; init; } = [];

    /// <summary>What a person types to trust it: the last characters of the fingerprint.</summary>
    [JsonIgnore]
    public string Word => Fingerprint[^6..];

    internal static HostKeyView Of(string host, ShownHostKey shown, bool trusted, string? backup) => new(
        host, shown.Peer, shown.State, shown.Key.Type, shown.Key.Bits, shown.Key.Fingerprint, shown.Key.Md5,
        [.. shown.Others.Select(o => new KnownHostKey(o.File, o.Line, o.Key.Type, o.Key.Bits, o.Key.Fingerprint, o.Key.Md5) { Art = o.Key.Art })],
        shown.KnownAt, shown.File, shown.Note is { } note ? $"Its certificate {note}." : null, trusted, backup)
    {
        Art = shown.Key.Art,
    };
}
