using System.Globalization;

namespace Cockpit.Remote.Ssh.Config;

/// <summary>One host of a ProxyJump: "[user@]host[:port]", "[user@][2001:db8::1]:22" or "ssh://[user@]host[:port]".</summary>
internal sealed record JumpSpec(string Host, string? User, int? Port)
{
    /// <summary>Reads a list with commas. Pure; null where one of them is none.</summary>
    public static IReadOnlyList<JumpSpec>? ParseAll(string text)
    {
        var hops = text.Split(',').Select(part => Parse(part.Trim())).ToList();
        return hops.TrueForAll(h => h is not null) ? [.. hops.Select(h => h!)] : null;
    }

    private static JumpSpec? Parse(string text)
    {
        var rest = text.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase) ? text["ssh://".Length..].TrimEnd('/') : text;
        var at = rest.LastIndexOf('@');
        var user = at < 0 ? null : rest[..at];
        rest = rest[(at + 1)..];
        int? port = null;

        // Behind the last colon, unless the colons are those of an IPv6 address without brackets.
        var colon = rest.LastIndexOf(':');
        if (colon >= 0 && (rest.IndexOf(':', StringComparison.Ordinal) == colon || (rest.StartsWith('[') && rest[colon - 1] == ']')))
        {
            if (!int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65_535)
            {
                return null;
            }

            (port, rest) = (number, rest[..colon]);
        }

        var host = rest.StartsWith('[') && rest.EndsWith(']') ? rest[1..^1] : rest;
        return HostNames.Usable(host) && (user is null || HostNames.UsableUser(user)) ? new JumpSpec(host, user, port) : null;
    }
}
