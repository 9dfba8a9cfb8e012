using Cockpit.Core.Errors;
using Cockpit.Remote.KnownHosts;

namespace Cockpit.Remote.Ssh;

/// <summary>Says why a host key is not accepted, with the fingerprints as ssh-keygen prints them.</summary>
internal static class HostKeyFaults
{
    /// <summary>Null for a key that is known.</summary>
    public static Fault? Of(string host, HostKey shown, HostKeyVerdict verdict, IReadOnlyList<string> knownTypes) => verdict switch
    {
        { Standing: HostKeyStanding.Known } => null,
        { Standing: HostKeyStanding.Revoked, Line: { } line } => RemoteErrors.HostKeyRevoked.Because($"{host} shows a key that {At(line)} revokes: {Print(shown)}."),
        { Standing: HostKeyStanding.Changed, Line: { } line } => RemoteErrors.HostKeyChanged.Because(
            $"{host} shows another key than {At(line)}: {Print(shown)}, known is {Print(line.Key)}."),
        _ => RemoteErrors.HostKeyUnknown.Because(knownTypes.Count == 0
            ? $"{host} shows a key that no known_hosts file has: {Print(shown)}."
            : $"{host} is known by another type of key and shows {Print(shown)}."),
    };

    private static string Print(HostKey key) => $"{key.Fingerprint} ({key.ShortType})";

    private static string At(KnownHostsLine line) => $"line {line.Number} of {line.File}";
}
