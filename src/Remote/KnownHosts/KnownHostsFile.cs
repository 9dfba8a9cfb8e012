namespace Cockpit.Remote.KnownHosts;

/// <summary>What a known_hosts line says of its key.</summary>
internal enum KnownHostsMark
{
    /// <summary>No marker: it is the host's key.</summary>
    Plain,

    /// <summary>@revoked: it must never be accepted, neither as a host's key nor as an authority's.</summary>
    Revoked,

    /// <summary>@cert-authority: it signs certificates of these hosts, and is no host's key itself.</summary>
    Authority,
}

/// <summary>One line of a known_hosts file.</summary>
/// <param name="Number">From 1.</param>
internal sealed record KnownHostsLine(string File, int Number, KnownHostsMark Mark, HostPattern Hosts, HostKey Key);

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

            var marked = fields[0].StartsWith('@');
            KnownHostsMark? mark = !marked ? KnownHostsMark.Plain : fields[0] switch
            {
                "@revoked" => KnownHostsMark.Revoked,
                "@cert-authority" => KnownHostsMark.Authority,
                _ => null,
            };
            var rest = fields.AsSpan(marked ? 1 : 0);
            if (mark is { } known && rest.Length >= 3 && HostPattern.Parse(rest[0]) is { } hosts && HostKey.Parse(rest[1], rest[2]) is { } key)
            {
                lines.Add(new KnownHostsLine(file, number, known, hosts, key));
            }
        }

        return lines;
    }
}
