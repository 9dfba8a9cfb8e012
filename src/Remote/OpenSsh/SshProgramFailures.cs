using Cockpit.Core.Errors;
using Cockpit.Remote.Ssh.Config;

namespace Cockpit.Remote.OpenSsh;

/// <summary>Gives a connection that the ssh program could not make its name, by what it said. Pure. The words are OpenSSH's in the C locale.</summary>
internal static class SshProgramFailures
{
    /// <summary>The first that fits: what is most particular comes first, for one failure makes several lines.</summary>
    private static readonly (string Word, ErrorCode Code, string What)[] Known =
    [
        ("REVOKED HOST KEY", RemoteErrors.HostKeyRevoked, "shows a key that is revoked"),
        ("marked as revoked", RemoteErrors.HostKeyRevoked, "shows a key that is revoked"),
        ("HOST IDENTIFICATION HAS CHANGED", RemoteErrors.HostKeyChanged, "shows another key than the one that is known"),
        ("host key is known for", RemoteErrors.HostKeyUnknown, "shows a key that no known_hosts file has"),
        ("Host key verification failed", RemoteErrors.HostKeyUnknown, "shows a key that is not accepted"),
        ("Could not resolve hostname", RemoteErrors.Dns, "has no address"),
        ("no matching ", RemoteErrors.KexMismatch, "and the ssh program have no method in common"),
        ("Protocol major versions differ", RemoteErrors.KexMismatch, "speaks version 1 of the protocol only"),
        ("Permission denied", RemoteErrors.AuthDenied, "does not let this user in"),
        ("Too many authentication failures", RemoteErrors.AuthDenied, "does not let this user in"),
        ("administratively prohibited", RemoteErrors.AuthDenied, "is behind a jump host that passes no connections on"),
        ("Connection refused", RemoteErrors.Refused, "refuses the connection"),
        ("during banner exchange", RemoteErrors.NoBanner, "accepted the connection and said nothing in time"),
        ("banner line contains invalid characters", RemoteErrors.NoBanner, "answers, but not as an SSH server does"),
        ("Bad remote protocol version", RemoteErrors.NoBanner, "answers, but not as an SSH server does"),
        ("timed out", RemoteErrors.ConnectTimeout, "did not accept a connection in time"),
        ("No route to host", RemoteErrors.ConnectTimeout, "cannot be reached from here"),
        ("Network is unreachable", RemoteErrors.ConnectTimeout, "cannot be reached from here"),
        ("MaxStartups", RemoteErrors.Throttled, "takes no more connections now"),
        ("Not allowed at this time", RemoteErrors.Throttled, "takes no more connections now"),
        ("kex_exchange_identification", RemoteErrors.Throttled, "closed the connection before it said anything"),
        ("Bad configuration option", RemoteErrors.SshConfig, "cannot be reached: ssh does not read its configuration"),
        ("Bad owner or permissions", RemoteErrors.SshConfig, "cannot be reached: ssh does not read its configuration"),
    ];

    /// <param name="said">What ssh printed on standard error; hostile, for much of it comes from the host.</param>
    public static Fault Of(SshTarget target, string said)
    {
        var place = $"{target.Name} ({target.HostName}, port {target.Port})";
        var (_, code, what) = Known.FirstOrDefault(k => said.Contains(k.Word, StringComparison.OrdinalIgnoreCase));
        return code is null
            ? new Fault(RemoteErrors.Disconnected, $"The ssh program did not reach {place}. It said: {HostText.OneLine(said)}", "No command was sent.", RemoteErrors.Disconnected.Hint)
            : code.Because($"{place} {what}. ssh said: {HostText.OneLine(LineWith(said, Known.First(k => k.Code == code && k.What == what && said.Contains(k.Word, StringComparison.OrdinalIgnoreCase)).Word))}");
    }

    private static string LineWith(string said, string word) => said.Split('\n').First(l => l.Contains(word, StringComparison.OrdinalIgnoreCase));
}
