namespace Cockpit.Remote.Ssh.Config;

/// <summary>Reads what <c>ssh -G</c> prints. Pure; takes any text.</summary>
internal static class SshConfigDump
{
    /// <summary>Every setting, defaults as well.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Parse(string text)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var line in text.Split('\n'))
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            if (end <= 0)
            {
                continue;
            }

            var (keyword, value) = (line[..end].ToLowerInvariant(), line[(end + 1)..].TrimEnd('\r'));
            values[keyword] = SshKeywords.Of(keyword) switch
            {
                SshValue.Each => [.. values.GetValueOrDefault(keyword, []), value],
                SshValue.Words => value.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                SshValue.Flag => [value switch { "true" => "yes", "false" => "no", _ => value }],
                _ => [value],
            };
        }

        return values;
    }

    /// <summary>What differs from the defaults, and so was set.</summary>
    public static SshOptions Set(string dump, string defaults)
    {
        var standard = Parse(defaults);
        return new SshOptions(Parse(dump)
            .Where(v => v.Key is SshKeywords.HostName or SshKeywords.User or SshKeywords.Port || !standard.TryGetValue(v.Key, out var usual) || !usual.SequenceEqual(v.Value))
            .ToDictionary(v => v.Key, v => Changed(v.Key, v.Value, standard)));
    }

    /// <summary>Of a list of algorithms only the change is kept ("+name", "^name"), because ssh's own order is not the one of this program.</summary>
    private static IReadOnlyList<string> Changed(string keyword, IReadOnlyList<string> value, IReadOnlyDictionary<string, IReadOnlyList<string>> standard)
    {
        if (keyword is not (SshKeywords.KexAlgorithms or SshKeywords.HostKeyAlgorithms or SshKeywords.Ciphers or SshKeywords.Macs) || standard.GetValueOrDefault(keyword) is not [var usual])
        {
            return value;
        }

        return value[0].StartsWith(usual + ",", StringComparison.Ordinal) ? ["+" + value[0][(usual.Length + 1)..]] : value;
    }
}
