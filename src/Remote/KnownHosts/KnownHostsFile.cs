namespace Cockpit.Remote.KnownHosts;

/// <summary>One line of a known_hosts file that says something about plain keys.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Revoked">Marked @revoked: this key must never be accepted.</param>
internal sealed record KnownHostsLine(string File, int Number, bool Revoked, HostPattern Hosts, HostKey Key);

/// <summary>Reads known_hosts text. Pure. A line that cannot be read says nothing, as in ssh: its host stays unknown.</summary>
internal static class KnownHostsFile
{
    public static IReadOnlyList<KnownHostsLine> Parse(string file, string text)
    {
        var lines = new List<KnownHostsLine>();
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var fields = raw.ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 3 || fields[0].StartsWith('#'))
            {
                continue;
            }

            var marker = fields[0].StartsWith('@') ? fields[0] : "";
            var rest = fields.AsSpan(marker.Length > 0 ? 1 : 0);

            // @cert-authority lines name keys that sign host certificates; as plain keys they count for nothing.
            if (marker is "" or "@revoked" && rest.Length >= 3 && HostPattern.Parse(rest[0]) is { } hosts && KeyOf(rest[1], rest[2]) is { } key)
            {
                lines.Add(new KnownHostsLine(file, number, marker == "@revoked", hosts, key));
            }
        }

        return lines;
    }

    private static HostKey? KeyOf(string type, string base64)
    {
        var bytes = new byte[Math.Min(base64.Length, HostKey.MaxBytes * 2)];
        if (!Convert.TryFromBase64String(base64, bytes, out var count) || count > HostKey.MaxBytes)
        {
            return null;
        }

        var key = new HostKey(bytes[..count]);
        return key.Type == type ? key : null;
    }
}
