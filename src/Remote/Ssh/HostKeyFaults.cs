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
        { Standing: HostKeyStanding.Revoked } => RemoteErrors.HostKeyRevoked.Because(
            $"{host} shows a key that {(verdict.Line is { } line ? At(line) : verdict.Why)} revokes: {Print(shown)}."),
        { Standing: HostKeyStanding.Changed, Line: { } line } => RemoteErrors.HostKeyChanged.Because(
            $"{host} shows another key than {At(line)}: {Print(shown)}, known is {Print(line.Key)}.{Certificate(verdict)}", $"Compare it at its console, then: cockpit host trust {host}"),
        { Why: not null } => RemoteErrors.HostKeyUnknown.Because($"{host} shows {Print(shown)}.{Certificate(verdict)}", "Let its authority sign a new certificate."),
        _ => RemoteErrors.HostKeyUnknown.Because(
            knownTypes.Count == 0 ? $"{host} shows a key that no known_hosts file has: {Print(shown)}." : $"{host} is known by another type of key and shows {Print(shown)}.",
            $"Compare it at its console, then: cockpit host trust {host}"),
    };

    /// <summary>"line 7 of /home/anna/.ssh/known_hosts".</summary>
    public static string At(KnownHostsLine line) => $"line {line.Number} of {line.File}";

    private static string Certificate(HostKeyVerdict verdict) => verdict.Why is { } why ? $" Its certificate {why}." : "";

    private static string Print(HostKey key) => HostCertificate.Is(key) && HostCertificate.Parse(key.Blob.ToArray()) is { } certificate
        ? $"{certificate.Key.Fingerprint} ({certificate.Key.ShortType}, with a certificate)"
        : $"{key.Fingerprint} ({key.ShortType})";
}
